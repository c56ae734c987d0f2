import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { type Manifest, manifestsOf } from '../support/kubernetes/manifests.ts';
import { restrictedRefusals } from '../support/kubernetes/pod-security.ts';
import { rightsGranted } from '../support/kubernetes/rights.ts';
import { isKnown } from '../support/kubernetes/schema.ts';
import { deploy, install, type Stage, stand } from '../support/kubernetes/shop.ts';
import { Refused, type Tree } from '../support/kubernetes/store.ts';
import { until } from '../support/system.ts';

// A double stands for the cluster; files and releases both come from the built command line.

const ISTIO = `on: eks(seoul, { version: '1.34', pools, runtime: ['istio-api:v1'] }),`;

/** What `hanok synth` writes, of the kinds that the double keeps. */
async function treeOf({ hanok, dir }: Stage): Promise<readonly Manifest[]> {
  const { code, err } = await hanok('synth', '--target', 'kubernetes');
  if (code !== 0) throw new Error(err);
  const folder = join(dir, 'generated', 'production', 'kubernetes', 'seoul');
  return readdirSync(folder)
    .flatMap((name) => manifestsOf(readFileSync(join(folder, name), 'utf8')))
    .filter(({ apiVersion, kind }) => isKnown(kind) && !OTHER.includes(`${apiVersion} ${kind}`));
}
/** Another kind of the same name as one that the double keeps. */
const OTHER = ['networking.istio.io/v1 Gateway'];

/** What `kubectl apply --server-side -k` does: object by object, and what is refused is told. */
const apply = ({ double }: Stage, tree: readonly Manifest[]): Record<string, string> =>
  Object.fromEntries(
    tree.flatMap((one) => {
      const body = structuredClone(one) as unknown as Tree;
      try {
        const words = { manager: 'kubectl', body, force: false };
        double.store.apply(one.kind, one.metadata.name, words);
        return [];
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return [[`${one.kind}/${one.metadata.name}`, `${error.status} ${error.message}`]];
      }
    }),
  );

/** The tree stands and serves: nobody has delivered yet. */
async function standTree(words: Parameters<typeof stand>[0] = {}) {
  const on = await stand(words, { b: { bad: 0.5 } });
  on.double.store.delete('ServiceAccount', 'shop');
  const tree = await treeOf(on);
  const refused = apply(on, tree);
  if (Object.keys(refused).length > 0) throw new Error(JSON.stringify(refused));
  await until('the pods of the tree serve', () => {
    on.double.move();
    return (on.double.users.served.get('shop') ?? 0) > 100;
  });
  on.double.users.lost = 0;
  return { on, tree };
}

/** Names of everything that a route of the service leads to. */
function backendsOf({ double }: Stage, kind: string): readonly string[] {
  const words = JSON.stringify(double.store.get(kind, 'shop')?.spec);
  const found = kind === 'HTTPRoute' ? /"backendRefs":\[\{"name":"([^"]+)"/g : /"host":"([^"]+)"/g;
  return [...words.matchAll(found)].map(([, name]) => name ?? '');
}

const specOf = ({ double }: Stage, kind: string, name = 'shop') =>
  double.store.get(kind, name)?.spec ?? {};
const podsOf = ({ double }: Stage, image: string) =>
  double.store.all('Pod').filter(({ spec }) => JSON.stringify(spec).includes(image));
const named = (letter: string): string => `@sha256:${letter.repeat(64)}`;
/** Whom a provider's load balancer is told about. */
const policiesOf = ({ double }: Stage) =>
  double.store.all('TargetGroupConfiguration').map(({ metadata, spec }) => ({
    [metadata.name]: (spec.targetReference as Tree).name,
    asks: ((spec.defaultConfiguration as Tree).healthCheckConfig as Tree).healthCheckPath,
  }));
/** The Deployment of the release with this image. */
const deploymentOf = ({ double }: Stage, letter: string): string =>
  double.store
    .all('Deployment')
    .find(({ spec }) => JSON.stringify(spec.template).includes(named(letter)))?.metadata.name ?? '';

describe.concurrent('a service that is delivered beside its generated files', () => {
  it.for([
    ['the Gateway API', {}, 'HTTPRoute', 'spec.rules'],
    ['Istio', { environment: ISTIO }, 'VirtualService', 'spec.http'],
  ] as const)(
    'loses no request and keeps what is in force, whoever applies the files again: %s',
    { timeout: 240_000 },
    async ([, words, route, rules], { expect }) => {
      const { on, tree } = await standTree(words);
      await using _ = on;
      expect(backendsOf(on, route)).toEqual(['shop']);

      await install(on);
      const first = deploymentOf(on, 'a');
      expect(backendsOf(on, route)).toEqual([first]);
      const told = (name: string) =>
        route === 'HTTPRoute' ? [{ [name]: name, asks: '/ready' }] : [];
      expect(policiesOf(on)).toEqual([...told('shop'), ...told(first)]);
      expect(specOf(on, 'HorizontalPodAutoscaler').scaleTargetRef).toMatchObject({ name: first });

      const bad = await on.hanok(...deploy('b'));
      expect([bad.code, bad.out]).toEqual([1, expect.stringContaining('taken back')]);
      expect(backendsOf(on, route)).toEqual([first]);

      const good = await on.hanok(...deploy('c'));
      expect([good.code, good.err]).toEqual([0, expect.stringContaining('namespace')]);
      const inForce = deploymentOf(on, 'c');
      const stands = () => ({
        route: backendsOf(on, route),
        counted: (specOf(on, 'HorizontalPodAutoscaler').scaleTargetRef as Tree).name,
        called: specOf(on, 'Service').selector,
        before: specOf(on, 'Deployment').replicas,
        running: specOf(on, 'Deployment', inForce).replicas,
      });
      const { labels } = on.double.store.get('Service', inForce)?.metadata ?? {};
      const expected = {
        route: [inForce],
        counted: inForce,
        called: {
          'app.kubernetes.io/name': 'shop',
          'hanok.dev/release': labels?.['hanok.dev/release'],
        },
        before: 0,
        running: 2,
      };
      expect(stands()).toEqual(expected);
      // That of the release that was taken back went with its Service.
      expect(policiesOf(on)).toEqual([...told('shop'), ...told(first), ...told(inForce)]);

      expect(apply(on, tree)).toEqual({
        [`${route}/shop`]: `409 ${rules}`,
        'HorizontalPodAutoscaler/shop': '409 spec.scaleTargetRef',
        'Service/shop': '409 spec.selector',
      });
      on.double.move();
      expect(stands()).toEqual(expected);
      expect((await on.hanok('rollback', 'shop')).code).toBe(0);
      expect(stands()).toMatchObject({ route: [first], counted: first, before: 0 });
      expect(on.double.users.lost).toBe(0);
      const granted = rightsGranted();
      expect([...on.double.rights].filter((right) => !granted.has(right))).toEqual([]);
    },
  );

  it('runs as the files say, in a namespace that admits nothing less than `restricted`', async ({
    expect,
  }) => {
    const { on, tree } = await standTree();
    await using _ = on;
    await install(on);
    const pods = podsOf(on, named('a'));
    expect(pods).toHaveLength(2);
    expect(pods.flatMap(({ spec }) => restrictedRefusals(spec))).toEqual([]);
    expect(restrictedRefusals({ containers: [{ name: 'bare' }] })).toEqual([
      'bare may escalate its privileges',
      'bare does not run as non-root',
      'bare has no seccomp profile',
      'bare does not drop all capabilities',
    ]);
    const written = tree.find(({ kind }) => kind === 'Deployment') as unknown as {
      spec: { template: { spec: { containers: Tree[] } & Tree } };
    };
    const { containers, ...rest } = written.spec.template.spec;
    const [container] = containers;
    expect(pods[0]?.spec).toEqual({
      ...rest,
      containers: [{ ...container, image: `registry.test/shop${named('a')}` }],
    });
  });
});
