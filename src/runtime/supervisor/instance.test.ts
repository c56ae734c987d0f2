import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Clock } from '#kernel';
import { Instance } from './instance.ts';
import { pause } from './launch.ts';
import type { Recipe } from './recipe.ts';

const clock: Clock = { now: () => Date.now(), sleep: pause };

function tempDir() {
  const path = mkdtempSync(join(tmpdir(), 'hanok-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

async function until(what: string, holds: () => boolean): Promise<void> {
  const end = Date.now() + 5_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await pause(5);
  }
}

const alive = (pid: number | undefined): boolean => {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
};

function instanceOf(folder: string, recipe: Partial<Recipe>) {
  const record = { id: 'one', part: 'one', role: 'store', side: 'stable', port: 0 } as const;
  return new Instance(
    record,
    {
      launch: () => ({
        command: [process.execPath, '-e', 'setInterval(() => undefined, 1_000)'],
        folder,
        env: {},
        log: `${folder}/one.log`,
      }),
      isReady: () => Promise.resolve(true),
      stop: { signal: 'SIGTERM', group: false, graceMs: 2_000 },
      startWithinMs: 5_000,
      port: 'fresh',
      ...recipe,
    },
    { clock, changed: () => undefined },
  );
}

it('an instance that is stopped while it is being prepared is stopped, and starts nothing', async () => {
  using dir = tempDir();
  const prepared = Promise.withResolvers<void>();
  const instance = instanceOf(dir.path, { prepare: () => prepared.promise });
  instance.start();
  const stopped = instance.stop().then(() => 'stopped');
  prepared.resolve();
  const patience = pause(3_000).then(() => 'still waiting');
  expect(await Promise.race([stopped, patience])).toBe('stopped');
  expect(instance.status()).toMatchObject({ state: 'stopped', process: undefined });
});

it('an instance that is stopped at any moment of its start leaves no process', async () => {
  using dir = tempDir();
  for (let after = 0; after < 30; after += 2) {
    const pids = new Set<number>();
    const instance = instanceOf(dir.path, {});
    instance.start();
    await pause(after);
    const stopping = instance.stop();
    const watch = setInterval(() => pids.add(instance.record.process?.pid ?? 0), 1);
    await stopping;
    clearInterval(watch);
    expect(instance.state).toBe('stopped');
    expect([...pids].filter((pid) => pid > 0 && alive(pid))).toEqual([]);
  }
});

it('an instance whose accounts cannot be made at first is started again, not given up alive', async () => {
  using dir = tempDir();
  let times = 0;
  const settle = () => {
    times += 1;
    return times === 1 ? Promise.reject(new Error('the server went away')) : Promise.resolve();
  };
  const instance = instanceOf(dir.path, { settle });
  instance.start();
  await until('it has been settled', () => times === 1);
  const first = instance.record.process?.pid;
  await until('it is ready', () => instance.state === 'ready');
  expect(alive(first)).toBe(false);
  await instance.stop();
});
