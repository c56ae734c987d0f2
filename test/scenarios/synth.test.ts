import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { tempDir } from '../support/temp-dir.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/gym-face', import.meta.url));
const hanok = (words: readonly string[], env = {}) => runCli(EXAMPLE, words, env);

it('writes the files of a plan, guards them, and says where each line comes from', async () => {
  using folder = tempDir();
  const out = ['--out', folder.path];
  const first = await hanok(['synth', '--target', 'nginx,terraform', ...out]);
  expect([first.code, first.err]).toEqual([0, '']);
  expect(first.out).toContain('+ production/nginx/sites/web.conf');
  expect(readdirSync(folder.path).toSorted()).toEqual([
    'hanok.files.json',
    'production',
    'staging',
  ]);
  const checked = await hanok(['synth', '--target', 'nginx,terraform', '--check', ...out]);
  expect(checked.code).toBe(0);

  const file = join(folder.path, 'production/nginx/sites/web.conf');
  const text = readFileSync(file, 'utf8');
  const line = text.split('\n').findIndex((one) => one.includes('ssl_protocols')) + 1;
  const why = await hanok(['why', `${file}:${line}`, ...out]);
  expect(why.code).toBe(0);
  expect(why.out).toMatch(/^production\/nginx\/sites\/web\.conf:\d+\n {2}ssl_protocols TLSv1\.2/);
  expect(why.out).toMatch(/^from: hanok\.\w+\.ts:\d+ \(parts\.[\w-]+\.tls\.minimum\)$/m);

  writeFileSync(file, `# mine\n${text}`);
  const stale = await hanok(['why', `${file}:${line + 1}`, ...out]);
  expect(stale.out).toContain('tls.minimum');
  expect(stale.out).toContain('differs from what the plan means now');
  const edited = await hanok(['synth', '--target', 'nginx', ...out]);
  expect(edited.code).toBe(1);
  expect(edited.out).toContain('! production/nginx/sites/web.conf  (edited by hand, left alone)');
  expect(readFileSync(file, 'utf8')).toContain('# mine');
  const guarded = await hanok(['synth', '--target', 'nginx', '--check', ...out]);
  expect(guarded.code).toBe(1);
  await hanok(['synth', '--target', 'nginx', '--force', ...out]);
  expect(readFileSync(file, 'utf8')).toBe(text);
});

it('names the files and objectives of a part, in both languages', async () => {
  const english = await hanok(['impact', 'database']);
  expect(english.code).toBe(0);
  expect(english.out).toMatch(/^database: \d+ files$/m);
  expect(english.out).toMatch(/production\/terraform\/seoul\/stores\.tf\.json {2}\d+ lines/);
  expect(english.out).toMatch(/^ {2}for: .+\(objectives\.recovery/m);
  const korean = await hanok(['--lang', 'ko', 'impact', 'database']);
  expect(korean.out).toMatch(/^database: 파일 \d+개$/m);
});

it.each([
  [['why', 'nowhere.yaml:1'], 3, 'nowhere.yaml'],
  [['why', 'production/nginx/nginx.conf'], 2, 'FILE:LINE'],
  [['impact', 'databse'], 2, "did you mean 'database'"],
  [['synth', '--target', 'docker', '--env', 'production'], 2, 'for the plan as a whole'],
])('answers %j with a clear error', async (words, code, says) => {
  const ran = await hanok(words);
  expect([ran.code, ran.out]).toEqual([code, '']);
  expect(ran.err.toLowerCase()).toContain(says.toLowerCase());
});
