import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Principal } from '../identity.ts';
import { type Log, reasonOf } from '../log.ts';

export interface ConnectionHistory {
  /** Notes an opened connection; call what it returns with the close code. Neither ever throws. */
  opened(principal: Principal): (code: number) => void;
  /** Resolves when everything noted so far has been written or given up. */
  settled(): Promise<void>;
}

/** A row without `closed` is a connection that is open, or that ended with its instance. */
export function openConnectionHistory(
  pool: Pool,
  { release, instance, log }: { release: string; instance: string; log: Log },
): ConnectionHistory {
  const pending = new Set<Promise<void>>();
  const track = (work: Promise<unknown>) => {
    const noted = work
      .catch((error) => log('warn', 'connection history not written', { reason: reasonOf(error) }))
      .then(() => {
        pending.delete(noted);
      });
    pending.add(noted);
    return noted;
  };
  return {
    opened({ kind, pseudonym }) {
      const id = randomUUID();
      const inserted = track(
        pool.query(
          `insert into connections (id, pseudonym, kind, opened, release, instance)
           values ($1, $2, $3, $4, $5, $6)`,
          [id, pseudonym, kind, new Date(), release, instance],
        ),
      );
      return (code) => {
        const closed = new Date();
        const update = 'update connections set closed = $2, code = $3 where id = $1';
        void track(inserted.then(() => pool.query(update, [id, closed, code])));
      };
    },
    async settled() {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}
