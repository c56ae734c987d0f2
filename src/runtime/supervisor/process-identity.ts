import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

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

/** How a process of a system is known when it is on no record. */
export interface Marks {
  /** `NAME=value` in its environment. */
  readonly mark: string;
  /** Where its stores work. Redis and PostgreSQL write their title over their environment. */
  readonly stores: readonly string[];
}

const STORES = ['postgres', 'redis-server'];

/**
 * Living processes that carry a mark: children born just before a crash and not yet recorded, and
 * the children of children. Linux only; elsewhere none is found.
 */
export function findMarked({ mark, stores }: Marks): readonly ProcessIdentity[] {
  if (!onLinux) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => carries(name, mark) || isStoreIn(name, stores))
    .flatMap((name) => identify(Number(name)) ?? []);
}

const carries = (pid: string, mark: string): boolean =>
  attempt(() => readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(mark)) ?? false;

/** By name too: a person's shell may stand in such a folder. */
function isStoreIn(pid: string, folders: readonly string[]): boolean {
  const name = attempt(() => readFileSync(`/proc/${pid}/comm`, 'latin1').trim());
  if (name === undefined || !STORES.includes(name)) return false;
  const at = attempt(() => readlinkSync(`/proc/${pid}/cwd`)) ?? '';
  return folders.some((folder) => at.startsWith(`${folder}/`));
}

/** A process may end while it is looked at. */
function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** Process, parent, session: as `stat` shows them; undefined where there is none, or no /proc. */
function kinOf(pid: number): { readonly parent: number; readonly session: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [, parent, , session] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return parent === undefined || session === undefined ? undefined : { parent, session };
  } catch {
    return undefined;
  }
}

/** True for a process that leads a session of its own, as everything a supervisor starts does. */
export const isLeader = (pid: number): boolean => kinOf(pid)?.session === pid;

/** A process and its ancestors, nearest first. */
export function lineOf(pid: number): readonly number[] {
  const line: number[] = [];
  for (let one = pid; one > 1 && !line.includes(one); one = kinOf(one)?.parent ?? 0) line.push(one);
  return line;
}
