import { expect, it } from 'vitest';
import { definePlan, environment, gateway, local, patch, resolve, route, service } from '#model';
import { NO_LOCK, readLock } from './lock.ts';
import { sayer, sourceOfPart } from './source.ts';
import { synthesise } from './synthesise.ts';
import type { EnvironmentTarget } from './target.ts';

const target: EnvironmentTarget = {
  name: 'demo',
  scope: 'environment',
  about: { en: 'a demonstration', ko: '보기' },
  appliesTo: () => true,
  render: ({ view }) =>
    view.running.flatMap((part) => [
      {
        path: `${part.name}.yaml`,
        source: sourceOfPart(part),
        body: {
          kind: 'yaml',
          documents: [
            {
              kind: 'Deployment',
              metadata: { name: part.name },
              spec: { replicas: sayer(part)('replicas.min', 3) },
            },
            { kind: 'Service', metadata: { name: part.name }, spec: { ports: [{ port: 80 }] } },
          ],
        },
      },
      {
        path: `${part.name}.conf`,
        source: sourceOfPart(part),
        body: {
          kind: 'text',
          comment: ['#'],
          lines: [{ text: 'server {' }, { text: '  listen 80;' }, { text: '}' }],
        },
      },
    ]),
};

const planOf = (patches: readonly ReturnType<typeof patch>[] = [], names = ['api', 'web']) => {
  const services = names.map((name) => service(name, { port: 8080 }));
  const routes = services.map((one) => route(`/${one.name}`, one));
  const made = definePlan('shop', {
    asOf: '2026-11-20',
    roots: [gateway('edge', { routes })],
    environments: [environment('local', { on: local() })],
    patches,
  });
  const { plan, findings } = resolve(made, 'local');
  if (!plan) throw new Error(JSON.stringify(findings));
  return plan;
};
const made = (plan: ReturnType<typeof planOf>) => {
  const { files, findings } = synthesise({
    plans: [plan],
    targets: [target],
    lock: NO_LOCK,
    folder: '/nowhere',
    isWhole: true,
  });
  return { text: Object.fromEntries(files.map((file) => [file.path, file.text()])), findings };
};

it('gives the same bytes whatever the order of declaration', () => {
  const body = (names: string[]) =>
    Object.entries(made(planOf([], names)).text).map(([path, text]) => [
      path,
      text.split('\n').slice(1),
    ]);
  expect(body(['web', 'api'])).toEqual(body(['api', 'web']));
});

it('says in its header what of the plan a file is there for, and no path of this machine', () => {
  const [head] = (made(planOf()).text['local/demo/api.yaml'] ?? '').split('\n');
  expect(head).toMatch(
    /^# shop\/local: parts\.api, synthesise\.test\.ts:\d+\. Written by hanok synth/,
  );
});

it('changes one field by a patch and leaves every other byte alone', () => {
  const file = 'local/demo/api.yaml';
  const before = made(planOf()).text[file] ?? '';
  const reason = 'the old cluster has two nodes';
  const { text, findings } = made(
    planOf([patch({ file, object: 'Deployment/api', field: '/spec/replicas', value: 2, reason })]),
  );
  expect(findings).toEqual([]);
  expect(text[file]).toBe(before.replace('replicas: 3', 'replicas: 2'));
});

it('adds to a list, sets what was not there, and replaces a line of text', () => {
  const { text, findings } = made(
    planOf([
      patch({
        file: 'local/demo/api.yaml',
        object: 'Service/api',
        field: '/spec/ports/-',
        value: { port: 81 },
        reason: 'x',
      }),
      patch({
        file: 'local/demo/web.yaml',
        object: 'Service/web',
        field: '/spec/type',
        value: 'NodePort',
        reason: 'x',
      }),
      patch({ file: 'local/demo/web.conf', line: 'listen 80;', with: 'listen 8080;', reason: 'x' }),
    ]),
  );
  expect(findings).toEqual([]);
  expect(text['local/demo/api.yaml']).toContain('  - port: 80\n  - port: 81\n');
  expect(text['local/demo/web.yaml']).toContain('  type: NodePort\n');
  expect(text['local/demo/web.conf']).toContain('\n  listen 8080;\n');
});

it.each([
  ['a file that is not written', { file: 'local/demo/nothing.yaml', field: '/spec', value: 1 }],
  [
    'an object that is not there',
    { file: 'local/demo/api.yaml', object: 'Job/api', field: '/spec/x', value: 1 },
  ],
  ['one of several objects', { file: 'local/demo/api.yaml', field: '/spec/replicas', value: 1 }],
  [
    'a field below nothing',
    { file: 'local/demo/api.yaml', object: 'Service/api', field: '/spec/a/b', value: 1 },
  ],
  ['an environment that is not there', { file: 'loacl/demo/api.conf', line: 'x', with: 'y' }],
  ['a target that is not there', { file: 'local/demos/api.conf', line: 'x', with: 'y' }],
  ['a line that is not there', { file: 'local/demo/api.conf', line: 'listen 90;', with: '' }],
])('reports a patch for %s', (_, spec) => {
  const { findings } = made(planOf([patch({ ...spec, reason: 'x' })]));
  expect(findings.map(({ code, severity }) => [code, severity])).toEqual([
    ['synth/patch-finds-nothing', 'error'],
  ]);
});

it('reads a lock strictly', () => {
  const entry = {
    digest: `sha256:${'0'.repeat(64)}`,
    from: 'https://registry.example',
    asOf: '2026-11-20',
  };
  const lock = JSON.stringify({ version: 1, images: { 'nginx:1.30': entry } });
  expect(readLock(lock, 'hanok.lock').images['nginx:1.30']).toEqual(entry);
  for (const wrong of [{ digest: 'sha256:0' }, { from: '' }, { asOf: 'yesterday' }])
    expect(() =>
      readLock(JSON.stringify({ version: 1, images: { x: { ...entry, ...wrong } } }), 'hanok.lock'),
    ).toThrow(/images\.x/);
});
