import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sshMachine } from './ssh.ts';

/** A machine that is this one, its shell reached by what stands in for ssh. */
function machine(before = '') {
  const dir = mkdtempSync(join(tmpdir(), 'hanok-ssh-'));
  const program = join(dir, 'ssh');
  writeFileSync(program, `#!/bin/sh\n${before}\nfor last; do :; done\nexec sh -c "$last"\n`);
  chmodSync(program, 0o755);
  return {
    dir,
    ...sshMachine({ destination: 'web' }, program),
    [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }),
  };
}

it('brings a folder whole', async () => {
  using there = machine();
  await there.send(import.meta.dirname, { home: there.dir, into: 'a/b' });
  expect(readdirSync(join(there.dir, 'a/b'))).toEqual(readdirSync(import.meta.dirname));
});

it('leaves nothing of a folder that arrived in part', async () => {
  using there = machine('head -c 100 | { for last; do :; done; exec sh -c "$last"; }; exit');
  await expect(
    there.send(import.meta.dirname, { home: there.dir, into: 'build' }),
  ).rejects.toMatchObject({ code: 'app/ssh-failed' });
  expect(existsSync(join(there.dir, 'build'))).toBe(false);
});

it('makes no home where there is none', async () => {
  using there = machine();
  await expect(
    there.send(import.meta.dirname, { home: join(there.dir, 'none'), into: 'build' }),
  ).rejects.toThrow('did not reach web whole');
  expect(existsSync(join(there.dir, 'none'))).toBe(false);
});

it('ends when somebody stops it before everything went over', async () => {
  using there = machine('exec sleep 5');
  const stop = new AbortController();
  const sent = there.send(import.meta.dirname, { home: there.dir, into: 'build' }, stop.signal);
  stop.abort();
  await expect(sent).rejects.toThrow('nothing was delivered');
  expect(existsSync(join(there.dir, 'build'))).toBe(false);
});
