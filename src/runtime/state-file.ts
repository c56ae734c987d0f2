import {
  appendFileSync,
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { Failure, withParticle } from '#kernel';

/** Does something on disk at a path; what the disk says no to is the same Failure everywhere. */
export function onDisk<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw cause instanceof Failure ? cause : notWritten(path, cause as NodeJS.ErrnoException);
  }
}

interface Versioned {
  readonly version: number;
}

/**
 * Writes a file whole or not at all: a reader, and the next start after a crash, sees the old text
 * or the new one. Fails with runtime/disk-full or runtime/not-written; the old file stays.
 */
export function writeWhole(path: string, text: string, mode = 0o644): void {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(draft, 'w', mode);
    try {
      // Not writeSync: on a disk that is nearly full it writes a part, and says so in a number only.
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (cause) {
    attempt(() => rmSync(draft, { force: true }));
    throw notWritten(path, cause as NodeJS.ErrnoException);
  }
}

/**
 * Adds a line to a file, on disk when this returns; all of it or nothing. Fails as `writeWhole` does.
 */
export function appendWhole(path: string, line: string, mode = 0o644): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(path, 'a', mode);
    const { size } = fstatSync(file);
    try {
      appendFileSync(file, `${line}\n`);
      fsyncSync(file);
    } catch (cause) {
      attempt(() => ftruncateSync(file, size));
      throw cause;
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw notWritten(path, cause as NodeJS.ErrnoException);
  }
}

/** Cleaning up after a failure must not hide it. */
function attempt(clean: () => void): void {
  try {
    clean();
  } catch {
    // The failure that brought us here is thrown.
  }
}

export const writeState = <T extends Versioned>(path: string, state: T, mode?: number): void =>
  writeWhole(path, `${JSON.stringify(state, null, 1)}\n`, mode);

/**
 * Reads a state file; `undefined` when there is none. A file cut short or of a later version is a
 * failure and is left as it is: it may be all that knows of running processes.
 */
export function readState<T extends Versioned>(path: string, version: T['version']): T | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unreadable(path, cause);
  }
  const state = parse(path, text);
  if (state.version === version) return state as T;
  throw new Failure(
    'runtime/state-of-another-version',
    {
      en: `${path} is of version ${state.version}; this Hanok writes ${version}`,
      ko: `${path}의 버전은 ${state.version}이고 이 Hanok은 ${withParticle(String(version), '을/를')} 쓴다`,
    },
    {
      hint: {
        en: 'Run the Hanok that wrote it, or `hanok down` with that one first.',
        ko: '그 파일을 쓴 Hanok으로 실행하거나, 먼저 그것으로 `hanok down` 한다.',
      },
    },
  );
}

function parse(path: string, text: string): Versioned {
  try {
    const state = JSON.parse(text) as Versioned | null;
    if (typeof state === 'object' && state !== null && typeof state.version === 'number')
      return state;
  } catch (cause) {
    throw unreadable(path, cause);
  }
  throw unreadable(path, undefined);
}

const unreadable = (path: string, cause: unknown) =>
  new Failure(
    'runtime/state-unreadable',
    { en: `${path} is damaged or cut short`, ko: `${withParticle(path, '이/가')} 깨졌거나 잘렸다` },
    {
      hint: {
        en: 'Run `hanok down`: it finds what runs by its mark, stops it, and sets the file aside.',
        ko: '`hanok down`을 실행한다. 표식으로 실행 중인 것을 찾아 멈추고 그 파일을 치워 둔다.',
      },
      cause,
    },
  );

const isInTheWay = ({ code = '' }: NodeJS.ErrnoException): boolean =>
  ['EEXIST', 'ENOTDIR', 'EISDIR'].includes(code);

function notWritten(path: string, cause: NodeJS.ErrnoException): Failure {
  if (cause.code === 'ENOSPC' || cause.code === 'EDQUOT')
    return new Failure(
      'runtime/disk-full',
      { en: `no space left to write ${path}`, ko: `${withParticle(path, '을/를')} 쓸 공간이 없다` },
      {
        hint: {
          en: 'Free some space and run the command again; nothing was lost.',
          ko: '공간을 비우고 다시 실행한다. 잃은 것은 없다.',
        },
        retry: 'later',
        cause,
      },
    );
  return new Failure(
    'runtime/not-written',
    {
      en: `could not write ${path}: ${cause.message}`,
      ko: `${withParticle(path, '을/를')} 쓰지 못했다: ${cause.message}`,
    },
    {
      hint: isInTheWay(cause)
        ? {
            en: 'A file stands where a folder is to be: name another place, or move it away.',
            ko: '폴더가 있어야 할 자리에 파일이 있다. 다른 곳을 적거나 그 파일을 옮긴다.',
          }
        : { en: 'Check who owns the folder.', ko: '폴더의 소유자를 확인한다.' },
      cause,
    },
  );
}
