import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../state-file.ts';
import { exchange } from '../supervisor/probe.ts';
import type { Recipe } from '../supervisor/recipe.ts';

export interface RedisSpec {
  readonly name: string;
  /** Bytes; 0 leaves it unlimited. */
  readonly memory: number;
  readonly eviction: string | undefined;
  readonly persistent: boolean;
  readonly data: string;
  readonly log: string;
  readonly password: string;
  readonly env: Readonly<Record<string, string>>;
}

const EVICTION: Readonly<Record<string, string>> = {
  none: 'noeviction',
  'least-recent': 'allkeys-lru',
  'with-expiry': 'volatile-lru',
};

/** How services reach it. */
export const redisUrl = (password: string, port: number): string =>
  `redis://:${encodeURIComponent(password)}@127.0.0.1:${port}/0`;

/** The system's redis-server on loopback, behind a password. */
export function redisRecipe(spec: RedisSpec): Recipe {
  const settings = join(spec.data, 'redis.conf');
  return {
    prepare() {
      mkdirSync(spec.data, { recursive: true });
      // In a file, because everybody can read a command line.
      const lines = [
        'bind 127.0.0.1',
        'protected-mode yes',
        `requirepass ${spec.password}`,
        `dir ${JSON.stringify(spec.data)}`,
        `maxmemory ${spec.memory}`,
        `maxmemory-policy ${EVICTION[spec.eviction ?? 'none'] ?? 'noeviction'}`,
        `appendonly ${spec.persistent ? 'yes' : 'no'}`,
        ...(spec.persistent ? [] : ['save ""']),
      ];
      writeWhole(settings, `${lines.join('\n')}\n`, 0o600);
      chmodSync(settings, 0o600);
      return Promise.resolve();
    },
    launch: (port) => ({
      command: ['redis-server', settings, '--port', String(port)],
      folder: spec.data,
      env: spec.env,
      log: spec.log,
    }),
    isReady: async (port) =>
      (await exchange(port, `AUTH ${spec.password}\r\nPING\r\n`)).includes('+OK'),
    stop: { signal: 'SIGTERM', group: false, graceMs: 10_000 },
    startWithinMs: 15_000,
    port: 'fresh',
  };
}
