import type { Pool } from 'pg';
import { type Log, reasonOf } from '../log.ts';
import type { Model } from '../model/library.ts';
import type { Redis } from './redis.ts';

export interface ActiveModel {
  current(): Model;
  /** Chooses for every instance; false for a version this one does not have. */
  choose(version: string, by: string): Promise<boolean>;
  close(): Promise<void>;
}

const CHANNEL = 'posture:active-model';
/** The fallback when a message is lost: every instance still follows within a second. */
const POLL_MS = 800;

const CHOOSE = `
  insert into active_model (version, chosen_by) values ($1, $2)
  on conflict (singleton) do update
  set version = excluded.version, chosen = now(), chosen_by = excluded.chosen_by`;

/** PostgreSQL holds the choice, Redis spreads the word. Nobody having chosen, the newest version answers. */
export async function openActiveModel(
  models: ReadonlyMap<string, Model>,
  { pool, redis, log }: { pool: Pool; redis: Redis; log: Log },
): Promise<ActiveModel> {
  const newest = [...models.values()].at(-1);
  if (!newest) throw new Error('the models folder holds no model');
  let current = newest;

  const refresh = async () => {
    const { rows } = await pool.query<{ version: string }>('select version from active_model');
    const chosen = models.get(rows[0]?.version ?? newest.forest.version);
    // A release may lack a chosen version; it goes on with what it has.
    if (!chosen || chosen === current) return;
    current = chosen;
    log('info', 'model switched', { version: current.forest.version });
  };
  const follow = () =>
    refresh().catch((error) => log('debug', 'active model not read', { reason: reasonOf(error) }));

  await refresh();
  const subscriber = redis.duplicate({ disableOfflineQueue: false });
  subscriber.on('error', () => {
    // The main client reports the same loss; polling goes on meanwhile.
  });
  subscriber
    .connect()
    .then(() => subscriber.subscribe(CHANNEL, follow))
    .catch(() => {});
  const timer = setInterval(follow, POLL_MS);

  return {
    current: () => current,
    async choose(version, by) {
      if (!models.has(version)) return false;
      await pool.query(CHOOSE, [version, by]);
      await refresh();
      await redis.publish(CHANNEL, version).catch(() => 0);
      return true;
    },
    async close() {
      clearInterval(timer);
      if (subscriber.isOpen) subscriber.destroy();
    },
  };
}
