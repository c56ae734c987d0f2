import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { filesOf, type ReleaseSource, readRelease, storeRelease } from './release-store.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hanok-'));
  mkdirSync(join(root, 'build', 'lib'), { recursive: true });
  writeFileSync(join(root, 'build', 'main.js'), 'main');
  writeFileSync(join(root, 'build', 'lib', 'part.js'), 'part');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A change of the build, and of nothing else. */
function write(name: string, text: string, mode = 0o644): Partial<ReleaseSource> {
  writeFileSync(join(root, 'build', name), text);
  chmodSync(join(root, 'build', name), mode);
  return {};
}

const homeOf = (digest: string) => join(root, 'releases', digest);
const store = (over: Partial<ReleaseSource> = {}) =>
  storeRelease(
    {
      service: 'web',
      folder: join(root, 'build'),
      ignore: [],
      command: ['node', 'main.js'],
      configuration: { A: '1' },
      secrets: { key: 1 },
      ...over,
    },
    homeOf,
  );

it('is the same release when everything of it is the same, and its copy cannot be written', () => {
  const release = store();
  expect(store()).toEqual(release);
  expect(readRelease(homeOf(release.digest))).toEqual(release);
  const copy = join(filesOf(homeOf(release.digest)), 'lib', 'part.js');
  expect(readFileSync(copy, 'utf8')).toBe('part');
  expect(statSync(copy).mode & 0o222).toBe(0);
});

it.each<[string, () => Partial<ReleaseSource>]>([
  ['a file', () => write('main.js', 'changed')],
  ['a new file', () => write('more.js', '')],
  ['whether a file runs', () => write('main.js', 'main', 0o755)],
  ['the command', () => ({ command: ['node', 'other.js'] })],
  ['the configuration', () => ({ configuration: { A: '2' } })],
  ['the version of a secret', () => ({ secrets: { key: 2 } })],
])('is another release when %s changes', (_, change) => {
  const before = store().digest;
  expect(store(change()).digest).not.toBe(before);
});

it('never holds an .env file, a repository, tests, or what the plan ignores', () => {
  for (const name of ['.env', '.env.production', 'main.test.ts', 'notes.md'])
    writeFileSync(join(root, 'build', name), 'secret');
  mkdirSync(join(root, 'build', '.git'));
  writeFileSync(join(root, 'build', '.git', 'config'), 'secret');
  expect(Object.keys(store({ ignore: ['*.md'] }).files)).toEqual([
    join('lib', 'part.js'),
    'main.js',
  ]);
});

it('replaces a copy that was cut short', () => {
  const { digest } = store();
  rmSync(homeOf(digest), { recursive: true });
  mkdirSync(`${homeOf(digest)}.draft`, { recursive: true });
  expect(existsSync(join(filesOf(homeOf(store().digest)), 'main.js'))).toBe(true);
});

it('refuses an empty or a missing folder with what to do', () => {
  mkdirSync(join(root, 'empty'));
  expect(() => store({ folder: join(root, 'empty') })).toThrow(
    expect.objectContaining({ code: 'runtime/release-empty' }),
  );
  expect(() => store({ folder: join(root, 'nowhere') })).toThrow(
    expect.objectContaining({ code: 'runtime/release-unreadable' }),
  );
});
