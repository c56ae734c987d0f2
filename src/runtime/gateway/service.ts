import type { Clock } from '#kernel';
import { Counters } from './counters.ts';
import { EvidenceFile } from './evidence-file.ts';
import { Instance } from './instance.ts';
import { Sessions, type Underway } from './sessions.ts';
import type { Side, TableInstance, TableRollout, TableService } from './table.ts';
import { RolloutBook } from './tally.ts';

/** One service of the table, with what outlives a change of the table. */
export class Service {
  readonly name: string;
  split: TableService['split'] = 'request';
  readonly sessions = new Sessions();
  readonly counters = { stable: new Counters(), candidate: new Counters() };
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
    this.#applyInstances(table.instances);
    this.#applyRollout(table.rollout);
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
