import type { RateLimit } from '../settings.ts';

export interface Allowance {
  readonly allowed: boolean;
  /** Until the window ends. */
  readonly retryAfterMs: number;
}

/** Counts one use of a key whose count ends `perMs` after the first: resolves with [count, ms left]. */
export type CountUse = (key: string, perMs: number) => Promise<readonly [number, number]>;

export interface RateLimiter {
  take(key: string, limit: RateLimit): Promise<Allowance>;
}

/**
 * A fixed window for each key. Without Redis it stays open: losing the limit for a moment harms less
 * than refusing every prediction. `onBlind` is called each time, so that it shows as a metric.
 */
export function openRateLimiter(count: CountUse, onBlind: () => void): RateLimiter {
  return {
    async take(key, { count: most, perMs }) {
      try {
        const [used, leftMs] = await count(`rate:${key}:${perMs}`, perMs);
        return { allowed: used <= most, retryAfterMs: Math.max(0, leftMs) };
      } catch {
        onBlind();
        return { allowed: true, retryAfterMs: 0 };
      }
    },
  };
}
