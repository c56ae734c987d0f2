import type { Clock } from '#kernel';
import { Counters, Guards } from './counters.ts';
import { EvidenceFile } from './evidence-file.ts';
import { Gate } from './gate.ts';
import { Instance } from './instance.ts';
import { RetryBudget } from './retry-budget.ts';
import { Sessions, type Underway } from './sessions.ts';
import { EJECT_AFTER, EJECTION_MS } from './standing.ts';
import type { Side, TableInstance, TableRollout, TableService } from './table.ts';
import { RolloutBook } from './tally.ts';

const MOST_IN_FLIGHT = 10_000;

/** One service of the table, with what outlives a change of the table. */
export class Service {
  readonly name: string;
  split: TableService['split'] = 'request';
  readonly sessions = new Sessions();
  readonly counters = { stable: new Counters(), candidate: new Counters() };
  readonly guards = new Guards();
  readonly gate = new Gate();
  /** Requests that are not answered in full, those held at the gate included. */
  inFlight = 0;
  #mostInFlight = MOST_IN_FLIGHT;
  #ejectAfter = EJECT_AFTER;
  readonly #budget = new RetryBudget();
  sides: Readonly<Record<Side, readonly Instance[]>> = { stable: [], candidate: [] };
  underway: Underway | undefined;
  #evidence: EvidenceFile | undefined;
  readonly #clock: Clock;
  readonly #instances = new Map<string, Instance>();

  constructor(name: string, clock: Clock) {
    this.name = name;
    this.#clock = clock;
  }

  /** Takes over what the table says; instances that stay keep their connections. */
  apply(table: TableService): void {
    this.split = table.split;
    this.#mostInFlight = table.maxInFlight ?? MOST_IN_FLIGHT;
    this.#ejectAfter = table.ejectAfter ?? EJECT_AFTER;
    this.#applyInstances(table.instances);
    this.#applyRollout(table.rollout);
  }

  /** True when a request more is more than it should have; the request is then to be refused. */
  isFull(): boolean {
    if (this.inFlight < this.#mostInFlight) return false;
    this.guards.overloaded += 1;
    return true;
  }

  begin(): void {
    this.inFlight += 1;
    this.#budget.earn();
  }

  end(): void {
    this.inFlight -= 1;
  }

  /** True when a request that is fit to be sent again may be. */
  mayRetry(): boolean {
    const may = this.#budget.spend();
    if (may) this.guards.retries += 1;
    else this.guards.retriesDenied += 1;
    return may;
  }

  /** An instance answered; a 5xx is as good as no answer. */
  credit(instance: Instance, status: number): void {
    if (status < 500) instance.standing.well();
    else this.blame(instance, performance.now());
  }

  /**
   * An instance failed. After some failures in a row it is passed over for a growing time, unless
   * that would leave fewer than half of its side; one that `refused` a connection, always.
   */
  blame(instance: Instance, now: number, refused = false): void {
    if (instance.ejectedUntil > now) return;
    if (instance.standing.failed(this.#ejectAfter) && this.#canSpareOne(instance.side, now)) {
      instance.ejectedUntil = now + instance.standing.eject(this.#ejectAfter);
      this.guards.ejections += 1;
    } else if (refused) instance.ejectedUntil = now + EJECTION_MS;
  }

  #canSpareOne(side: Side, now: number): boolean {
    const all = this.sides[side];
    const out = all.filter((instance) => instance.ejectedUntil > now).length;
    return (out + 1) * 2 <= all.length;
  }

  /** All instances with work under way or to come, departed ones included. */
  instances(): Iterable<Instance> {
    return this.#instances.values();
  }

  /** Keeps the evidence and lets go of it. */
  async close(): Promise<void> {
    await this.#evidence?.close();
  }

  #applyInstances(listed: readonly TableInstance[]): void {
    const sides: Record<Side, Instance[]> = { stable: [], candidate: [] };
    const staying = new Set<string>();
    for (const entry of listed) {
      const key = `${entry.id} ${entry.host} ${entry.port}`;
      const instance = this.#instances.get(key) ?? new Instance(this.name, entry);
      instance.side = entry.side;
      instance.comeBack();
      this.#instances.set(key, instance);
      staying.add(key);
      sides[entry.side].push(instance);
    }
    this.sides = sides;
    for (const [key, instance] of this.#instances) {
      if (!staying.has(key) && !instance.departed) this.#depart(key, instance);
    }
  }

  #depart(key: string, instance: Instance): void {
    instance.depart(() => {
      this.#instances.delete(key);
      instance.close();
    });
  }

  #applyRollout(plan: TableRollout | undefined): void {
    const book = plan?.id === this.underway?.plan.id ? this.underway?.book : undefined;
    if (plan && book) {
      this.underway = { plan, book };
      book.moveTo(plan.weight);
      return;
    }
    this.#evidence?.close().catch(() => undefined);
    this.#evidence = undefined;
    this.underway = plan ? this.#open(plan) : undefined;
  }

  #open(plan: TableRollout): Underway {
    const fresh = new RolloutBook(plan);
    this.#evidence = new EvidenceFile(plan.evidence, fresh, this.#clock);
    fresh.moveTo(plan.weight);
    return { plan, book: fresh };
  }
}
