import type { Instant } from '#kernel';
import { Histogram, type SparseCounts } from './histogram.ts';

/** Counts of one side of one weight step; cumulative. */
export interface SideTally {
  readonly units: number;
  /** Units that began more than the horizon ago. */
  readonly maturedUnits: number;
  readonly requests: number;
  /**
   * Bad units by predicate, as soon as they are bad. A predicate of the service's own word is absent
   * once the service left it out of its first answers: silence is not success.
   */
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
  /** Answers that could have carried a word, and those that did, by predicate. */
  readonly asked?: readonly number[];
  readonly heard?: readonly number[];
  readonly pending: readonly Readonly<Bucket>[];
}

const BUCKET_MS = 100;

/** So many answers without a word, and none with one, and the word is missing. */
const SILENT_AFTER = 5;

/** The book of one side of one weight step. */
export class SideBook {
  readonly #predicates: number;
  #units = 0;
  #maturedUnits = 0;
  requests = 0;
  readonly #bad: number[];
  readonly #maturedBad: number[];
  readonly #asked: number[];
  readonly #heard: number[];
  readonly latency = new Histogram();
  /** In the order of their beginnings, which is the order in which they mature. */
  #pending: Bucket[] = [];

  /** `predicates` is how many a unit is judged by. */
  constructor(predicates: number) {
    this.#predicates = predicates;
    this.#bad = zeros(predicates);
    this.#maturedBad = zeros(predicates);
    this.#asked = zeros(predicates);
    this.#heard = zeros(predicates);
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

  /** Books an answer that could carry the service's own word on a predicate, and whether it did. */
  hear(predicate: number, said: boolean): void {
    add(this.#asked, predicate, 1);
    if (said) add(this.#heard, predicate, 1);
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
      bad: this.#named(ids, this.#bad),
      maturedBad: this.#named(ids, this.#maturedBad),
      latencyMs: {
        p50: this.latency.quantile(0.5),
        p95: this.latency.quantile(0.95),
        p99: this.latency.quantile(0.99),
      },
    };
  }

  #named(ids: readonly string[], counts: readonly number[]): Record<string, number> {
    const entries = ids.map((id, index): [string, number] => [id, counts[index] ?? 0]);
    return Object.fromEntries(entries.filter((_, index) => !this.#isSilent(index)));
  }

  #isSilent(predicate: number): boolean {
    return (this.#asked[predicate] ?? 0) >= SILENT_AFTER && this.#heard[predicate] === 0;
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
      asked: this.#asked,
      heard: this.#heard,
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
    record.asked?.forEach((count, predicate) => {
      add(book.#asked, predicate, count);
    });
    record.heard?.forEach((count, predicate) => {
      add(book.#heard, predicate, count);
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
