import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canary,
  change,
  claim,
  daily,
  definePlan,
  environment,
  environmentNames,
  gateway,
  link,
  local,
  type Plan,
  postgres,
  resolve,
  route,
  says,
  secret,
  service,
} from './index.ts';

// What a file that runs without its types may hold: anything at all.
// biome-ignore lint/suspicious/noExplicitAny: the point of these tests is input the types refuse
type Anything = any;

const planOf = (
  over: Anything = {},
  serviceSpec: Anything = {},
  databaseSpec: Anything = {},
): Plan => {
  const db = postgres('db', databaseSpec);
  const web = service('web', { uses: [link(db, { pool: 5 })], ...serviceSpec });
  return definePlan('shop', {
    asOf: '2026-11-20',
    roots: [gateway('edge', { routes: [route('/', web)] })],
    ...over,
  });
};
const codesOf = (plan: unknown, name = 'local') =>
  resolve(plan, name).findings.map((finding) => `${finding.code} ${finding.path}`);

describe('a plan that holds', () => {
  it('resolves to plain, frozen data with references by name', () => {
    const { plan, findings } = resolve(planOf({}, { stop: { drain: '10 s' } }), 'local');
    expect(findings).toEqual([]);
    expect(plan?.parts.map((part) => part.name)).toEqual(['db', 'web', 'edge']);
    expect(plan?.parts[1]).toMatchObject({
      links: [{ to: 'db', pool: 5 }],
      stop: { drain: 10_000 },
    });
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    expect(() => Object.assign(plan?.parts[0] ?? {}, { name: 'other' })).toThrow(TypeError);
  });

  it('knows the line of every part', () => {
    const here = new Error('here').stack?.split('\n')[1]?.match(/:(\d+):\d+\)?$/)?.[1];
    const db = postgres('db', {});
    expect(db.at).toEqual({ file: import.meta.filename, line: Number(here) + 1 });
  });

  it('applies the changes of the environment that was asked for, and of no other', () => {
    const web = service('web', { replicas: 3 });
    const plan = definePlan('shop', {
      asOf: '2026-11-20',
      roots: [gateway('edge', { routes: [route('/', web)] })],
      environments: [
        environment('local', { on: local(), change: [change(web, { replicas: 1 })] }),
        environment('production', { on: local() }),
      ],
    });
    const replicas = (name: string) => resolve(plan, name).plan?.parts[0];
    expect(environmentNames(plan)).toEqual(['local', 'production']);
    expect(replicas('local')).toMatchObject({ replicas: { min: 1, max: 1 } });
    expect(replicas('production')).toMatchObject({ replicas: { min: 3, max: 3 } });
  });
});

describe('a plan that does not', () => {
  it.each<[string, Plan, string]>([
    ['an unknown key', planOf({}, { replica: 2 }), 'plan/unknown-key parts.web.replica'],
    ['a missing key', planOf({ asOf: undefined }), 'plan/missing-key plan.asOf'],
    ['a bad unit', planOf({}, { stop: { drain: '10 M' } }), 'plan/bad-unit parts.web.stop.drain'],
    [
      'bytes for a time',
      planOf({}, { stop: { drain: '10 GiB' } }),
      'plan/bad-unit parts.web.stop.drain',
    ],
    [
      'a number where words belong',
      planOf({}, {}, { storage: 20 }),
      'plan/bad-unit parts.db.storage',
    ],
    ['a bad name', planOf({ roots: [service('Web', {})] }), 'plan/bad-name parts.Web'],
    [
      'two parts of one name',
      planOf({ roots: [service('web', {}), service('web', {})] }),
      'plan/duplicate-name parts.web',
    ],
    [
      'a route to nothing',
      planOf({ roots: [gateway('edge', { routes: [route('/', undefined as Anything)] })] }),
      'plan/dangling-reference parts.edge.routes[0]',
    ],
    [
      'a link to nothing',
      planOf({}, { uses: [link(undefined as Anything)] }),
      'plan/dangling-reference parts.web.uses[0]',
    ],
    [
      'a link to a name',
      planOf({}, { uses: [link('db' as Anything)] }),
      'plan/dangling-reference parts.web.uses[0]',
    ],
    ['a name among the uses', planOf({}, { uses: ['db'] }), 'plan/wrong-kind parts.web.uses[0]'],
    [
      'weights that fall',
      planOf({}, { rollout: canary({ weights: [50, 10] }) }),
      'plan/bad-value parts.web.rollout.weights',
    ],
    [
      'a metric without a bound',
      planOf({}, { rollout: canary({ bad: [{ metric: 'confidence' }] }) }),
      'plan/bad-value parts.web.rollout.bad[0]',
    ],
    [
      'a check by a name that no header carries',
      planOf({}, { rollout: canary({ bad: [{ check: 'face match' }] }) }),
      'plan/bad-value parts.web.rollout.bad[0].check',
    ],
    [
      'a weight of 100',
      planOf({}, { rollout: canary({ weights: [100] }) }),
      'plan/bad-value parts.web.rollout.weights[0]',
    ],
    [
      'min above max',
      planOf({}, { replicas: { min: 3, max: 2 } }),
      'plan/bad-value parts.web.replicas',
    ],
    [
      'a time of day that is none',
      planOf({}, {}, { backup: { full: daily('25:00') } }),
      'plan/bad-value parts.db.backup.full',
    ],
    [
      'a probe that would be two words in a unit',
      planOf({}, { health: { ready: '/ready now' } }),
      'plan/bad-value parts.web.health.ready',
    ],
    [
      'a route that would end a block of nginx',
      planOf({
        roots: [gateway('edge', { routes: [route('/a;} location /b', service('web', {}))] })],
      }),
      'plan/bad-value parts.edge.routes[0]',
    ],
    [
      'a host that is several words',
      planOf({ roots: [gateway('edge', { hosts: ['a.example b.example'], routes: [] })] }),
      'plan/bad-value parts.edge.hosts[0]',
    ],
    ['a root that is none', planOf({ roots: ['edge'] }), 'plan/wrong-kind roots[0]'],
    ['roots that are no list', planOf({ roots: 'edge' }), 'plan/bad-value roots'],
    [
      'a change of what is not there',
      planOf({
        environments: [environment('local', { on: local(), change: [change(secret('key'), {})] })],
      }),
      'plan/dangling-reference environments.local.change',
    ],
    [
      'a statement without a line',
      planOf({ statements: [says('document', claim.plan({}))] }),
      'plan/bad-statement statements[0]',
    ],
    [
      'a claim of an unknown thing',
      planOf({ statements: [says('d.md:1', claim.plan({ colour: 'red' } as Anything))] }),
      'plan/unknown-key statements[0].colour',
    ],
    [
      'a claim with a bad unit',
      planOf({
        statements: [says('d.md:1', claim.plan({ recovery: { point: 'an hour' as '1 h' } }))],
      }),
      'plan/bad-unit statements[0].recovery.point',
    ],
    [
      'a claim about an unreached part',
      planOf({ statements: [says('d.md:1', claim.of(secret('key'), { rotate: '1 d' }))] }),
      'plan/dangling-reference statements[0]',
    ],
  ])('reports %s', (_, plan, expected) => {
    expect(codesOf(plan)).toContain(expected);
    expect(resolve(plan, 'local').plan).toBeUndefined();
  });

  it('reports a cycle as its path, with a line', () => {
    const uses: Anything[] = [];
    const a = service('a', { uses });
    const b = service('b', { uses: [link(a)] });
    uses.push(link(b));
    const found = resolve(planOf({ roots: [a] }), 'local').findings;
    expect(found[0]).toMatchObject({ code: 'plan/cycle', at: a.at });
    expect(found[0]?.message.en).toContain('a → b → a');
  });

  it('names the key that was meant', () => {
    const found = resolve(planOf({}, { replica: 2 }), 'local').findings[0];
    expect(found?.hint).toEqual({ en: 'Write `replicas`.', ko: '`replicas`라고 쓴다.' });
  });

  it('names the environments there are', () => {
    expect(resolve(planOf(), 'staging').findings[0]?.message.en).toBe(
      "there is no environment 'staging'; the plan has local",
    );
  });

  it('answers findings, and never throws, whatever it is given', () => {
    const spec = fc.anything({ maxDepth: 3, withNullPrototype: true });
    fc.assert(
      fc.property(spec, spec, spec, spec, (top, one, other, whole) => {
        resolve(whole, 'local');
        resolve(definePlan('x', top as Anything), 'local');
        resolve(
          planOf(
            {
              objectives: top,
              alerts: [top],
              statements: [top],
              environments: [one],
              traffic: other,
            },
            one as Anything,
            other as Anything,
          ),
          'local',
        );
        resolve(
          definePlan('x', {
            asOf: '2026-11-20',
            roots: [
              gateway('g', one as Anything),
              service('s', { uses: [link(other as Anything, one as Anything)] }),
              canary(one as Anything) as Anything,
            ],
          }),
          'local',
        );
      }),
      { numRuns: 400 },
    );
  });
});
