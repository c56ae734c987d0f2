import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { files, PLAN, WAIVED } from '../support/shop-plan.ts';
import { tempDir } from '../support/temp-dir.ts';

const POINT_EN = `error[recovery/point-is-covered]: copies are 24 h apart, so up to 24 h are lost: 24 × the recovery point of 1 h
  --> hanok.plan.ts:14 (parts.articles.backup) in staging, production
14 |     says(
15 |       'document.md:2',
16 |       claim.of(articles, { backup: { full: daily('02:00', 'Asia/Seoul'), keep: '30 d', encrypted: true } }),
17 |     ),
   |     ${'^'.repeat(103)}
with: hanok.plan.ts:5
 5 | export default definePlan('shop', {
   | ${'-'.repeat(32)}
document: document.md:2
 2 | - The database is copied every night. 데이터베이스를 매일 밤 복사한다.
help: Archive continuously (\`continuous: true\`), or copy at least as often as the recovery point.`;

const blockOf = (out: string, code: string) =>
  out.split('\n\n').find((block) => block.includes(`[${code}]`));

describe('hanok check for people', () => {
  it('tells a finding once, with its line, what it cannot agree with, the document and the repair', async () => {
    using dir = tempDir(files);
    const { out, code } = await runCli(dir.path, ['check']);
    expect(blockOf(out, 'recovery/point-is-covered')).toBe(POINT_EN);
    expect(out).toMatch(/shop \/ staging: \d+ errors, .*\nshop \/ production: \d+ errors/);
    expect(code).toBe(1);
  });
  it('shows less, and nothing wrong, where the document is not there', async () => {
    using dir = tempDir({ 'hanok.plan.ts': PLAN });
    const { out } = await runCli(dir.path, ['check', '--env', 'production']);
    const block = blockOf(out, 'recovery/point-is-covered');
    expect(block).toContain('document: document.md:2\nhelp: ');
    expect(block).not.toContain(' in production');
  });
  it('speaks Korean in every word of its own', async () => {
    using dir = tempDir(files);
    const { out } = await runCli(dir.path, ['check', '--lang', 'ko']);
    const block = blockOf(out, 'recovery/point-is-covered') ?? '';
    expect(block.split('\n')[0]).toBe(
      '오류[recovery/point-is-covered]: 사본 간격이 24 h이라 최대 24 h 분량을 잃는다. 복구 시점 목표(RPO) 1 h의 24배다',
    );
    for (const word of ['환경: staging', '함께 걸린 줄:', '문서:', '고치는 법:'])
      expect(block).toContain(word);
  });
  it('never shows what looks like a secret, though it shows the line', async () => {
    using dir = tempDir({
      'hanok.plan.ts': `import { definePlan, service } from 'hanok';\nconst web = service('web', { configuration: { DB_PASSWORD: 'correct-horse' } });\nexport default definePlan('shop', { asOf: '2026-11-20', roots: [web] });\n`,
    });
    for (const format of ['text', 'json', 'sarif', 'github']) {
      const { out } = await runCli(dir.path, ['check', '--format', format]);
      expect(out).toContain('security/no-literal-secret');
      expect(out).not.toContain('correct-horse');
    }
  });
  it('does not read a file outside the folder of the plan, whatever a statement cites', async () => {
    using dir = tempDir({
      'outside.md': 'not for you\n',
      'plans/hanok.plan.ts': PLAN.replace('document.md:2', '../outside.md:1'),
    });
    const { out } = await runCli(join(dir.path, 'plans'), ['check', '--json']);
    expect(out).toContain('../outside.md:1');
    expect(out).not.toContain('not for you');
  });
  it('says who waived what, until when and why', async () => {
    using dir = tempDir(WAIVED);
    const { out } = await runCli(dir.path, ['check', '--env', 'staging']);
    expect(out).toContain(
      'waived[recovery/point-is-covered]: parts.articles.backup, until 2026-12-31, platform: moved in spring (hanok.plan.ts:19)',
    );
    expect(out).toMatch(/shop \/ staging: .*, 1 waived\n/);
    const { out: ko } = await runCli(dir.path, ['check', '--env', 'staging', '--lang', 'ko']);
    expect(ko).toContain('2026-12-31까지, 담당 platform: moved in spring');
  });
});

it('never colours what is no terminal', async () => {
  using dir = tempDir(files);
  const { out } = await runCli(dir.path, ['check']);
  expect(stripVTControlCharacters(out)).toBe(out);
});
