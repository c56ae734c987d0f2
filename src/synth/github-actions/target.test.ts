import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  aws,
  definePlan,
  ecs,
  eks,
  environment,
  gcp,
  gke,
  link,
  local,
  resolve,
  type Stage,
  server,
  service,
  site,
  stage,
} from '#model';
import { NO_LOCK } from '../lock.ts';
import { synthesise } from '../synthesise.ts';
import { githubActions } from './target.ts';

const made = (stages: readonly Stage[], more: { readonly runner?: 'self-hosted' } = {}) => {
  const plan = definePlan('shop', {
    asOf: '2026-11-20',
    roots: [service('web', { runtime: ['node:24'] })],
    pipeline: { branch: { protected: true, reviews: 1 }, stages, ...more },
    environments: [
      environment('local', { on: local() }),
      environment('tokyo', { on: ecs(site('tokyo', aws('ap-northeast-1'))) }),
      environment('seoul', { on: server(site('seoul', aws('ap-northeast-2'))) }),
    ],
  });
  const plans = ['local', 'tokyo', 'seoul'].flatMap((name) => resolve(plan, name).plan ?? []);
  const { files, findings } = synthesise({
    plans,
    targets: [githubActions],
    lock: NO_LOCK,
    folder: '/nowhere',
  });
  const text: Readonly<Record<string, string>> = Object.fromEntries(
    files.map((file) => [file.path.split('/').at(-1) ?? '', file.text()]),
  );
  const jobs = (name: string) =>
    (parse(text[name] ?? '{}') as { jobs?: Record<string, Record<string, unknown>> }).jobs ?? {};
  return { text, jobs, findings: findings.map(({ code, message }) => `${code}: ${message.en}`) };
};
const steps = (job: Record<string, unknown> = {}): unknown =>
  (job.steps as { run?: string; uses?: string }[]).map(({ run, uses }) => run ?? uses);

const test = stage('test', {
  does: 'test',
  on: ['pull-request'],
  with: ['test:unit'],
  blocks: true,
});
const build = stage('build', { does: 'build', on: ['main'], after: ['test'] });
const approve = stage('approve', { does: 'approve', to: 'local', after: ['build'], approval: 2 });
const deploy = stage('deploy', { does: 'deploy', to: 'local', after: ['approve'] });
const back = stage('back', { does: 'rollback', to: 'local', after: ['deploy'] });
const all = [test, build, approve, deploy, back];

describe('a pipeline', () => {
  it('runs what a stage waits for whenever it runs itself', () => {
    const { jobs } = made(all);
    expect(Object.keys(jobs('pull-request.yaml'))).toEqual(['plan', 'test']);
    expect(Object.keys(jobs('main.yaml'))).toEqual(['plan', 'test', 'build', 'deploy']);
  });
  it('gives the same bytes whatever the order of its stages', () => {
    const body = (stages: readonly Stage[]) =>
      Object.entries(made(stages).text).map(([name, text]) => [name, text.split('\n').slice(1)]);
    expect(body([...all].reverse())).toEqual(body(all));
  });
  it('asks for approval through the environment, and looks whether anybody was asked', () => {
    const { jobs, findings } = made(all);
    const job = jobs('main.yaml').deploy;
    expect([job?.environment, job?.needs]).toEqual(['local', ['build']]);
    expect(job?.permissions).toEqual({ contents: 'read', actions: 'read' });
    expect(steps(job)).toContain(
      `gh api "repos/$GITHUB_REPOSITORY/environments/local" --jq '.protection_rules[].type' |\n  grep -qx required_reviewers`,
    );
    expect(findings).toContain(
      'synth/github-actions-cannot-say: 2 people must agree to deploy, and GitHub goes on after one of them did',
    );
  });
  it('deploys and rolls back with the commands a person would type', () => {
    const { jobs, text } = made(all);
    expect(steps(jobs('main.yaml').deploy)).toContain('npx hanok deploy --all --env local');
    expect(steps(jobs('back.yaml').back)).toContain(
      `npx hanok rollback "$SERVICE" \${RELEASE:+--to "$RELEASE"} --env local`,
    );
    expect(text['back.yaml']).toContain('    - web\n'.trimStart());
  });
  it('requires the blocking jobs of a pull request, one check for each version of a matrix', () => {
    const twice = stage('twice', {
      does: 'test',
      on: ['pull-request'],
      matrix: ['node:24', 'node:22'],
      blocks: true,
    });
    const rules = made([test, twice]).text['main.json'] ?? '';
    expect([...rules.matchAll(/"context": "(.*)"/g)].map(([, context]) => context)).toEqual([
      'plan',
      'test',
      'twice (22)',
      'twice (24)',
    ]);
  });
  it('runs on the runners that the plan says', () => {
    expect(
      made([test], { runner: 'self-hosted' }).jobs('pull-request.yaml').test?.['runs-on'],
    ).toEqual(['self-hosted']);
  });
});

it('delivers to clusters under the digest that was published, what is called first, site by site', () => {
  const image = { registry: 'ghcr.io', name: 'shop/x', from: ['node:24-slim'] };
  const api = service('api', { runtime: ['node:24'], image });
  const web = service('web', { runtime: ['node:24'], image, uses: [link(api)] });
  const near = eks(site('seoul', aws('ap-northeast-2')), { cluster: 'near' });
  const far = eks(site('tokyo', aws('ap-northeast-1')), { cluster: 'far', place: [web] });
  const plan = definePlan('shop', {
    asOf: '2026-11-20',
    roots: [web],
    pipeline: {
      stages: [
        stage('build', { does: 'build', on: ['main'] }),
        stage('publish', { does: 'publish', after: ['build'] }),
        stage('deploy', { does: 'deploy', to: 'production', after: ['publish'] }),
      ],
    },
    environments: [environment('production', { on: [near, far] })],
  });
  const { files } = synthesise({
    plans: [resolve(plan, 'production').plan ?? []].flat(),
    targets: [githubActions],
    lock: NO_LOCK,
    folder: '/nowhere',
  });
  const { jobs } = parse(files[0]?.text() ?? '') as { jobs: Record<string, { steps: unknown[] }> };
  const of = (run: string, name: string) => ({
    run: `npx hanok deploy ${run}`,
    env: { IMAGE: `\${{ needs.publish.outputs.${name} }}` },
  });
  expect(jobs.deploy?.steps.slice(-3)).toEqual([
    of('api --image "$IMAGE" --env production --site seoul --context near-seoul', 'api'),
    of('web --image "$IMAGE" --env production --site seoul --context near-seoul', 'web'),
    of('web --image "$IMAGE" --env production --site tokyo --context far-tokyo', 'web'),
  ]);
});

it('tells clusters of one name apart, and takes a service only to where it stands', () => {
  const image = { registry: 'ghcr.io', name: 'shop/x', from: ['node:24-slim'] };
  const [one, two] = [site('one', aws('ap-northeast-2')), site('two', gcp('asia-northeast3'))];
  const api = service('api', { runtime: ['node:24'], image, on: [two] });
  const web = service('web', { runtime: ['node:24'], image, uses: [link(api)] });
  const three = site('three', gcp('asia-northeast1'));
  const plan = definePlan('shop', {
    asOf: '2026-11-20',
    roots: [web],
    pipeline: {
      stages: [
        stage('publish', { does: 'publish', on: ['main'] }),
        stage('deploy', { does: 'deploy', to: 'production', after: ['publish'] }),
        stage('back', { does: 'rollback', to: 'production', after: ['deploy'] }),
      ],
    },
    environments: [
      environment('production', {
        on: [
          eks(one, { cluster: 'shop' }),
          gke(two, { cluster: 'shop' }),
          gke(three, { cluster: 'shop' }),
        ],
      }),
    ],
  });
  const { files } = synthesise({
    plans: [resolve(plan, 'production').plan ?? []].flat(),
    targets: [githubActions],
    lock: NO_LOCK,
    folder: '/nowhere',
  });
  const text = (name: string) => files.find(({ path }) => path.endsWith(name))?.text() ?? '';
  const contexts = ['shop-one', 'shop-two', 'shop-three'];
  const main = text('main.yaml');
  expect([...main.matchAll(/ (?:--alias|context_name:) (\S+)/g)].map(([, one]) => one)).toEqual(
    contexts,
  );
  expect([...main.matchAll(/kubectl --context (\S+)/g)].map(([, one]) => one)).toEqual(contexts);
  expect(
    [...main.matchAll(/deploy (\w+) .*--site (\w+) --context ([\w-]+)/g)].map(([, ...all]) => all),
  ).toEqual([
    ['web', 'one', 'shop-one'],
    ['api', 'two', 'shop-two'],
    ['web', 'two', 'shop-two'],
    ['web', 'three', 'shop-three'],
  ]);
  // Each log-in of Google's names a file of its own: what was known before is kept.
  expect(main.match(/KUBECONFIG=\$KUBECONFIG:\$KNOWN/g)).toHaveLength(2);
  expect(text('back.yaml')).toContain('--site \\"$SITE\\" --context \\"$CONTEXT\\"');
  expect(text('back.yaml')).toContain('three');
});

it.each([
  [
    'a command that is not there',
    { does: 'verify', with: ['hanok residency'] },
    'there is no command `hanok residency` yet: the workflow leaves it out',
  ],
  [
    'a script it does not have',
    { does: 'test', with: ['load'] },
    'the workflow runs the script `load`: package.json has to have it',
  ],
  [
    'an engine without a driver',
    { does: 'deploy', to: 'tokyo' },
    '`hanok deploy` has no driver for ecs: one runs a script of its own',
  ],
  [
    'a server, which is reached with a key',
    { does: 'deploy', to: 'seoul' },
    '`hanok deploy` reaches a server over SSH, and no plan says with whose key: one runs a script of its own',
  ],
  [
    'a stage that nobody wrote',
    { does: 'test', after: ['nothing'] },
    'one comes after nothing, and there is no such stage',
  ],
  [
    'a matrix of another language',
    { does: 'test', matrix: ['python:3.13'] },
    'one is repeated on python:3.13, and only versions of Node are set up',
  ],
] as const)('says of %s what it cannot do', (_, spec, message) => {
  const { findings } = made([stage('one', { on: ['main'], ...spec })]);
  expect(findings.join('\n')).toContain(message);
});
