import { type DeliveryPorts, type Journal, type Rollout, resume, run, start } from '#delivery';
import { MINUTE, SECOND } from '#kernel';
import { FakeIncidents, FakeJournal } from '#testing';
import { CANDIDATE, STABLE, type standCluster } from './subject.ts';

export type Cluster = Awaited<ReturnType<typeof standCluster>>;

const POLICY: Rollout['policy'] = {
  strategy: 'canary',
  split: 'request',
  weights: [10, 50],
  bake: 30 * SECOND,
  horizon: 0,
  bad: [{ id: '5xx', kind: 'status', atLeast: 500 }],
  promote: 'not-refuted',
  tolerance: undefined,
  smoke: ['GET /'],
  headerOverride: false,
  holdFor: 2 * MINUTE,
  afterHold: 'accept',
};

/** Everything a rollout on the double needs: from release a to release b. */
export function stage(
  { clock, driverOf, client }: Cluster,
  policy: Partial<Rollout['policy']> = {},
  journal: Journal = new FakeJournal(),
) {
  const incidents = new FakeIncidents();
  const beginning = {
    id: 'r1',
    service: 'shop',
    stable: STABLE,
    candidate: CANDIDATE,
    salt: 's',
    policy: { ...POLICY, ...policy },
    now: clock.now(),
  };
  const ports: DeliveryPorts = { driver: driverOf(client), journal, incidents };
  const options = { clock, lookEveryMs: SECOND };
  return {
    journal,
    incidents,
    ports,
    beginning,
    options,
    play: async (through: DeliveryPorts = ports, more: Partial<Parameters<typeof run>[2]> = {}) =>
      run(await start(beginning, through), through, { ...options, ...more }),
    /** What another controller does that finds the record. */
    goOn: async (through: DeliveryPorts): Promise<Rollout> => {
      const recorded = await journal.load('r1');
      const begun = recorded ? await resume('r1', through) : await start(beginning, through);
      return run(begun as Rollout, through, options);
    },
  };
}

/** Weights of the route by release, as they are written. */
export const weightsOf = ({ double }: Cluster): Record<string, number> => {
  const spec = double.store.get('HTTPRoute', 'shop')?.spec as RouteSpec | undefined;
  const [rule] = spec?.rules ?? [];
  return Object.fromEntries((rule?.backendRefs ?? []).map(({ name, weight }) => [name, weight]));
};

interface RouteSpec {
  readonly rules: readonly { backendRefs: { name: string; weight: number }[] }[];
}

/** Wanted instances by Deployment. */
export const replicasOf = ({ double }: Cluster): Record<string, unknown> =>
  Object.fromEntries(
    double.store.all('Deployment').map(({ metadata, spec }) => [metadata.name, spec.replicas]),
  );
