import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { sarifFaults } from '../support/sarif.ts';
import { DOCUMENT, files, PLAN, WAIVED, withMore } from '../support/shop-plan.ts';
import { tempDir } from '../support/temp-dir.ts';

/** What JSON.parse gave, looked into by name. */
type Loose = ReturnType<typeof JSON.parse>;
const blockOf = (out: string, code: string) =>
  out.split('\n\n').find((block) => block.includes(`[${code}]`));

describe('--format', () => {
  it('gives with json what --json gives: the report, with the text of every line cited', async () => {
    using dir = tempDir(WAIVED);
    const { out } = await runCli(dir.path, ['check', '--format', 'json']);
    expect((await runCli(dir.path, ['check', '--json'])).out).toBe(out);
    const report = JSON.parse(out);
    expect(report.environments[0].waived[0].waiver).toMatchObject({
      reason: 'moved in spring',
      owner: 'platform',
      until: '2026-12-31',
    });
    expect(report.excerpts['document.md:2']).toBe(DOCUMENT.split('\n')[1]);
  });
  it.each(['en', 'ko'])('gives SARIF 2.1.0 that code scanning takes, in %s', async (lang) => {
    using dir = tempDir(WAIVED);
    const { out, code } = await runCli(dir.path, ['check', '--format', 'sarif', '--lang', lang]);
    const log = JSON.parse(out);
    expect(sarifFaults(log)).toEqual([]);
    expect(code).toBe(1);
    const [run] = log.runs;
    const waived = run.results.find((one: { suppressions?: unknown }) => one.suppressions);
    expect(waived).toMatchObject({
      ruleId: 'recovery/point-is-covered',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'hanok.plan.ts', uriBaseId: 'SRCROOT' },
            region: { startLine: 14, startColumn: 5, snippet: { text: '    says(' } },
          },
        },
      ],
      suppressions: [{ kind: 'inSource', status: 'accepted' }],
    });
    expect(
      waived.relatedLocations.map((one: Loose) => one.physicalLocation.artifactLocation.uri),
    ).toEqual(['hanok.plan.ts', 'document.md']);
    const said =
      lang === 'ko'
        ? 'moved in spring (담당 platform, 2026-12-31까지)'
        : 'moved in spring (platform, until 2026-12-31)';
    expect(waived.suppressions[0].justification).toBe(said);
    expect(run.language).toBe(lang);
    expect(run.tool.driver.rules[waived.ruleIndex].id).toBe('recovery/point-is-covered');
  });
  it('gives SARIF of a plan that cannot be read', async () => {
    using dir = tempDir({ 'hanok.plan.ts': 'throw new Error("no luck");' });
    const { out, code } = await runCli(dir.path, ['check', '--format', 'sarif']);
    const log = JSON.parse(out);
    expect(sarifFaults(log)).toEqual([]);
    expect(log.runs[0].results.map((one: { ruleId: string }) => one.ruleId)).toEqual([
      'plan/threw',
    ]);
    expect(code).toBe(1);
  });
  it('gives GitHub one command a finding, with what would end it encoded', async () => {
    using dir = tempDir({
      'a,b:c 100%/hanok.plan.ts': PLAN,
    });
    const { out } = await runCli(dir.path, [
      'check',
      '--format',
      'github',
      '--plan',
      'a,b:c 100%/hanok.plan.ts',
    ]);
    const lines = out.trimEnd().split('\n');
    expect(
      lines.every((line) =>
        /^::(error|warning|notice) file=[^,:]+,line=\d+,title=[^,:]+::/.test(line),
      ),
    ).toBe(true);
    expect(lines.find((line) => line.includes('point-is-covered'))).toBe(
      '::error file=a%2Cb%3Ac 100%25/hanok.plan.ts,line=14,title=recovery/point-is-covered::copies are 24 h apart, so up to 24 h are lost: 24 × the recovery point of 1 h (staging, production)%0A→ Archive continuously (`continuous: true`), or copy at least as often as the recovery point.',
    );
  });
  it('knows no other format', async () => {
    using dir = tempDir(files);
    expect(await runCli(dir.path, ['check', '--format', 'xml'])).toMatchObject({
      code: 2,
      out: '',
    });
  });
});

describe('--fail-on', () => {
  it.each([
    ['error', 0],
    ['warning', 1],
    ['info', 1],
  ])('decides from %s on that the answer is no', async (severity, expected) => {
    using dir = tempDir({
      'hanok.plan.ts': `import { definePlan, waive } from 'hanok';\nexport default definePlan('shop', {\n  asOf: '2026-11-20', roots: [],\n  waivers: [waive({ rule: 'recovery/point-is-covered', reason: 'none', until: '2026-12-31' })],\n});\n`,
    });
    expect((await runCli(dir.path, ['check', '--fail-on', severity])).code).toBe(expected);
  });
});

describe('a profile', () => {
  it('of the plan or of the command line gives rules other severities', async () => {
    using dir = tempDir(withMore(`profiles: ['prototype'],`));
    const { out } = await runCli(dir.path, ['check']);
    expect(blockOf(out, 'recovery/point-is-covered')).toMatch(
      /^note\[recovery\/point-is-covered\]/,
    );
    expect(out).toContain('profiles: prototype');
    const strict = await runCli(dir.path, ['check', '--profile', 'strict']);
    expect(blockOf(strict.out, 'recovery/point-is-covered')).toMatch(/^error/);
  });
  it('that the plan names and nobody knows is a finding with its nearest name', async () => {
    using dir = tempDir(withMore(`profiles: ['gdrp'],`));
    const { out, code } = await runCli(dir.path, ['check']);
    expect(blockOf(out, 'check/unknown-profile')).toContain("help: Write 'gdpr'.");
    expect(code).toBe(1);
  });
  it('that the command line names and nobody knows is a wrong command line', async () => {
    using dir = tempDir(files);
    const ran = await runCli(dir.path, ['check', '--profile', 'gdrp']);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain("Did you mean 'gdpr'?");
  });
});

describe('a baseline', () => {
  const write = (folder: string, ...more: string[]) =>
    runCli(folder, ['check', '--write-baseline', 'known.json', ...more]);
  const read = (folder: string, ...more: string[]) =>
    runCli(folder, ['check', '--baseline', 'known.json', ...more]);

  it('hides what was there, says how many, and still fails on what is new', async () => {
    using dir = tempDir(files);
    expect((await write(dir.path)).code).toBe(0);
    const { out, code } = await read(dir.path);
    expect(out).toMatch(/^shop \/ staging: 0 errors, 0 warnings, 0 notes, \d+ in the baseline\n/);
    expect(code).toBe(0);
    const plan = join(dir.path, 'hanok.plan.ts');
    writeFileSync(plan, PLAN.replace("restsIn: ['KR'], ", ''));
    const after = await read(dir.path);
    expect(after.code).toBe(1);
    expect(after.out).toContain('residency/personal-data-has-a-place');
    expect(after.out).not.toContain('recovery/point-is-covered');
  });
  it('holds when lines move, and not when a fact changes', async () => {
    using dir = tempDir(files);
    await write(dir.path);
    const plan = join(dir.path, 'hanok.plan.ts');
    writeFileSync(plan, PLAN.replace('const room', '\n\n// moved\nconst room'));
    expect((await read(dir.path)).code).toBe(0);
    writeFileSync(plan, PLAN.replace("point: '1 h'", "point: '2 h'"));
    const { out, code } = await read(dir.path);
    expect(code).toBe(1);
    expect(out).toContain('error[recovery/point-is-covered]');
    expect(out).toContain('note[check/baseline-unmatched]');
    expect(out).toContain('known.json:');
  });
  it('is the same text twice, sorted, and keeps the environments that were not looked at', async () => {
    using dir = tempDir(files);
    await write(dir.path);
    const text = () => readFileSync(join(dir.path, 'known.json'), 'utf8');
    const first = text();
    await write(dir.path, '--env', 'staging');
    expect(text()).toBe(first);
    const { version, entries } = JSON.parse(first);
    expect(version).toBe(1);
    const keys = entries.map((one: Loose) => `${one.rule} ${one.path} ${one.fingerprint}`);
    expect(keys).toEqual([...keys].sort());
    expect(entries[0].environments).toEqual(['production', 'staging']);
    expect(readdirSync(dir.path).sort()).toEqual(['document.md', 'hanok.plan.ts', 'known.json']);
  });
  it.each([
    ['is cut short', (text: string) => text.slice(0, text.length / 2), 'app/baseline-unreadable'],
    ['is something else', () => '{"version": 1}', 'app/baseline-unreadable'],
    [
      'is of a later version',
      () => '{"version": 2, "entries": []}',
      'app/baseline-of-another-version',
    ],
  ])('that %s is refused, and left as it is when it would be replaced', async (_, damage, code) => {
    using dir = tempDir(files);
    await write(dir.path);
    const file = join(dir.path, 'known.json');
    const damaged = damage(readFileSync(file, 'utf8'));
    writeFileSync(file, damaged);
    for (const ran of [await read(dir.path), await write(dir.path)]) {
      expect(ran).toMatchObject({ code: 3, out: '' });
      expect(ran.err).toContain(code);
    }
    expect(readFileSync(file, 'utf8')).toBe(damaged);
  });
  it('that is not there is refused', async () => {
    using dir = tempDir(files);
    expect((await read(dir.path)).err).toContain('app/baseline-missing');
  });
  it('is not made of a plan that cannot be read', async () => {
    using dir = tempDir({ 'hanok.plan.ts': 'throw new Error("no luck");' });
    expect((await write(dir.path)).err).toContain('app/plan-has-findings');
    expect(existsSync(join(dir.path, 'known.json'))).toBe(false);
  });
});
