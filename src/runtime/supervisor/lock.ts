import { linkSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '#kernel';
import { onDisk, readState, writeState } from '../state-file.ts';
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
  onDisk(path, () => mkdirSync(dirname(path), { recursive: true }));
  const own = identify(process.pid);
  if (!own) throw new Error('a running process has no identity');
  const draft = `${path}.${process.pid}.mine`;
  writeState<LockFile>(draft, { version: 1, process: own });
  try {
    if (!tryLink(draft, path) && !succeed(draft, path)) throw taken();
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    release: () => {
      // Somebody may have swept ours away, and another may stand there by now.
      if (isSame(readState<LockFile>(path, 1)?.process, own)) rmSync(path, { force: true });
    },
  };
}

/**
 * Takes over from a dead holder. Of all who find it dead one gets its succession, which bears the
 * dead one's name; who gets it later finds another holder. So nobody moves a living one's lock away.
 */
function succeed(draft: string, path: string): boolean {
  const dead = readState<LockFile>(path, 1)?.process;
  if (!dead) return tryLink(draft, path);
  if (isAlive(dead)) return false;
  const succession = `${path}.after-${dead.pid}-${dead.began.replace(/\W/g, '')}`;
  if (!claim(draft, succession)) return false;
  try {
    if (!isSame(readState<LockFile>(path, 1)?.process, dead)) return false;
    const next = `${draft}.next`;
    linkSync(draft, next);
    renameSync(next, path);
    return true;
  } finally {
    rmSync(succession, { force: true });
  }
}

/** One who died between two lines of `succeed` must not keep everybody out. */
function claim(draft: string, succession: string): boolean {
  if (tryLink(draft, succession)) return true;
  const holder = readState<LockFile>(succession, 1)?.process;
  if (holder && isAlive(holder)) return false;
  rmSync(succession, { force: true });
  return tryLink(draft, succession);
}

const isSame = (one: ProcessIdentity | undefined, other: ProcessIdentity): boolean =>
  one !== undefined &&
  one.pid === other.pid &&
  one.began === other.began &&
  one.boot === other.boot;

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw cause;
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
