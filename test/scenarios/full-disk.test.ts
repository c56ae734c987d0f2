import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { layoutOf, type SystemStatus } from '#runtime';
import { runCli } from '../support/run-cli.ts';
import { marked, until } from '../support/system.ts';
import { COUNTER, counterSystem } from '../support/systems.ts';
import { tempDir } from '../support/temp-dir.ts';

const SIZE = 3 * 2 ** 20;

// A program that writes to its full log dies of that by itself: this one is silent.
const SILENT = COUNTER.replace(/console\.log\(.*\);/, '');

/** A folder on a disk of its own that is soon full; none where this account may not mount. */
function smallDisk() {
  const dir = tempDir();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', dir.path], {
      stdio: 'ignore',
    });
  } catch {
    dir[Symbol.dispose]();
    return undefined;
  }
  return {
    path: dir.path,
    fill: () => {
      try {
        writeFileSync(join(dir.path, 'ballast'), Buffer.alloc(SIZE));
      } catch {
        // Full is what was wanted.
      }
    },
    free: () => rmSync(join(dir.path, 'ballast')),
    [Symbol.dispose]() {
      execFileSync('umount', [dir.path]);
      dir[Symbol.dispose]();
    },
  };
}

it('on a full disk goes on serving, refuses what it could not remember, and recovers', async (context) => {
  using disk = smallDisk();
  if (!disk) return context.skip('this account may not mount a small disk');
  for (const [name, text] of Object.entries(counterSystem({ server: SILENT }))) {
    mkdirSync(dirname(join(disk.path, name)), { recursive: true });
    writeFileSync(join(disk.path, name), text);
  }
  const hanok = (...words: string[]) => runCli(disk.path, words);
  const { mark } = layoutOf(disk.path, 'local');
  try {
    const up = await hanok('up', '--json');
    const address =
      Object.values((JSON.parse(up.out) as { status: SystemStatus }).status.addresses)[0] ?? '';
    writeFileSync(join(disk.path, 'counter', 'server.ts'), SILENT.replace('hello', 'good day'));
    disk.fill();
    for (let i = 0; i < 50; i++) expect((await fetch(address)).status).toBe(200);
    const refused = await hanok('deploy', 'counter');
    expect(refused.code).toBe(3);
    expect(refused.err).toMatch(/space|공간/);
    expect((await fetch(address)).status).toBe(200);
    disk.free();
    await until('it is healthy', async () => (await hanok('status')).code === 0);
    expect((await hanok('ledger', 'verify')).code).toBe(0);
    expect((await hanok('down')).code).toBe(0);
    disk.fill();
    const again = await hanok('up');
    expect(again.code).toBe(3);
    expect(again.err).toMatch(/space/);
    expect(marked(mark)).toEqual([]);
    disk.free();
    expect((await hanok('up')).code).toBe(0);
  } finally {
    await hanok('down');
    for (const pid of marked(mark)) process.kill(pid, 'SIGKILL');
  }
});
