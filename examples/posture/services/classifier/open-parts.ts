import { fileURLToPath } from 'node:url';
import type { Pool } from 'pg';
import { type Log, reasonOf } from './log.ts';
import type { Metrics } from './metrics.ts';
import { loadModels, type Model } from './model/library.ts';
import type { Parts } from './parts.ts';
import { openPredicting } from './predicting.ts';
import type { Settings } from './settings.ts';
import { openAccounts } from './stores/accounts.ts';
import { openActiveModel } from './stores/active-model.ts';
import { openConnectionHistory } from './stores/connections.ts';
import { countIn } from './stores/count-use.ts';
import { inTime } from './stores/in-time.ts';
import { migrate } from './stores/migrate.ts';
import { recordPerformance } from './stores/model-performance.ts';
import { openPool } from './stores/postgres.ts';
import { openPredictionLog } from './stores/prediction-log.ts';
import { openRateLimiter } from './stores/rate-limiter.ts';
import { openRedis, type Redis } from './stores/redis.ts';
import { openWindowCache } from './stores/window-cache.ts';

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));
const RETRY_MS = 500;

interface Given {
  readonly settings: Settings;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly isStopping: () => boolean;
}

/** Waits for the database as long as it takes; a bad model or a changed migration is an error at once. */
export async function openParts(given: Given): Promise<Parts> {
  const { settings, log } = given;
  const models = await loadModels(settings.modelsDir);
  const pool = openPool(settings.predictionsUrl, log);
  const redis = openRedis(settings.sessionsUrl, log);
  await untilReached(pool, given);
  const applied = await migrate(pool, MIGRATIONS);
  if (applied.length > 0) log('info', 'migrations applied', { names: applied.join(' ') });
  await recordPerformance(pool, models.values());
  return assemble(given, { models, pool, redis });
}

interface Opened {
  readonly models: ReadonlyMap<string, Model>;
  readonly pool: Pool;
  readonly redis: Redis;
}

async function assemble(given: Given, { models, pool, redis }: Opened): Promise<Parts> {
  const { settings, log, metrics } = given;
  const { release, instance, rateLimit, identityKey } = settings;
  const active = await openActiveModel(models, { pool, redis, log });
  const blind = metrics.counter('posture_rate_limit_open_total', 'Uses allowed without Redis.');
  const limiter = openRateLimiter(countIn(redis), () => blind.add());
  const cache = openWindowCache(redis, release);
  const predictions = openPredictionLog(pool, { release, log, metrics });
  const connections = openConnectionHistory(pool, { release, instance, log });
  metrics.gauge('posture_model_info', '1 for the version that answers.', () =>
    [...models.values()].map(({ forest: { version }, digest }) => {
      const isActive = version === active.current().forest.version;
      return [{ version, digest }, isActive ? 1 : 0] as const;
    }),
  );
  return {
    models,
    active,
    limiter,
    predictions,
    connections,
    accounts: openAccounts(pool, redis, identityKey),
    predicting: openPredicting({ active, limiter, cache, predictions, rateLimit, metrics }),
    async probe() {
      await inTime(Promise.all([pool.query('select 1'), redis.ping()]));
    },
    async close(withinMs) {
      const left = await predictions.close(withinMs);
      await Promise.race([connections.settled(), wait(withinMs)]);
      await active.close();
      if (redis.isOpen) redis.destroy();
      await Promise.race([pool.end(), wait(500)]);
      return left;
    },
  };
}

async function untilReached(pool: Pool, { log, isStopping }: Given): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await pool.query('select 1');
      return;
    } catch (error) {
      if (isStopping()) throw error;
      if (tries === 0) log('warn', 'waiting for the database', { reason: reasonOf(error) });
      await wait(RETRY_MS);
    }
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
