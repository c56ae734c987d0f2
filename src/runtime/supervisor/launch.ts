import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure, withParticle } from '#kernel';
import { onDisk } from '../state-file.ts';
import { identify, isAlive, type ProcessIdentity } from './process-identity.ts';

export interface LaunchSpec {
  readonly command: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Output is appended here: never a pipe, which would die with whoever reads it. */
  readonly log: string;
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
}

/** A process that outlives us. */
export interface Launched {
  readonly identity: ProcessIdentity;
  /** Resolves when it ends, with words for how. */
  readonly ended: Promise<string>;
}

/** Starts a process as the leader of its own session. Fails with runtime/not-started. */
export async function launch(spec: LaunchSpec): Promise<Launched> {
  const log = onDisk(spec.log, () => openLog(spec.log));
  const [program = '', ...words] = spec.command;
  try {
    const child = spawn(program, words, {
      cwd: spec.folder,
      env: { ...spec.env },
      detached: true,
      stdio: ['ignore', log, log],
      ...spec.user,
    });
    const ended = new Promise<string>((done) => {
      child.once('exit', (code, signal) => done(signal ? `signal ${signal}` : `exit code ${code}`));
    });
    await new Promise<void>((done, refuse) => {
      child.once('spawn', done);
      child.once('error', refuse);
    });
    child.unref();
    const identity = identify(child.pid ?? 0);
    // Gone before we could look: still a process that ended, not one that never was.
    return { identity: identity ?? { pid: child.pid ?? 0, began: '', boot: '' }, ended };
  } catch (cause) {
    throw new Failure(
      'runtime/not-started',
      {
        en: `could not start ${program}: ${(cause as Error).message}`,
        ko: `${withParticle(program, '을/를')} 시작하지 못했다: ${(cause as Error).message}`,
      },
      {
        hint: {
          en: 'Check that the program is installed: `hanok doctor`.',
          ko: '프로그램이 설치되어 있는지 확인한다: `hanok doctor`.',
        },
        cause,
      },
    );
  } finally {
    closeSync(log);
  }
}

function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  return openSync(path, 'a', 0o640);
}

/** Resolves when a process that is not our child has ended. */
export async function awaitEnd(identity: ProcessIdentity, signal: AbortSignal): Promise<string> {
  while (!signal.aborted && isAlive(identity)) await pause(200, signal);
  return 'ended while nobody watched';
}

export interface StopSpec {
  readonly signal: NodeJS.Signals;
  /** Whether the signal goes to the whole session: a shell's children too. */
  readonly group: boolean;
  readonly graceMs: number;
}

/** Asks, waits, and then insists. Answers whether it went by itself. Idempotent. */
export async function stopProcess(
  identity: ProcessIdentity,
  { signal, group, graceMs }: StopSpec,
): Promise<boolean> {
  if (!isAlive(identity)) return true;
  send(identity, signal, group);
  const until = Date.now() + graceMs;
  while (isAlive(identity) && Date.now() < until) await pause(20);
  const left = isAlive(identity);
  if (left) {
    send(identity, 'SIGKILL', true);
    while (isAlive(identity)) await pause(10);
  }
  return !left;
}

function send({ pid }: ProcessIdentity, signal: NodeJS.Signals, group: boolean): void {
  try {
    process.kill(group ? -pid : pid, signal);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EPERM') throw notOurs(pid, cause);
    if (code !== 'ESRCH') throw cause;
  }
}

const notOurs = (pid: number, cause: unknown) =>
  new Failure(
    'runtime/not-permitted',
    {
      en: `process ${pid} belongs to another account`,
      ko: `프로세스 ${withParticle(String(pid), '은/는')} 다른 계정의 것이다`,
    },
    {
      hint: {
        en: 'Run the command as the account that raised the system.',
        ko: '시스템을 세운 계정으로 명령을 실행한다.',
      },
      cause,
    },
  );

/** Sleeps; wakes early, without error, when the signal aborts. */
export const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (signal?.aborted) return done();
    const timer = setTimeout(finish, ms);
    function finish(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      done();
    }
    signal?.addEventListener('abort', finish, { once: true });
  });
