import type { Instant } from '#kernel';
import { Histogram, type SparseCounts } from './histogram.ts';

/** Counts of one side of one weight step; cumulative. */
export interface SideTally {
  readonly units: number;
  /** Units that began more than the horizon ago. */
  readonly maturedUnits: number;
  readonly requests: number;
  /** Bad units by predicate, as soon as they are bad. */
  readonly bad: Readonly<Record<string, number>>;
  /** Of the matured units, those bad within the horizon of their beginning. */
  readonly maturedBad: Readonly<Record<string, number>>;
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number };
}

/** Units that began within the same tenth of a second mature together. */
export interface Bucket {
  readonly from: Instant;
  units: number;
  readonly bad: number[];
}

/** A SideBook as the evidence file keeps it. */
export interface SideRecord {
  readonly units: number;
  readonly maturedUnits: number;
  readonly requests: number;
  readonly bad: readonly number[];
  readonly maturedBad: readonly number[];
  readonly latency: SparseCounts;
  readonly pending: readonly Readonly<Bucket>[];
}

const BUCKET_MS = 100;

/** The book of one side of one weight step. */
export class SideBook {
  readonly #predicates: number;
  #units = 0;
  #maturedUnits = 0;
  requests = 0;
  readonly #bad: number[];
  readonly #maturedBad: number[];
  readonly latency = new Histogram();
  /** In the order of their beginnings, which is the order in which they mature. */
  #pending: Bucket[] = [];

  /** `predicates` is how many a unit is judged by. */
  constructor(predicates: number) {
    this.#predicates = predicates;
    this.#bad = zeros(predicates);
    this.#maturedBad = zeros(predicates);
  }

  /** Books a unit that begins now; the bucket is where its bad outcomes within the horizon go. */
  begin(now: Instant): Bucket {
    const from = now - (now % BUCKET_MS);
    let last = this.#pending.at(-1);
    // A clock set back does not open an earlier bucket: the order is what maturing relies on.
    if (!last || last.from < from) {
      last = { from, units: 0, bad: zeros(this.#predicates) };
      this.#pending.push(last);
    }
    last.units += 1;
    this.#units += 1;
    return last;
  }

  /** Books one unit as bad; `bucket` only when it was still within its horizon. */
  turnBad(predicate: number, bucket: Bucket | undefined): void {
    add(this.#bad, predicate, 1);
    if (bucket) add(bucket.bad, predicate, 1);
  }

  /** Folds in what began more than `horizonMs` before `now`. */
  mature(now: Instant, horizonMs: number): void {
    let ripe = 0;
    for (const bucket of this.#pending) {
      if (bucket.from + BUCKET_MS + horizonMs > now) break;
      this.#maturedUnits += bucket.units;
      bucket.bad.forEach((count, predicate) => {
        add(this.#maturedBad, predicate, count);
      });
      ripe += 1;
    }
    if (ripe > 0) this.#pending = this.#pending.slice(ripe);
  }

  /** The bucket of a unit that began at `begunAt`, unless it has matured. */
  bucketOf(begunAt: Instant): Bucket | undefined {
    return this.#pending.findLast((bucket) => bucket.from <= begunAt);
  }

  tally(ids: readonly string[]): SideTally {
    return {
      units: this.#units,
      maturedUnits: this.#maturedUnits,
      requests: this.requests,
      bad: named(ids, this.#bad),
      maturedBad: named(ids, this.#maturedBad),
      latencyMs: {
        p50: this.latency.quantile(0.5),
        p95: this.latency.quantile(0.95),
        p99: this.latency.quantile(0.99),
      },
    };
  }

  toRecord(): SideRecord {
    return {
      units: this.#units,
      maturedUnits: this.#maturedUnits,
      requests: this.requests,
      bad: this.#bad,
      maturedBad: this.#maturedBad,
      latency: this.latency.toSparse(),
      pending: this.#pending,
    };
  }

  /** The book that `toRecord` described. */
  static from(record: SideRecord, predicates: number): SideBook {
    const book = new SideBook(predicates);
    book.#units = record.units;
    book.#maturedUnits = record.maturedUnits;
    book.requests = record.requests;
    record.bad.forEach((count, predicate) => {
      add(book.#bad, predicate, count);
    });
    record.maturedBad.forEach((count, predicate) => {
      add(book.#maturedBad, predicate, count);
    });
    book.latency.addSparse(record.latency);
    book.#pending = record.pending.map((bucket) => ({ ...bucket, bad: [...bucket.bad] }));
    return book;
  }
}

const zeros = (length: number): number[] => new Array<number>(length).fill(0);

function add(counts: number[], index: number, amount: number): void {
  counts[index] = (counts[index] ?? 0) + amount;
}

const named = (ids: readonly string[], counts: readonly number[]): Record<string, number> =>
  Object.fromEntries(ids.map((id, index) => [id, counts[index] ?? 0]));
