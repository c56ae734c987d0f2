import { restrictedRefusals } from './pod-security.ts';
import type { Store, Stored, Tree } from './store.ts';

/** How a release behaves, by its image. */
export interface Behaviour {
  /** Share of its answers that are 500. */
  readonly bad?: number;
  /** Falls as soon as it is up; cannot be fetched; comes up and never gets ready. */
  readonly ails?: 'crash' | 'image' | 'slow';
  /** What it answers to a smoke request; 200 unless said. */
  readonly smoke?: number;
}

export interface World {
  readonly behaviourOf: (image: string) => Behaviour;
  /** When false no gateway takes a route. */
  isGatewayThere: boolean;
  /** Milliseconds until the gateways follow a rule. */
  followsAfter: number;
  /** Milliseconds by which they say so too early. */
  lagsBy: number;
}

/** Milliseconds until the cluster has looked, a pod is ready, has stopped, has fallen. */
const NOTICE = 200;
const START = 1_500;
const STOP = 1_000;
const FALLS = 2_000;

const OWNER = { apiVersion: 'apps/v1', kind: 'Deployment', controller: true };
const ENFORCED = 'pod-security.kubernetes.io/enforce';

/** The controllers of the double: each looks at the store and does what is due by now. */
export class Controllers {
  readonly #store: Store;
  readonly #world: World;
  readonly #due = new Map<string, number>();
  #born = 0;

  constructor(store: Store, world: World) {
    this.#store = store;
    this.#world = world;
  }

  run(now: number): void {
    for (const one of this.#store.all('Deployment')) this.#deployment(one, now);
    for (const one of this.#store.all('Pod')) this.#pod(one, now);
    for (const one of this.#store.all('HTTPRoute')) this.#route(one, now);
    for (const one of this.#store.all('VirtualService')) this.#virtualService(one, now);
  }

  #deployment(one: Stored, now: number): void {
    const { name, generation, deletionTimestamp } = one.metadata;
    const pods = this.podsOf(one);
    const isLeaving = deletionTimestamp !== undefined;
    if (isLeaving && pods.length === 0) {
      this.#store.delete('Deployment', name);
      return;
    }
    if (!this.#isDue(`${name} ${generation} ${isLeaving}`, now, NOTICE)) return;
    const wanted = isLeaving ? 0 : ((one.spec.replicas as number | undefined) ?? 1);
    const staying = pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    for (let count = staying.length; count < wanted; count += 1) this.#bear(one);
    for (const pod of staying.slice(wanted)) this.#stop(pod, now);
    this.#store.put(one, { status: this.#statusOf(one, now) });
  }

  #statusOf(one: Stored, now: number): Tree {
    const { name, generation } = one.metadata;
    const { replicas = 1, progressDeadlineSeconds = 600 } = one.spec as Record<string, number>;
    const pods = this.podsOf(one).filter(({ metadata }) => !metadata.deletionTimestamp);
    const ready = pods.filter(isReady).length;
    const isLate =
      ready < replicas &&
      this.#isDue(`${name} late ${generation}`, now, progressDeadlineSeconds * 1_000);
    const progress = isLate
      ? { status: 'False', reason: 'ProgressDeadlineExceeded', message: `"${name}" timed out` }
      : { status: 'True', reason: 'NewReplicaSetAvailable' };
    return {
      observedGeneration: generation,
      replicas: pods.length,
      updatedReplicas: pods.length,
      readyReplicas: ready,
      conditions: [{ type: 'Progressing', ...progress }],
    };
  }

  #bear(one: Stored): void {
    this.#born += 1;
    const { metadata, spec } = one.spec.template as { metadata: Tree; spec: Tree };
    if (!this.#isAdmitted(spec)) return;
    const pod: Stored = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        ...structuredClone(metadata),
        name: `${one.metadata.name}-${this.#born}`,
        ownerReferences: [{ ...OWNER, name: one.metadata.name, uid: one.metadata.name }],
        resourceVersion: '',
        generation: 1,
      },
      spec: structuredClone(spec),
    };
    this.#store.put(pod, {});
  }

  /** What admission asks of a pod: its ServiceAccount is there, and the namespace lets it be so. */
  #isAdmitted(spec: Tree): boolean {
    const account = spec.serviceAccountName as string | undefined;
    if (account !== undefined && !this.#store.get('ServiceAccount', account)) return false;
    const isRestricted = this.#store
      .all('Namespace')
      .some(({ metadata }) => metadata.labels?.[ENFORCED] === 'restricted');
    return !isRestricted || restrictedRefusals(spec).length === 0;
  }

  #stop(pod: Stored, now: number): void {
    const deletionTimestamp = new Date(now).toISOString();
    this.#store.put(pod, { metadata: { ...pod.metadata, deletionTimestamp } });
  }

  #pod(pod: Stored, now: number): void {
    const { name, deletionTimestamp } = pod.metadata;
    if (deletionTimestamp !== undefined) {
      if (this.#isDue(`${name} stops`, now, STOP)) this.#store.delete('Pod', name);
      return;
    }
    const { ails } = this.#world.behaviourOf(imageOf(pod));
    const isUp = this.#isDue(`${name} starts`, now, START);
    const hasFallen = this.#isDue(`${name} falls`, now, FALLS);
    const status = hasFallen && (ails === 'crash' || ails === 'image') ? FALLEN[ails] : undefined;
    this.#store.put(pod, { status: status ?? standing(isUp && ails === undefined) });
  }

  /** What the gateways follow is what they accepted: `spec` here, a moment after it was written. */
  #route(one: Stored, now: number): void {
    const { name, generation } = one.metadata;
    if (
      !this.#world.isGatewayThere ||
      !this.#isDue(`${name} ${generation} route`, now, this.#world.followsAfter)
    )
      return;
    const { parentRefs = [], rules = [] } = one.spec as {
      parentRefs?: Tree[];
      rules?: { backendRefs?: { name: string; weight: number }[] }[];
    };
    const lost = rules
      .flatMap(({ backendRefs = [] }) => backendRefs)
      .find((backend) => !this.#store.get('Service', backend.name));
    const told = { observedGeneration: generation, lastTransitionTime: '2026-01-01T00:00:00Z' };
    const conditions = [
      { type: 'Accepted', status: 'True', reason: 'Accepted', message: '', ...told },
      lost
        ? {
            type: 'ResolvedRefs',
            status: 'False',
            reason: 'BackendNotFound',
            message: `no Service ${lost.name}`,
            ...told,
          }
        : { type: 'ResolvedRefs', status: 'True', reason: 'ResolvedRefs', message: '', ...told },
    ];
    const controllerName = 'double.test/gateway';
    const parents = parentRefs.map((parentRef) => ({ parentRef, controllerName, conditions }));
    this.#store.put(one, { status: { parents } });
    if (this.#isDue(`${name} ${generation} lags`, now, this.#world.lagsBy))
      this.followed.set(name, one.spec);
  }

  /** Istio's proxies follow a moment later and say nothing. */
  #virtualService({ metadata, spec }: Stored, now: number): void {
    if (!this.#isDue(`${metadata.name} ${metadata.generation} mesh`, now, this.#world.followsAfter))
      return;
    const { http = [] } = spec as {
      http?: { match?: object[]; route?: { destination: { host: string }; weight?: number }[] }[];
    };
    const rules = http.map(({ match = [], route = [] }) => ({
      matches: match,
      backendRefs: route.map(({ destination, weight }) => ({
        name: destination.host,
        weight: weight ?? 100,
      })),
    }));
    this.followed.set(metadata.name, { rules });
  }

  /** By service: the spec that the gateways go by. */
  readonly followed = new Map<string, Tree>();

  podsOf(one: Stored): Stored[] {
    return this.#store
      .all('Pod')
      .filter(({ metadata }) => metadata.ownerReferences?.[0]?.name === one.metadata.name);
  }

  /** True from `delay` after it was first asked. */
  #isDue(what: string, now: number, delay: number): boolean {
    const since = this.#due.get(what) ?? now;
    this.#due.set(what, since);
    return now - since >= delay;
  }
}

export const imageOf = (pod: Stored): string =>
  (pod.spec.containers as { image: string }[])[0]?.image ?? '';

export const isReady = ({ metadata, status }: Stored): boolean =>
  metadata.deletionTimestamp === undefined &&
  ((status?.conditions as { status: string }[] | undefined)?.[0]?.status ?? '') === 'True';

const standing = (ready: boolean): Tree => ({
  phase: 'Running',
  conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
});

const container = (waiting: Tree, lastState: Tree): Tree => ({
  phase: 'Running',
  conditions: [{ type: 'Ready', status: 'False' }],
  containerStatuses: [
    {
      name: 'shop',
      image: 'x',
      imageID: '',
      ready: false,
      restartCount: 3,
      state: { waiting },
      lastState,
    },
  ],
});

const FALLEN = {
  crash: container(
    { reason: 'CrashLoopBackOff', message: 'back-off 40s restarting failed container' },
    { terminated: { exitCode: 1, reason: 'Error', message: 'no such table: orders\n' } },
  ),
  image: container({ reason: 'ImagePullBackOff', message: 'Back-off pulling image' }, {}),
};
