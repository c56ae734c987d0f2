import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '#kernel';
import { type LedgerStore, parse, toEntry } from '#ledger';
import { appendWhole, takeLock } from '#runtime';
import { systemClock } from './system-clock.ts';

/** The chain in a file of JSON lines, added to by one process at a time. */
export function ledgerFile(path: string): LedgerStore {
  return {
    lines: () =>
      existsSync(path)
        ? readFileSync(path, 'utf8')
            .split('\n')
            .filter((line) => line !== '')
        : [],
    async append(next) {
      mkdirSync(dirname(path), { recursive: true });
      const lock = await holdLock(`${path}.lock`);
      try {
        const last = settleTail(path);
        write(path, next(last));
      } finally {
        lock.release();
      }
    },
  };
}

const isTaken = (cause: unknown): boolean =>
  cause instanceof Failure && cause.code === 'runtime/already-supervised';

async function holdLock(path: string): Promise<{ release(): void }> {
  const until = systemClock.now() + 5_000;
  for (;;) {
    try {
      return takeLock(path);
    } catch (cause) {
      if (!isTaken(cause) || systemClock.now() > until) throw cause;
      await systemClock.sleep(10);
    }
  }
}

/**
 * The last line. One cut short by a crash was never acknowledged: its bytes are kept beside the
 * ledger, and an entry says so.
 */
function settleTail(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf(10) + 1;
  const lines = bytes
    .subarray(0, end)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
  const last = lines.at(-1);
  if (end === bytes.length) return last;
  appendFileSync(`${path}.torn`, bytes.subarray(end));
  truncateSync(path, end);
  const torn = toEntry(
    { at: systemClock.now(), kind: 'torn-tail', by: 'hanok', body: { bytes: bytes.length - end } },
    last === undefined ? undefined : parse(last),
  );
  write(path, JSON.stringify(torn));
  return JSON.stringify(torn);
}

const write = (path: string, line: string): void => appendWhole(path, line, 0o600);
