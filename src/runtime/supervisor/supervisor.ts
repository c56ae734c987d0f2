import type { Clock } from '#kernel';
import { partsOf, type ResolvedPlan, type ResolvedService, settleReplicas } from '#model';
import { gatewayControl } from '../gateway/control-client.ts';
import type { InnerDoor, TableRollout } from '../gateway/table.ts';
import type { RolloutTally } from '../gateway/tally.ts';
import type { Layout } from '../layout.ts';
import type { Release } from '../release-store.ts';
import { isStopping, portTaken, unknownService } from './failures.ts';
import { Fleet, type Kind } from './fleet.ts';
import { innerDoors } from './inner-ports.ts';
import type { Instance, InstanceRecord } from './instance.ts';
import { stopProcess } from './launch.ts';
import { makeRelease } from './make-release.ts';
import { freePort, isTaken } from './ports.ts';
import { isAlive } from './process-identity.ts';
import { recipesFor } from './recipes.ts';
import { Reconciler } from './reconciler.ts';
import { Records } from './records.ts';
import { statusOf } from './status-of.ts';
import { endStrays, STOPS } from './sweep.ts';
import type { Phase, ServiceDesire, SystemStatus } from './system.ts';
import { listenOf } from './table-edge.ts';
import { TableWriter } from './table-writer.ts';

export interface SupervisorSpec {
  readonly plan: ResolvedPlan;
  readonly planFolder: string;
  readonly layout: Layout;
  readonly clock: Clock;
  /** Where the gateway listens; 0 chooses once and keeps it. */
  readonly port: number;
  readonly say: (event: string, details?: object) => void;
}

/** Keeps a system as its plan and its releases say. A live handle: `stop` it, and await that. */
export class Supervisor {
  phase: Phase = 'raising';
  readonly #spec: SupervisorSpec;
  readonly #fleet: Fleet;
  /** Where services call one another. */
  #inner: readonly InnerDoor[] = [];
  #table: TableWriter | undefined;
  #reconciler: Reconciler | undefined;
  readonly #records: Records;
  /** What left the plan and still runs. */
  #leaving: readonly InstanceRecord[] = [];
  readonly #queues = new Map<string, Promise<void>>();

  constructor(spec: SupervisorSpec) {
    this.#spec = spec;
    this.#records = new Records(spec.layout);
    const portOf = (part: string) =>
      this.#inner.find(({ service }) => service === part)?.port ??
      this.#fleet.of({ part })[0]?.record.port ??
      0;
    this.#fleet = new Fleet(recipesFor({ ...spec, portOf }), {
      clock: spec.clock,
      changed: (instance) => this.#changed(instance),
    });
  }

  /** Adopts what runs, starts what does not. Resolves when healthy; fails with why not. */
  async raise(): Promise<void> {
    const { plan } = this.#spec;
    const known = this.#records.instances();
    const port = await this.#choosePort(known);
    this.#inner = await innerDoors(plan, this.#spec.layout);
    for (const service of partsOf(plan, 'service')) this.#firstDesire(service);
    await this.#adopt(known);
    this.#open(port);
    await Promise.all(
      partsOf(plan, 'postgres', 'redis').map(({ name }) =>
        this.#ensure({ part: name, role: 'store', side: 'stable' }),
      ),
    );
    const [gateway] = partsOf(plan, 'gateway');
    await Promise.all([
      ...partsOf(plan, 'service').map((service) => this.#reconcile(service)),
      ...(gateway
        ? [this.#ensure({ part: gateway.name, role: 'gateway', side: 'stable' }, port)]
        : []),
    ]);
    await this.#table?.publish();
    this.phase = 'healthy';
  }

  /**
   * Takes over what runs. The gateway hears nothing until each adopted instance has been looked at:
   * a table written before that would have nobody in it.
   */
  async #adopt(known: readonly InstanceRecord[]): Promise<void> {
    const { plan, clock, layout } = this.#spec;
    await endStrays(layout, known);
    const inPlan = new Set(plan.parts.map((part) => part.name));
    const adopted = known
      .filter((one) => inPlan.has(one.part))
      // A gateway that died may get another port, and must not start from the table of the last one.
      .filter((one) => one.role !== 'gateway' || (one.process && isAlive(one.process)))
      .map((one) => this.#fleet.adopt(one));
    // What left the plan is on no record from here on: nobody else would ever stop it.
    await this.#dismiss(known.filter((one) => !inPlan.has(one.part)));
    const until = clock.now() + 3_000;
    while (
      adopted.some((one) => one.because === 'adopted' && one.state === 'starting') &&
      clock.now() < until
    )
      await clock.sleep(15);
  }

  async #dismiss(left: readonly InstanceRecord[]): Promise<void> {
    this.#leaving = left;
    this.#keep();
    await Promise.all(
      left.flatMap(({ role, process }) => (process ? [stopProcess(process, STOPS[role])] : [])),
    );
    this.#leaving = [];
  }

  #open(port: number): void {
    const { layout, plan, planFolder, clock } = this.#spec;
    const listen = listenOf(plan, { port, folder: planFolder });
    const inner = this.#inner;
    const table = new TableWriter(layout, plan, this.#fleet, {
      listen,
      ...(inner.length > 0 && { inner }),
    });
    this.#table = table;
    this.#reconciler = new Reconciler({
      clock,
      layout,
      fleet: this.#fleet,
      table,
      stopping: () => this.phase === 'stopping',
    });
  }

  status(): SystemStatus {
    const { phase } = this;
    const { plan } = this.#spec;
    return statusOf({ plan, phase, members: this.#fleet.members, records: this.#records });
  }

  desireOf(service: string): ServiceDesire {
    const desire = this.#records.desires[service];
    if (desire) return desire;
    throw unknownService(service, Object.keys(this.#records.desires));
  }

  /** Instances of one side that are ready, and those nobody can help. */
  sideOf(
    service: string,
    side: 'stable' | 'candidate',
  ): { ready: number; givenUp: readonly Instance[] } {
    const all = this.#fleet.of({ part: service, side });
    return {
      ready: all.filter((one) => one.state === 'ready').length,
      givenUp: all.filter((one) => one.state === 'given-up'),
    };
  }

  /** Where a ready instance of a side answers, for smoke requests past the gateway's split. */
  portsOf(service: string, side: 'stable' | 'candidate'): readonly number[] {
    return this.#fleet
      .of({ part: service, side })
      .filter((one) => one.state === 'ready')
      .map((one) => one.record.port);
  }

  /** The release that the plan and the folder as they stand would make; stored, not run. */
  makeRelease(service: ResolvedService, folder?: string): Release {
    return makeRelease(this.#spec, service, folder);
  }

  /**
   * Writes what a service should run, then makes it so. Resolves when drained, and the side asked
   * for is ready; fails with runtime/not-healthy when it does not get so.
   */
  async change(
    name: string,
    desire: ServiceDesire,
    until: 'stable' | 'candidate' = 'stable',
  ): Promise<void> {
    const service = this.serviceOf(name);
    if (this.phase === 'stopping') throw isStopping();
    this.#records.keepDesire(name, desire);
    await this.#reconcile(service, until);
  }

  /** As `change`, but waits for the record only: a rollout watches its instances itself. */
  begin(name: string, desire: ServiceDesire): void {
    const service = this.serviceOf(name);
    if (this.phase === 'stopping') throw isStopping();
    this.#records.keepDesire(name, desire);
    this.#reconcile(service).catch((cause: unknown) =>
      this.#spec.say('not-healthy', { service: name, because: String(cause) }),
    );
  }

  /** What the gateway is told of a rollout; `undefined` ends it. Resolves when it works by that. */
  async setRollout(service: string, rollout: TableRollout | undefined): Promise<void> {
    if (rollout) this.#table?.rollouts.set(service, rollout);
    else this.#table?.rollouts.delete(service);
    await this.#table?.publish();
  }

  /** Requests of a service since the gateway started. */
  async served(service: string): Promise<{ requests: number; failed: number } | undefined> {
    return (await gatewayControl(this.#spec.layout.gatewayControl).status()).served[service];
  }

  tally(service: string): Promise<RolloutTally | undefined> {
    return gatewayControl(this.#spec.layout.gatewayControl).tally(service);
  }

  /** Takes everything down, traffic first. Resolves when no process is left. */
  async stop(): Promise<void> {
    this.phase = 'stopping';
    for (const role of ['gateway', 'service', 'store'] as const) {
      await Promise.all(this.#fleet.of({ role }).map((one) => this.#fleet.remove(one)));
    }
    this.#keep();
  }

  /** The service as the plan had it when the system was raised. */
  serviceOf(name: string): ResolvedService {
    const services = partsOf(this.#spec.plan, 'service');
    const found = services.find((one) => one.name === name);
    if (found) return found;
    throw unknownService(
      name,
      services.map((one) => one.name),
    );
  }

  #firstDesire(service: ResolvedService): void {
    if (this.#records.desires[service.name]) return;
    this.#records.keepDesire(service.name, {
      stable: this.makeRelease(service).digest,
      replicas: settleReplicas(service).min,
    });
  }

  /** A gateway that runs keeps its port, whatever is asked for now. */
  async #choosePort(known: readonly InstanceRecord[]): Promise<number> {
    const gateway = known.find((one) => one.role === 'gateway');
    if (gateway?.process && isAlive(gateway.process)) return gateway.port;
    const port = this.#spec.port || gateway?.port || (await freePort());
    if (await isTaken(port)) throw portTaken(port);
    return port;
  }

  async #ensure(kind: Kind, port = 0): Promise<void> {
    const instance = this.#fleet.of({ part: kind.part })[0] ?? this.#fleet.add(kind, port);
    await this.#reconciler?.untilReady([instance]);
  }

  /** One change of a service at a time; one that waits for what is no longer desired gives way. */
  #reconcile(service: ResolvedService, until: 'stable' | 'candidate' = 'stable'): Promise<void> {
    const { name } = service;
    const work = async (): Promise<void> => {
      const desire = this.desireOf(name);
      const isCurrent = () => this.desireOf(name) === desire;
      await this.#reconciler?.reconcile(service, desire, { until, isCurrent });
    };
    const next = (this.#queues.get(name) ?? Promise.resolve()).then(work);
    this.#queues.set(
      name,
      next.catch(() => undefined),
    );
    return next;
  }

  #keep(): void {
    this.#records.keepInstances([...this.#fleet.records(), ...this.#leaving]);
  }

  #changed(instance: Instance): void {
    const { id } = instance.record;
    this.#spec.say('instance', {
      id,
      state: instance.state,
      because: instance.because,
      pid: instance.record.process?.pid,
      port: instance.record.port,
    });
    this.#keep();
    this.#table
      ?.publish()
      .catch((cause: unknown) => this.#spec.say('table-not-applied', { because: String(cause) }));
  }
}
