import {
  alert,
  aws,
  canary,
  cdn,
  change,
  channel,
  claim,
  daily,
  definePlan,
  ecs,
  environment,
  every,
  external,
  gateway,
  job,
  key,
  link,
  local,
  modelFiles,
  nodePool,
  operation,
  postgres,
  queue,
  redis,
  route,
  saving,
  says,
  secret,
  service,
  site,
  stage,
  subnet,
} from 'hanok';

type Spec = Parameters<typeof definePlan>[1];
/** A plan of these roots, and whatever else is said. */
const whole = (roots: Spec['roots'], more: Partial<Spec> = {}) =>
  definePlan('wrong', { asOf: '2026-11-20', roots, ...more });

const web = service('web', {});
const db = postgres('db', {});
const tokyo = site('tokyo', aws('ap-northeast-1'));
const ops = channel('ops', { by: 'email' });

/** A plan that the types refuse, and what says so when it runs without them. */
export interface Wrong {
  readonly name: string;
  readonly code: string;
  readonly make: () => unknown;
}

// One error a plan, on the line after `@ts-expect-error`: a plan that the types let through fails tsc.
// biome-ignore format: each plan stays on the one line that its comment speaks of.
export const WRONG: readonly Wrong[] = [
  { name: 'bytes for a time', code: 'plan/bad-unit',
    // @ts-expect-error
    make: () => whole([service('a', { stop: { drain: '10 MiB' } })]) },
  { name: 'a time for bytes', code: 'plan/bad-unit',
    // @ts-expect-error
    make: () => whole([postgres('a', { storage: '10 s' })]) },
  { name: 'a number for a size', code: 'plan/bad-unit',
    // @ts-expect-error
    make: () => whole([postgres('a', { storage: 20 })]) },
  { name: 'a time without a unit', code: 'plan/bad-unit',
    // @ts-expect-error
    make: () => whole([service('a', { stop: { drain: '10' } })]) },
  { name: 'a unit that nobody knows', code: 'plan/bad-unit',
    // @ts-expect-error
    make: () => whole([service('a', { size: { cpu: 1, memory: '512 megs' } })]) },
  { name: 'a rate in words', code: 'plan/bad-unit',
    // @ts-expect-error
    make: () => whole([service('a', { handles: 'many' })]) },
  { name: 'a share without a percent sign', code: 'plan/bad-unit',
    // @ts-expect-error
    make: () => whole([web], { objectives: { availability: '99.9' } }) },
  { name: 'money in words', code: 'plan/bad-unit',
    // @ts-expect-error
    make: () => whole([web], { environments: [environment('p', { on: local(), budget: { monthly: '5 EUR' } })] }) },
  { name: 'a link to a site', code: 'plan/dangling-reference',
    // @ts-expect-error
    make: () => whole([service('a', { uses: [link(tokyo)] })]) },
  { name: 'a link to a gateway', code: 'plan/dangling-reference',
    // @ts-expect-error
    make: () => whole([service('a', { uses: [link(gateway('g', { routes: [] }))] })]) },
  { name: 'a store that is used without a link', code: 'plan/wrong-kind',
    // @ts-expect-error
    make: () => whole([service('a', { uses: [db] })]) },
  { name: 'an unknown key', code: 'plan/unknown-key',
    // @ts-expect-error
    make: () => whole([service('a', { replica: 2 })]) },
  { name: 'an unknown key further in', code: 'plan/unknown-key',
    // @ts-expect-error
    make: () => whole([postgres('a', { backup: { full: daily(), keeps: '30 d' } })]) },
  { name: 'a change of a field that the part has not', code: 'plan/unknown-key',
    // @ts-expect-error
    make: () => whole([db], { environments: [environment('p', { on: local(), change: [change(db, { port: 5432, streams: true })] })] }) },
  { name: 'a certificate without its key', code: 'plan/missing-key',
    // @ts-expect-error
    make: () => whole([web], { environments: [environment('p', { on: local({ tls: { cert: './own.pem' } }) })] }) },
  { name: 'a change with the wrong kind of value', code: 'plan/bad-value',
    // @ts-expect-error
    make: () => whole([web], { environments: [environment('p', { on: local(), change: [change(web, { streams: 'yes' })] })] }) },
  { name: 'a wrong word for access', code: 'plan/bad-value',
    // @ts-expect-error
    make: () => whole([service('a', { uses: [link(db, { access: 'all' })] })]) },
  { name: 'an unknown class of data', code: 'plan/bad-value',
    // @ts-expect-error
    make: () => whole([postgres('a', { holds: ['private'] })]) },
  { name: 'an unknown way to keep keys', code: 'plan/bad-value',
    // @ts-expect-error
    make: () => whole([redis('a', { eviction: 'oldest' })]) },
  { name: 'a channel that nobody has', code: 'plan/bad-value',
    // @ts-expect-error
    make: () => whole([web], { alerts: [alert('a', { of: web, notify: [channel('c', { by: 'pigeon' })] })] }) },
  { name: 'a gateway without routes', code: 'plan/missing-key',
    // @ts-expect-error
    make: () => whole([gateway('a', {})]) },
  { name: 'a CDN without origins', code: 'plan/missing-key',
    // @ts-expect-error
    make: () => whole([cdn('a', {})]) },
  { name: 'a plan without its day', code: 'plan/missing-key',
    // @ts-expect-error
    make: () => definePlan('wrong', { roots: [web] }) },
  { name: 'an environment that stands nowhere', code: 'plan/missing-key',
    // @ts-expect-error
    make: () => whole([web], { environments: [environment('p', {})] }) },
  { name: 'a size without memory', code: 'plan/missing-key',
    // @ts-expect-error
    make: () => whole([service('a', { size: { cpu: 1 } })]) },
  { name: 'a stage without what it does', code: 'plan/missing-key',
    // @ts-expect-error
    make: () => whole([web], { pipeline: { stages: [stage('test', {})] } }) },
  { name: 'a stage that does what no stage does', code: 'plan/bad-value',
    // @ts-expect-error
    make: () => whole([web], { pipeline: { stages: [stage('test', { does: 'hope' })] } }) },
  { name: 'an operation that never comes back', code: 'plan/missing-key',
    // @ts-expect-error
    make: () => whole([web], { operations: [operation('patch', {})] }) },
  { name: 'a subnet without access', code: 'plan/missing-key',
    // @ts-expect-error
    make: () => whole([web], { network: { subnets: [subnet('inner', { nat: true })] } }) },
  { name: 'a saving by luck', code: 'plan/bad-value',
    // @ts-expect-error
    make: () => whole([web], { savings: [saving('less', { by: 'luck' })] }) },
  { name: 'a claim of an unknown field', code: 'plan/unknown-key',
    // @ts-expect-error
    make: () => whole([db], { statements: [says('document.md:1', claim.of(db, { backups: true }))] }) },
  { name: 'a claim with the wrong kind of value', code: 'plan/bad-value',
    // @ts-expect-error
    make: () => whole([db], { statements: [says('document.md:1', claim.of(db, { encrypted: 'yes' }))] }) },
  { name: 'a claim where a statement belongs', code: 'plan/wrong-kind',
    // @ts-expect-error
    make: () => whole([db], { statements: [claim.of(db, { encrypted: true })] }) },
  { name: 'a placement of a part', code: 'plan/wrong-kind',
    // @ts-expect-error
    make: () => whole([web], { environments: [environment('p', { on: ecs(web) })] }) },
  { name: 'a part where a placement belongs', code: 'plan/wrong-kind',
    // @ts-expect-error
    make: () => whole([web], { environments: [environment('p', { on: tokyo })] }) },
  { name: 'a route to a store', code: 'plan/dangling-reference',
    // @ts-expect-error
    make: () => whole([gateway('a', { routes: [route('/', db)] })]) },
  { name: 'a store by its name', code: 'plan/dangling-reference',
    // @ts-expect-error
    make: () => whole([postgres('a', { refersTo: ['db'] })]) },
  { name: 'a key that is a secret', code: 'plan/dangling-reference',
    // @ts-expect-error
    make: () => whole([postgres('a', { key: secret('s') })]) },
  { name: 'a schedule in words', code: 'plan/bad-value',
    // @ts-expect-error
    make: () => whole([job('a', { schedule: 'nightly' })]) },
  { name: 'a limit without a rate', code: 'plan/missing-key',
    // @ts-expect-error
    make: () => whole([gateway('a', { routes: [route('/', web, { limit: { per: 'user' } })] })]) },
  { name: 'a rollout in words', code: 'plan/wrong-kind',
    // @ts-expect-error
    make: () => whole([service('a', { rollout: 'canary' })]) },
  { name: 'a canary that promotes on a guess', code: 'plan/bad-value',
    // @ts-expect-error
    make: () => whole([service('a', { rollout: canary({ promote: 'probably' }) })]) },
  { name: 'a pool that is counted otherwise', code: 'plan/bad-value',
    // @ts-expect-error
    make: () => whole([web], { environments: [environment('p', { on: ecs(tokyo, { pools: [nodePool('n', { counted: 'per-rack' })] }) })] }) },
];

/** Used by no wrong plan, and right: what the list imports is what a plan may say. */
export const right = () =>
  whole(
    [
      gateway('edge', {
        routes: [route('/', service('app', { uses: [link(external('api', {}))] }))],
      }),
      queue('jobs', { key: key('at-rest', { rotate: '90 d' }) }),
      modelFiles('models', { backup: { full: every('6 h') } }),
    ],
    { alerts: [alert('errors', { errorsAbove: '1%', notify: [ops] })] },
  );
