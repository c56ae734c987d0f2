import { createHash } from 'node:crypto';
import type { Prediction } from '../predictor.ts';
import type { Window } from '../window.ts';
import { inTime } from './in-time.ts';
import type { Redis } from './redis.ts';

/** A phone that resends after a lost answer does so within seconds. */
const KEEP_MS = 5_000;

export interface WindowCache {
  /** Undefined on a miss, and without Redis. */
  find(window: Window, modelVersion: string): Promise<Prediction | undefined>;
  /** Keeps in the background. */
  keep(window: Window, prediction: Prediction): void;
}

/** Keyed by release too: one release must never answer with what another one computed. */
export function openWindowCache(redis: Redis, release: string): WindowCache {
  const keyOf = (window: Window, version: string) => {
    const bytes = new Uint8Array(window.buffer, window.byteOffset, window.byteLength);
    const digest = createHash('sha256').update(bytes).digest('base64url');
    return `window:${release}:${version}:${digest}`;
  };
  return {
    async find(window, modelVersion) {
      const text = await inTime(redis.get(keyOf(window, modelVersion))).catch(() => null);
      return text === null ? undefined : (JSON.parse(text) as Prediction);
    },
    keep(window, prediction) {
      redis
        .set(keyOf(window, prediction.modelVersion), JSON.stringify(prediction), {
          expiration: { type: 'PX', value: KEEP_MS },
        })
        .catch(() => {
          // The next such window is computed again.
        });
    },
  };
}
