import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  aws,
  definePlan,
  eks,
  environment,
  gateway,
  gke,
  job,
  link,
  postgres,
  redis,
  resolve,
  route,
  service,
  site,
} from '#model';
import { size, there, written } from '../../../test/support/kubernetes/written.ts';
import { NO_LOCK } from '../lock.ts';
import { synthesise } from '../synthesise.ts';
import { kubernetes } from './target.ts';

/** A small plan by numbers: who links whom, what the gateway leads to, what stands beside it. */
interface Drawn {
  readonly ports: readonly number[];
  readonly links: readonly (readonly [number, number])[];
  readonly routed: readonly number[];
  readonly jobLinks: readonly number[];
  readonly storeUsers: readonly number[];
  readonly hasMesh: boolean;
}
const SERVICES = 5;
const index = fc.nat(SERVICES - 1);
const drawn: fc.Arbitrary<Drawn> = fc.record({
  ports: fc.array(fc.integer({ min: 1_024, max: 9_000 }), {
    minLength: SERVICES,
    maxLength: SERVICES,
  }),
  links: fc.uniqueArray(fc.tuple(index, index), { maxLength: 8, selector: String }),
  routed: fc.uniqueArray(index, { minLength: 1, maxLength: 3 }),
  jobLinks: fc.uniqueArray(index, { maxLength: 3 }),
  storeUsers: fc.uniqueArray(index, { maxLength: 3 }),
  hasMesh: fc.boolean(),
});

/** Links lead upwards only: a service can use what was made before it. */
const upwards = ({ links }: Drawn) =>
  links
    .filter(([from, to]) => from !== to)
    .map(([a, b]) => [Math.max(a, b), Math.min(a, b)] as const);

function planOf(what: Drawn) {
  const size = { cpu: 1, memory: '1 GiB' } as const;
  const articles = postgres('articles', { version: '18', storage: '1 GiB', size });
  const cache = redis('cache', { version: '8', memory: '1 GiB' });
  const made: ReturnType<typeof service>[] = [];
  for (let at = 0; at < SERVICES; at += 1) {
    const to = [...new Set(upwards(what).flatMap(([from, one]) => (from === at ? [one] : [])))];
    const stores = what.storeUsers.includes(at) ? [link(articles), link(cache)] : [];
    const uses = [...to.flatMap((one) => (made[one] ? [link(made[one])] : [])), ...stores];
    made.push(service(`s${at}`, { port: what.ports[at] ?? 8080, size, uses }));
  }
  const some = (list: readonly number[]) => list.flatMap((one) => made[one] ?? []);
  const nightly = job('nightly', { size, uses: some(what.jobLinks).map((one) => link(one)) });
  const routes = some(what.routed).map((one) => route(`/${one.name}`, one));
  const runtime = what.hasMesh ? ['istio-api:v1'] : [];
  const plan = definePlan('shop', {
    asOf: '2026-11-20',
    roots: [
      gateway('edge', { hosts: ['shop.example'], routes }),
      ...made,
      nightly,
      articles,
      cache,
    ],
    environments: [
      environment('production', { on: eks(site('here', aws('eu-west-1')), { runtime }) }),
    ],
  });
  const { plan: resolved, findings } = resolve(plan, 'production');
  if (!resolved) throw new Error(JSON.stringify(findings));
  return resolved;
}

type Labels = Readonly<Record<string, string>>;
interface Peer {
  readonly podSelector?: { readonly matchLabels?: Labels };
  readonly namespaceSelector?: object;
  readonly ipBlock?: object;
}
interface Way {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports: readonly { readonly port: number }[];
}
interface Policy {
  readonly kind: string;
  readonly spec: {
    readonly podSelector: { readonly matchLabels?: Labels };
    readonly policyTypes: readonly string[];
    readonly ingress?: readonly Way[];
    readonly egress?: readonly Way[];
  };
}

function policiesOf(what: Drawn): readonly Policy[] {
  const { files } = synthesise({
    plans: [planOf(what)],
    targets: [kubernetes],
    lock: NO_LOCK,
    folder: '/nowhere',
  });
  return files
    .flatMap((file) => file.text().split('\n---\n'))
    .filter((text) => text.includes('\nkind: NetworkPolicy\n'))
    .map((text) => parse(text) as Policy);
}

const fits = (labels: Labels, wanted: Labels = {}) =>
  Object.entries(wanted).every(([key, value]) => labels[key] === value);

/** Whether the policies of one side admit it; a pod without any is open, as a cluster has it. */
function opens(
  policies: readonly Policy[],
  side: 'Ingress' | 'Egress',
  { from, to, port }: { readonly from: Labels; readonly to: Labels; readonly port: number },
): boolean {
  const [pod, other] = side === 'Ingress' ? [to, from] : [from, to];
  const own = policies.filter(
    ({ spec }) => spec.policyTypes.includes(side) && fits(pod, spec.podSelector.matchLabels),
  );
  if (own.length === 0) return true;
  return own
    .flatMap(({ spec }) => (side === 'Ingress' ? spec.ingress : spec.egress) ?? [])
    .filter(({ ports }) => ports.some((one) => one.port === port))
    .flatMap((way) => (side === 'Ingress' ? way.from : way.to) ?? [])
    .some(
      ({ podSelector, namespaceSelector }) =>
        podSelector && !namespaceSelector && fits(other, podSelector.matchLabels),
    );
}

it('admits exactly the links of the plan, whatever the plan, at both of their ends', () => {
  fc.assert(
    fc.property(drawn, (what) => {
      const policies = policiesOf(what);
      const pods: Record<string, Labels> = {
        nightly: { 'app.kubernetes.io/name': 'nightly' },
        edge: { 'app.kubernetes.io/name': 'edge' },
        cache: { 'app.kubernetes.io/name': 'cache' },
        articles: { 'cnpg.io/cluster': 'articles' },
      };
      const ports: Record<string, number> = { cache: 6379, articles: 5432 };
      for (const [at, port] of what.ports.entries()) {
        pods[`s${at}`] = { 'app.kubernetes.io/name': `s${at}` };
        ports[`s${at}`] = port;
      }
      const meant = new Set([
        ...upwards(what).map(([from, to]) => `s${from} s${to}`),
        ...what.jobLinks.map((to) => `nightly s${to}`),
        ...what.storeUsers.flatMap((one) => [`s${one} articles`, `s${one} cache`]),
        ...(what.hasMesh ? what.routed.map((to) => `edge s${to}`) : []),
        // Instances of a database copy from one another.
        'articles articles',
      ]);
      const admitted = (side: 'Ingress' | 'Egress', beside = 0) =>
        Object.entries(pods).flatMap(([name, from]) =>
          Object.entries(ports)
            .filter(([to, port]) =>
              opens(policies, side, { from, to: pods[to] ?? {}, port: port + beside }),
            )
            .map(([to]) => `${name} ${to}`),
        );
      expect(admitted('Egress').toSorted()).toEqual([...meant].toSorted());
      expect(admitted('Ingress').toSorted()).toEqual([...meant].toSorted());
      expect([...admitted('Egress', 1), ...admitted('Ingress', 1)]).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

it('shuts both ways of every pod that nothing is said of', () => {
  const policies = policiesOf({
    ports: [8080, 8080, 8080, 8080, 8080],
    links: [],
    routed: [0],
    jobLinks: [],
    storeUsers: [],
    hasMesh: false,
  });
  const ofAll = policies.filter(({ spec }) => spec.podSelector.matchLabels === undefined);
  expect(ofAll.map(({ spec }) => [spec.policyTypes, spec.ingress])).toEqual([
    [['Ingress', 'Egress'], undefined],
    [['Egress'], undefined],
  ]);
});

it('opens the way to a store of a provider where it answers, and to the word of who asks', () => {
  const one = redis('one', { managed: 'memorystore', memory: '5 GB' });
  const shards = redis('shards', { managed: 'memorystore-cluster', memory: '13 GB' });
  const db = postgres('db', { managed: 'cloud-sql', version: '18' });
  const api = service('api', { size, uses: [link(one), link(shards), link(db)] });
  const { one: found, said } = written([api], { on: gke(there) });
  const ways = found('NetworkPolicy', 'api')?.spec.egress as Way[];
  const ports = ways.map((way) => way.ports);
  expect(ports).toEqual([
    [{ protocol: 'TCP', port: 5432 }],
    [{ protocol: 'TCP', port: 6378 }],
    [
      { protocol: 'TCP', port: 6379 },
      { protocol: 'TCP', port: 11_000, endPort: 13_047 },
    ],
    [
      { protocol: 'TCP', port: 80 },
      { protocol: 'TCP', port: 988 },
    ],
  ]);
  expect(ways[0]?.to).toEqual(
    ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((cidr) => ({ ipBlock: { cidr } })),
  );
  expect(said).toContain('Google answers for db in a range that it chooses');
});
