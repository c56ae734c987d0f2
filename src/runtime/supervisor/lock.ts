import { linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '#kernel';
import { readState } from '../state-file.ts';
import { identify, isAlive, type ProcessIdentity } from './process-identity.ts';

interface LockFile {
  readonly version: 1;
  readonly process: ProcessIdentity;
}

/** Who supervises here, if that process still lives. */
export function supervisorOf(path: string): ProcessIdentity | undefined {
  const known = readState<LockFile>(path, 1);
  return known && isAlive(known.process) ? known.process : undefined;
}

/**
 * Makes this process the only supervisor here. A dead one's lock is taken over; of two that try at
 * once exactly one succeeds, the other fails with runtime/already-supervised.
 */
export function takeLock(path: string): { release(): void } {
  mkdirSync(dirname(path), { recursive: true });
  const own = identify(process.pid);
  if (!own) throw new Error('a running process has no identity');
  const draft = `${path}.${process.pid}.mine`;
  writeFileSync(draft, `${JSON.stringify({ version: 1, process: own } satisfies LockFile)}\n`);
  try {
    if (!tryLink(draft, path)) {
      if (supervisorOf(path)) throw taken();
      // A rename succeeds for one of several: the others find nothing to move.
      const stale = `${path}.stale.${process.pid}`;
      tryRename(path, stale);
      rmSync(stale, { force: true });
      if (!tryLink(draft, path)) throw taken();
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return { release: () => rmSync(path, { force: true }) };
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw cause;
  }
}

function tryRename(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
  }
}

const taken = () =>
  new Failure(
    'runtime/already-supervised',
    { en: 'another supervisor runs this system', ko: '다른 supervisor가 이 시스템을 돌리고 있다' },
    {
      hint: {
        en: 'See it with `hanok status`, or stop it with `hanok down`.',
        ko: '`hanok status`로 보거나 `hanok down`으로 멈춘다.',
      },
      retry: 'later',
    },
  );
