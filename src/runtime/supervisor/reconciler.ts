import { type Clock, Failure } from '#kernel';
import { type ResolvedService, settleDrain } from '#model';
import { gatewayControl } from '../gateway/control-client.ts';
import type { Layout } from '../layout.ts';
import { isStopping, notHealthy } from './failures.ts';
import type { Fleet } from './fleet.ts';
import type { Instance } from './instance.ts';
import { tailOf } from './log-tail.ts';
import type { ServiceDesire } from './system.ts';
import type { TableWriter } from './table-writer.ts';

type Side = 'stable' | 'candidate';

export interface ReconcilerSpec {
  readonly clock: Clock;
  readonly layout: Layout;
  readonly fleet: Fleet;
  readonly table: TableWriter;
  readonly stopping: () => boolean;
}

/** Makes the instances of a service what is desired. Idempotent: cut short, it ends at the next call. */
export class Reconciler {
  readonly #spec: ReconcilerSpec;

  constructor(spec: ReconcilerSpec) {
    this.#spec = spec;
  }

  /**
   * Adds what is missing, waits until the side that is asked for is ready, then retires what is not
   * wanted. A candidate that is no longer wanted goes first: the weight is away from it, and it may be
   * what keeps stable from being ready. Ends early, undone, when something else is desired by now.
   */
  async reconcile(
    service: ResolvedService,
    desire: ServiceDesire,
    { until, isCurrent }: { until: Side; isCurrent: () => boolean },
  ): Promise<void> {
    const { fleet, table } = this.#spec;
    const stable = await this.#gather(service.name, 'stable', {
      release: desire.stable,
      replicas: desire.replicas,
    });
    const candidate = desire.candidate
      ? await this.#gather(service.name, 'candidate', desire.candidate)
      : [];
    const kept = [...stable, ...candidate];
    const surplus = fleet.of({ part: service.name }).filter((one) => !kept.includes(one));
    const first = surplus.filter((one) => one.record.side === 'candidate');
    await this.#retireAll(first, service);
    const isDone = await this.untilReady(until === 'candidate' ? candidate : stable, isCurrent);
    // Who asks for the candidate only leaves stable as it is.
    if (!isDone || until === 'candidate') return;
    // In one breath, so that the gateway never sees two releases on one side.
    const last = surplus.filter((one) => !first.includes(one));
    for (const one of last) table.resting.add(one.record.id);
    for (const one of stable) if (one.record.side !== 'stable') fleet.turn(one, 'stable');
    for (const one of candidate) if (one.record.side !== 'candidate') fleet.turn(one, 'candidate');
    await this.#retireAll(last, service);
  }

  async #retireAll(instances: readonly Instance[], service: ResolvedService): Promise<void> {
    for (const one of instances) this.#spec.table.resting.add(one.record.id);
    await Promise.all(instances.map((one) => this.#retire(one, settleDrain(service))));
  }

  /** Instances of a release: those there are, and as many more as are missing. Given up is gone. */
  async #gather(
    part: string,
    side: 'stable' | 'candidate',
    wanted: { release: string; replicas: number },
  ): Promise<readonly Instance[]> {
    const { fleet } = this.#spec;
    const { release, replicas } = wanted;
    const all = fleet.of({ part, release });
    const alive = all.filter((one) => one.state !== 'given-up');
    await Promise.all(all.filter((one) => !alive.includes(one)).map((one) => fleet.remove(one)));
    if (this.#spec.stopping()) throw isStopping();
    const have = alive.slice(0, replicas);
    const missing = Array.from({ length: replicas - have.length }, () =>
      fleet.add({ part, role: 'service', side, release }),
    );
    return [...have, ...missing];
  }

  /** Takes work away, lets requests finish, then stops. Long connections are the application's to end. */
  async #retire(instance: Instance, drainMs: number): Promise<void> {
    const { clock, layout, table, fleet } = this.#spec;
    const { id } = instance.record;
    await this.#untilTold();
    const until = clock.now() + drainMs;
    while (instance.state === 'ready' && clock.now() < until && (await requestsOn(layout, id)) > 0)
      await clock.sleep(25);
    await fleet.remove(instance);
    table.resting.delete(id);
  }

  /** A gateway that has just died, or a disk that is full for now, must not leave a half-retired instance. */
  async #untilTold(): Promise<void> {
    const { clock, table, stopping } = this.#spec;
    while (!stopping()) {
      try {
        return await table.publish();
      } catch (cause) {
        if (!(cause instanceof Failure) || cause.retry === 'no') throw cause;
      }
      await clock.sleep(100);
    }
  }

  /**
   * Resolves with true when all are ready, with false when that is no longer wanted; fails with
   * runtime/not-healthy when one is given up, and with runtime/stopping.
   */
  async untilReady(instances: readonly Instance[], isWanted = () => true): Promise<boolean> {
    const { clock, layout, stopping } = this.#spec;
    for (;;) {
      if (stopping()) throw isStopping();
      if (!isWanted()) return false;
      if (instances.every((one) => one.state === 'ready')) return true;
      const lost = instances.find((one) => one.state === 'given-up');
      if (lost) throw notHealthy(lost, tailOf(layout.log(lost.record.id), 5));
      await clock.sleep(15);
    }
  }
}

/** Requests in flight on an instance; 0 when the gateway does not know it, or is not there to ask. */
async function requestsOn(layout: Layout, id: string): Promise<number> {
  const status = await gatewayControl(layout.gatewayControl)
    .status()
    .catch(() => undefined);
  const instance = status?.instances.find((one) => one.id === id);
  return instance ? instance.inFlight - instance.sockets : 0;
}
