import { expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { tempDir } from '../support/temp-dir.ts';

const check = async (plan: string, ...words: string[]) => {
  using dir = tempDir({ 'hanok.plan.ts': plan });
  const ran = await runCli(dir.path, ['check', '--json', ...words]);
  const report = ran.out.startsWith('{')
    ? (JSON.parse(ran.out) as {
        environments: {
          findings: { code: string; at: { line: number }; message: { en: string } }[];
        }[];
      })
    : undefined;
  return { ...ran, findings: report?.environments.flatMap((one) => one.findings) ?? [] };
};
const PLAN = `import { definePlan, service } from 'hanok';\n`;

it.each([
  ['throws on import', `throw new Error('no luck');`, 'plan/threw', 1],
  [
    'throws in the middle',
    `${PLAN}\nconst nothing: any = undefined;\nexport default nothing.name;`,
    'plan/threw',
    4,
  ],
  ['is not TypeScript', `export default {{;`, 'plan/syntax', 1],
  ['needs more than stripping', `enum Size { S }\nexport default Size.S;`, 'plan/syntax', 1],
  ['exports nothing', `export const plan = 1;`, 'plan/not-a-plan', 1],
  ['exports something else', `export default 7;`, 'plan/not-a-plan', 1],
  [
    'writes a file',
    `import { writeFileSync } from 'node:fs';\nwriteFileSync('/tmp/hanok-was-here', '');\nexport default 1;`,
    'plan/threw',
    2,
  ],
  [
    'starts a process',
    `import { execSync } from 'node:child_process';\nexecSync('true');`,
    'plan/threw',
    2,
  ],
  ['imports what is not there', `import './missing.ts';`, 'plan/threw', 1],
])('turns a plan that %s into a finding with its line', async (_, plan, code, line) => {
  const { findings, code: exit, err } = await check(plan);
  expect(findings.map((finding) => [finding.code, finding.at.line])).toEqual([[code, line]]);
  expect(exit).toBe(1);
  expect(err).toBe('');
});

it('reads a plan that prints, wherever it lives and whatever package.json is above it', async () => {
  using dir = tempDir({
    'package.json': '{ "type": "commonjs" }',
    'deep/er/hanok.plan.ts': `${PLAN}import { name } from './name.ts';\nconsole.log('{"noise": true}');\nexport default definePlan(name, { asOf: '2026-11-20', roots: [service('web', {})] });`,
    'deep/er/name.ts': `export const name: string = 'shop';`,
    'deep/er/below/readme': '',
  });
  const ran = await runCli(`${dir.path}/deep/er/below`, ['show']);
  expect(ran).toEqual({ code: 0, out: 'shop / local (local)\n\nweb  service  × 1\n', err: '' });
});

it('says what to do when there is no plan', async () => {
  using dir = tempDir();
  const ran = await runCli(dir.path, ['check']);
  expect(ran).toMatchObject({ code: 2, out: '' });
  expect(ran.err).toContain('--plan FILE');
});

it.each([
  [['chekc'], "there is no command 'chekc'"],
  [['check', '--colour'], '--colour'],
  [['check', '--lang', 'fr'], "not 'fr'"],
  [['check', 'extra'], 'usage: hanok check'],
  [['explain', 'no/such-rule'], "there is no rule 'no/such-rule'"],
])('answers a wrong command line with exit code 2: %j', async (words, expected) => {
  using dir = tempDir();
  const ran = await runCli(dir.path, words);
  expect(ran.code).toBe(2);
  expect(ran.err).toContain(expected);
});

it('speaks Korean when asked, by flag and by locale', async () => {
  using dir = tempDir({
    'hanok.plan.ts': `${PLAN}export default definePlan('shop', { asOf: '2026-11-20', roots: [service('web', { replica: 2 } as any)] });`,
  });
  const byFlag = await runCli(dir.path, ['check', '--lang', 'ko']);
  const byLocale = await runCli(dir.path, ['check'], { LC_ALL: 'ko_KR.UTF-8' });
  expect(byFlag.out).toContain('`replica`는 알 수 없는 키다');
  expect(byLocale.out).toBe(byFlag.out);
});

it('gives the same answer twice and writes nothing', async () => {
  using dir = tempDir({
    'hanok.plan.ts': `${PLAN}export default definePlan('shop', { asOf: '2026-11-20', roots: [service('web', {})] });`,
  });
  const first = await runCli(dir.path, ['check', '--json']);
  expect(await runCli(dir.path, ['check', '--json'])).toEqual(first);
  expect((await import('node:fs')).readdirSync(dir.path)).toEqual(['hanok.plan.ts']);
});
