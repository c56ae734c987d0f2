import { Pool } from 'pg';
import { type Log, reasonOf } from '../log.ts';

/** A lost connection is an entry in the log, not the end of the service: the pool opens another. */
export function openPool(url: string, log: Log): Pool {
  const pool = new Pool({
    connectionString: url,
    max: 6,
    connectionTimeoutMillis: 2_000,
    query_timeout: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  });
  pool.on('error', (error) => log('warn', 'database connection lost', { reason: reasonOf(error) }));
  return pool;
}
