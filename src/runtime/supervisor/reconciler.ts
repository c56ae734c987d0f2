import type { Clock } from '#kernel';
import { type ResolvedService, settleDrain } from '#model';
import { gatewayControl } from '../gateway/control-client.ts';
import type { Layout } from '../layout.ts';
import { notHealthy } from './failures.ts';
import type { Fleet } from './fleet.ts';
import type { Instance } from './instance.ts';
import { tailOf } from './log-tail.ts';
import type { ServiceDesire } from './system.ts';
import type { TableWriter } from './table-writer.ts';

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

  /** Adds what is missing, waits until it is ready, then retires what is not wanted. */
  async reconcile(
    service: ResolvedService,
    desire: ServiceDesire,
    until: 'stable' | 'both',
  ): Promise<void> {
    const { fleet, table } = this.#spec;
    const stable = this.#gather(service.name, 'stable', {
      release: desire.stable,
      replicas: desire.replicas,
    });
    const candidate = desire.candidate
      ? this.#gather(service.name, 'candidate', desire.candidate)
      : [];
    await this.untilReady(until === 'both' ? [...stable, ...candidate] : stable);
    const kept = [...stable, ...candidate];
    const surplus = fleet.of({ part: service.name }).filter((one) => !kept.includes(one));
    // In one breath, so that the gateway never sees two releases on one side.
    for (const one of surplus) table.resting.add(one.record.id);
    for (const one of stable) if (one.record.side !== 'stable') fleet.turn(one, 'stable');
    for (const one of candidate) if (one.record.side !== 'candidate') fleet.turn(one, 'candidate');
    await Promise.all(surplus.map((one) => this.#retire(one, settleDrain(service))));
  }

  /** Instances of a release: those there are, and as many more as are missing. */
  #gather(
    part: string,
    side: 'stable' | 'candidate',
    wanted: { release: string; replicas: number },
  ): readonly Instance[] {
    const { fleet } = this.#spec;
    const { release, replicas } = wanted;
    const alive = fleet.of({ part, release }).filter((one) => one.state !== 'given-up');
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
    await table.publish();
    const until = clock.now() + drainMs;
    while (instance.state === 'ready' && clock.now() < until && (await requestsOn(layout, id)) > 0)
      await clock.sleep(25);
    await fleet.remove(instance);
    table.resting.delete(id);
  }

  /** Resolves when all are ready; fails with runtime/not-healthy when one is given up. */
  async untilReady(instances: readonly Instance[]): Promise<void> {
    const { clock, layout, stopping } = this.#spec;
    while (!stopping() && instances.some((one) => one.state !== 'ready')) {
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
