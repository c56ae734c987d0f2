import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { loadPlan, planSource, up } from '#app';
import { Failure } from '#kernel';
import { tempDir } from './support/temp-dir.ts';

const raise = async (folder: string): Promise<unknown> => {
  const loaded = await loadPlan(planSource, undefined, folder);
  const { signal } = new AbortController();
  // Nothing may be started: the program that would be our supervisor ends at once.
  const self = [process.execPath, '-e', 'process.exit(7)', '--'];
  const spec = { loaded, environment: 'local', port: 0, self, heard: () => undefined, signal };
  return up(spec).catch((cause: unknown) => cause);
};
const planOf = (parts: string, roots: string) =>
  `import * as h from 'hanok';\n${parts}\nexport default h.definePlan('shop', { asOf: '2026-11-20', roots: [${roots}] });\n`;

it('refuses at once what this machine cannot run, naming every such part, and leaves nothing behind', async () => {
  using dir = tempDir({
    'hanok.plan.ts': planOf(
      `const db = h.mysql('records', {});
       const files = h.bucket('files', {});
       const web = h.service('web', { uses: [h.link(db), h.link(h.queue('jobs', {})), h.link(h.search('index', {}))] });
       const [one, two] = ['one', 'two'].map((name) => h.gateway(name, { routes: [h.route('/', web)] }));
       const nightly = h.job('nightly', { uses: [h.link(h.warehouse('facts', {})), h.link(h.documentStore('notes', {}))] });`,
      `h.cdn('edge', { origins: [one] }), two, nightly, files`,
    ),
  });
  const cause = await raise(dir.path);
  expect(cause).toBeInstanceOf(Failure);
  const { code, text } = cause as Failure;
  expect(code).toBe('app/kinds-not-raised');
  const parts =
    'records (mysql), jobs (queue), index (search), edge (cdn), facts (warehouse), notes (document-store), nightly (job), files (bucket), two (gateway)';
  expect(text.en.split(': ')[1]).toBe(parts);
  expect(text.ko.split(': ')[1]).toBe(parts);
  expect(readdirSync(dir.path)).toEqual(['hanok.plan.ts']);
});

it('passes over an outside API and a key: there is nothing to run', async () => {
  using dir = tempDir({
    'hanok.plan.ts': planOf(
      `const db = h.postgres('records', { key: h.key('at-rest', {}) });
       const web = h.service('web', { uses: [h.link(h.external('mail', {})), h.link(db)] });`,
      'web',
    ),
  });
  // It gets as far as its supervisor, which this test does not have.
  expect(await raise(dir.path)).toMatchObject({ code: 'runtime/supervisor-died' });
});
