import type { ResolvedGateway, ResolvedPlan, ResolvedService } from '#model';
import { partsOf, settleRollout } from '#model';
import { gatewayControl } from '../gateway/control-client.ts';
import type { GatewayTable, TableRollout, TableService } from '../gateway/table.ts';
import type { Layout } from '../layout.ts';
import { takeSecret } from '../secret-store.ts';
import { readState, writeState } from '../state-file.ts';
import type { Fleet } from './fleet.ts';
import { routesOf, tokensOf } from './table-edge.ts';

/** Tells the gateway who may take work. Writes only when something changed; one write at a time. */
export class TableWriter {
  readonly #layout: Layout;
  readonly #plan: ResolvedPlan;
  readonly #fleet: Fleet;
  readonly #doors: Pick<GatewayTable, 'listen' | 'inner'>;
  /** What each service's rollout tells the gateway. */
  readonly rollouts = new Map<string, TableRollout>();
  /** Instances that are ready and yet get nothing new. */
  readonly resting = new Set<string>();
  #revision: number;
  #written = '';
  /** The revision the gateway works by. */
  #applied = 0;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    layout: Layout,
    plan: ResolvedPlan,
    fleet: Fleet,
    doors: Pick<GatewayTable, 'listen' | 'inner'>,
  ) {
    this.#layout = layout;
    this.#plan = plan;
    this.#fleet = fleet;
    this.#doors = doors;
    const last = readState<GatewayTable>(layout.table, 1);
    this.#revision = last?.revision ?? 0;
    // A rollout under way stays under way until somebody who knows of it says otherwise.
    for (const [name, { rollout }] of Object.entries(last?.services ?? {}))
      if (rollout) this.rollouts.set(name, rollout);
  }

  /** Resolves when the gateway works by what is true now, or when there is no gateway to tell. */
  publish(): Promise<void> {
    const next = this.#queue.then(() => this.#publish());
    this.#queue = next.catch(() => undefined);
    return next;
  }

  async #publish(): Promise<void> {
    const content = this.#content();
    const text = JSON.stringify(content);
    if (text !== this.#written) {
      this.#revision += 1;
      writeState<GatewayTable>(this.#layout.table, {
        version: 1,
        revision: this.#revision,
        ...content,
      });
      this.#written = text;
    }
    await this.#tell();
  }

  /** One that is starting reads the file by itself, but perhaps an older one: it is told when ready. */
  async #tell(): Promise<void> {
    const [gateway] = this.#fleet.of({ role: 'gateway' });
    if (gateway?.state !== 'ready') this.#applied = 0;
    else if (this.#applied !== this.#revision) {
      const revision = this.#revision;
      await gatewayControl(this.#layout.gatewayControl).reload();
      this.#applied = revision;
    }
  }

  #content(): Omit<GatewayTable, 'version' | 'revision'> {
    const [edge] = partsOf(this.#plan, 'gateway');
    const services = partsOf(this.#plan, 'service').map(
      (service) => [service.name, this.#service(service, edge)] as const,
    );
    return {
      ...this.#doors,
      ...tokensOf(edge, (name) => this.#fileOf(name)),
      routes: routesOf(edge),
      services: Object.fromEntries(services),
    };
  }

  /** Where a secret is kept, made when nobody has asked for it. */
  #fileOf(secret: string): string {
    const path = this.#layout.secret(secret);
    takeSecret(path);
    return path;
  }

  #service(service: ResolvedService, edge: ResolvedGateway | undefined): TableService {
    const ready = this.#fleet
      .of({ part: service.name })
      .filter(({ state, record }) => state === 'ready' && !this.resting.has(record.id));
    const instances = ready.map(({ record: { id, side, port } }) => ({
      id,
      side,
      host: '127.0.0.1',
      port,
    }));
    const rollout = this.rollouts.get(service.name);
    return {
      split: settleRollout(service).split,
      instances,
      ...(rollout && { rollout }),
      ...(edge?.ejectAfter !== undefined && { ejectAfter: edge.ejectAfter }),
    };
  }
}
