import { createClient } from 'redis';
import { type Log, reasonOf } from '../log.ts';

export type Redis = ReturnType<typeof openRedis>;

/**
 * Connects in the background and again after every loss. Commands fail at once while there is no
 * connection: a prediction must not wait for a cache.
 */
export function openRedis(url: string, log: Log) {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: 2_000, reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, 500) },
  });
  let lost = false;
  client.on('error', (error) => {
    if (!lost) log('warn', 'redis connection lost', { reason: reasonOf(error) });
    lost = true;
  });
  client.on('ready', () => {
    lost = false;
  });
  client.connect().catch(() => {
    // Each attempt is reported by the 'error' event; this promise only ends with the client.
  });
  return client;
}
