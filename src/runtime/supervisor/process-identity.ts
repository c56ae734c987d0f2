import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Who a process is. A pid alone is reused; with the moment it began and the boot it began in, it is
 * not. `kill(pid, 0)` is no proof of life either: a zombie answers it.
 */
export interface ProcessIdentity {
  readonly pid: number;
  /** As the system counts it: clock ticks since boot on Linux, a date in words on macOS. */
  readonly began: string;
  readonly boot: string;
}

const onLinux = process.platform === 'linux';

/** Constant while the machine is up. */
export const bootOf = (): string => {
  if (onLinux) return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return execFileSync('sysctl', ['-n', 'kern.boottime'], { encoding: 'utf8' }).trim();
};

let boot: string | undefined;

/** The identity of a living process; `undefined` for none and for a zombie. */
export function identify(pid: number): ProcessIdentity | undefined {
  boot ??= bootOf();
  const began = onLinux ? beganOnLinux(pid) : beganElsewhere(pid);
  return began === undefined ? undefined : { pid, began, boot };
}

export function isAlive(identity: ProcessIdentity): boolean {
  const now = identify(identity.pid);
  return now !== undefined && now.began === identity.began && now.boot === identity.boot;
}

function beganOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name, which may hold anything, ends at the last parenthesis.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function beganElsewhere(pid: number): string | undefined {
  try {
    const printed = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
    }).trim();
    return printed === '' || printed.startsWith('Z') ? undefined : printed.replace(/^\S+\s+/, '');
  } catch {
    return undefined;
  }
}

/**
 * Living processes that carry a mark in their environment: children born just before a crash and
 * not yet recorded, and the children of children. Linux only; elsewhere none is found.
 */
export function findMarked(mark: string): readonly ProcessIdentity[] {
  if (!onLinux) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid && carries(name, mark))
    .flatMap((name) => identify(Number(name)) ?? []);
}

function carries(pid: string, mark: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(mark);
  } catch {
    return false;
  }
}
