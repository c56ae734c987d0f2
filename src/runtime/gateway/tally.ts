import type { Instant } from '#kernel';
import type { Predicate } from '#model';
import { judgeOutcome, type Outcome, type Pace } from './predicates.ts';
import { type ClientScatter, Scatter, type ScatterSums } from './scatter.ts';
import { type Bucket, SideBook, type SideRecord, type SideTally } from './side-book.ts';
import type { Side, TableRollout } from './table.ts';

/** What a rollout has counted so far; steps in the order in which the weight changed. */
export interface RolloutTally {
  readonly rollout: string;
  readonly steps: readonly {
    readonly weight: number;
    readonly stable: SideTally;
    readonly candidate: SideTally;
  }[];
  /** `older` counts sessions begun before the rollout; the other two count requests. */
  readonly excluded: { older: number; synthetic: number; override: number };
  /** How requests scatter over clients; only where requests are the units. */
  readonly scatter?: ScatterSums;
}

/** Units that began while the weight stood still. */
export interface Step {
  readonly weight: number;
  readonly stable: SideBook;
  readonly candidate: SideBook;
}

/** One unit: assigned once, judged until the rollout ends. */
export interface Unit {
  /** The client's name under a client split; a request has none. */
  readonly client: string | undefined;
  readonly step: number;
  readonly side: Side;
  readonly begunAt: Instant;
  readonly book: SideBook;
  readonly bucket: Bucket | undefined;
  /** One bit for each predicate it has violated. */
  bad: number;
  /** Present under a client split. */
  readonly pace: Pace | undefined;
  /** Where its client's requests are summed up; none under a client split. */
  readonly scatter: ClientScatter | undefined;
}

/** A tally as the evidence file keeps it; the counted clients are kept beside it. */
export interface TallyRecord {
  readonly rollout: string;
  readonly predicates: readonly string[];
  readonly steps: readonly {
    readonly weight: number;
    readonly stable: SideRecord;
    readonly candidate: SideRecord;
  }[];
  readonly excluded: { older: number; synthetic: number; override: number };
  /** Files of before this was kept have none. */
  readonly scatter?: ScatterSums;
}

/** More clients than this are served like any other, but no longer counted as units. */
const MOST_CLIENTS = 500_000;

/** The book of one rollout: who was assigned where, at which weight, and how it went. */
export class RolloutBook {
  readonly rollout: string;
  readonly predicates: readonly Predicate[];
  readonly horizonMs: number;
  readonly excluded = { older: 0, synthetic: 0, override: 0 };
  /** Grows with every change, so that a keeper can tell whether there is something to keep. */
  changes = 0;
  /** Told of clients that were counted or turned bad; the evidence file listens. */
  onClient: ((unit: Unit) => void) | undefined;
  readonly #steps: Step[] = [];
  readonly #clients = new Map<string, Unit>();
  readonly #scatter = new Scatter();

  constructor(rollout: Pick<TableRollout, 'id' | 'predicates' | 'horizonMs'>) {
    this.rollout = rollout.id;
    this.predicates = rollout.predicates;
    this.horizonMs = rollout.horizonMs;
  }

  /** Begins a step when the weight differs from the last one. */
  moveTo(weight: number): void {
    if (this.#steps.at(-1)?.weight === weight) return;
    const length = this.predicates.length;
    this.#steps.push({
      weight,
      stable: new SideBook(length),
      candidate: new SideBook(length),
    });
    this.changes += 1;
  }

  /** A request that was randomised on its own; `client` is who sent it, where that is known. */
  beginRequest(side: Side, now: Instant, client?: string): Unit {
    const scatter =
      client === undefined ? undefined : this.#scatter.begin(client, side, this.#weight() ?? 0);
    return this.#begin(side, now, { scatter });
  }

  /**
   * The unit of a client whose session begins, or undefined when it is none: a client counts once.
   * A counted client that comes back at the weight at which it was counted goes on as the same
   * unit; at another weight it is left out on both sides alike, so that the sides stay comparable.
   */
  beginSession(client: string, side: Side, now: Instant): Unit | undefined {
    const known = this.#clients.get(client);
    if (known) return this.#steps[known.step]?.weight === this.#weight() ? known : undefined;
    if (this.#clients.size >= MOST_CLIENTS) return undefined;
    const unit = this.#begin(side, now, { client });
    this.#clients.set(client, unit);
    this.onClient?.(unit);
    return unit;
  }

  /** Counts a request of a unit, before anything is known of its outcome. */
  countRequest(unit: Unit): void {
    unit.book.requests += 1;
    this.changes += 1;
  }

  /** Judges an outcome; a unit turns bad at most once for each predicate. */
  judge(unit: Unit, outcome: Outcome, now: Instant): void {
    if (outcome.status !== 0) unit.book.latency.record(outcome.ms);
    const { bad, asked, heard } = judgeOutcome(this.predicates, outcome, unit.pace);
    if (asked !== 0) this.#listen(unit, asked, heard);
    const fresh = bad & ~unit.bad;
    if (fresh === 0) return;
    const bucket = now - unit.begunAt <= this.horizonMs ? unit.bucket : undefined;
    for (let index = 0; index < this.predicates.length; index += 1) {
      if ((fresh & (1 << index)) !== 0) unit.book.turnBad(index, bucket);
    }
    if (unit.scatter && unit.bad === 0) unit.scatter.bad += 1;
    unit.bad |= fresh;
    this.changes += 1;
    if (unit.client !== undefined) this.onClient?.(unit);
  }

  /** Keeps whether the service still says what it is judged by. */
  #listen({ book }: Unit, asked: number, heard: number): void {
    for (let index = 0; index < this.predicates.length; index += 1) {
      const bit = 1 << index;
      if ((asked & bit) !== 0) book.hear(index, (heard & bit) !== 0);
    }
    this.changes += 1;
  }

  mature(now: Instant): void {
    for (const step of this.#steps) {
      step.stable.mature(now, this.horizonMs);
      step.candidate.mature(now, this.horizonMs);
    }
  }

  /** The counts at `now`. */
  tally(now: Instant): RolloutTally {
    this.mature(now);
    const ids = this.predicates.map((predicate) => predicate.id);
    const steps = this.#steps.map(({ weight, stable, candidate }) => ({
      weight,
      stable: stable.tally(ids),
      candidate: candidate.tally(ids),
    }));
    const scatter = this.#scatter.sums();
    const { rollout } = this;
    return { rollout, steps, excluded: { ...this.excluded }, ...(scatter && { scatter }) };
  }

  toRecord(): TallyRecord {
    const scatter = this.#scatter.sums();
    return {
      ...(scatter && { scatter }),
      rollout: this.rollout,
      predicates: this.predicates.map((predicate) => predicate.id),
      steps: this.#steps.map(({ weight, stable, candidate }) => ({
        weight,
        stable: stable.toRecord(),
        candidate: candidate.toRecord(),
      })),
      excluded: this.excluded,
    };
  }

  /** Takes over what an earlier process kept of the same rollout. */
  restore(record: TallyRecord): void {
    const length = this.predicates.length;
    for (const { weight, stable, candidate } of record.steps) {
      this.#steps.push({
        weight,
        stable: SideBook.from(stable, length),
        candidate: SideBook.from(candidate, length),
      });
    }
    Object.assign(this.excluded, record.excluded);
    if (record.scatter) this.#scatter.restore(record.scatter);
  }

  /** Takes over one counted client; a later word on the same client wins. */
  restoreClient(client: string, kept: { step: number; side: Side; begunAt: Instant; bad: number }) {
    const book = this.#steps[kept.step]?.[kept.side];
    if (!book) return;
    const bucket = book.bucketOf(kept.begunAt);
    const pace = this.#clients.get(client)?.pace ?? { seen: [], slow: [] };
    this.#clients.set(client, { client, ...kept, book, bucket, pace, scatter: undefined });
  }

  #begin(side: Side, now: Instant, of: Partial<Pick<Unit, 'client' | 'scatter'>>): Unit {
    const step = this.#steps.length - 1;
    const book = (this.#steps[step] as Step)[side];
    const { client, scatter } = of;
    const pace = client === undefined ? undefined : { seen: [], slow: [] };
    this.changes += 1;
    const bucket = book.begin(now);
    return { client, step, side, begunAt: now, book, bucket, bad: 0, pace, scatter };
  }

  #weight(): number | undefined {
    return this.#steps.at(-1)?.weight;
  }
}
