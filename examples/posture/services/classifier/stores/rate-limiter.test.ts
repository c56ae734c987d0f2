import { describe, expect, it } from 'vitest';
import { readRateLimit } from '../settings.ts';
import { openRateLimiter } from './rate-limiter.ts';

const countingInMemory = () => {
  const counts = new Map<string, number>();
  return async (key: string, perMs: number): Promise<[number, number]> => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return [counts.get(key) as number, perMs / 2];
  };
};

describe('the rate limiter', () => {
  it('allows what the limit says, then names the time left', async () => {
    const limiter = openRateLimiter(countingInMemory(), () => {});
    const limit = { count: 2, perMs: 1_000 };
    await limiter.take('a', limit);
    expect(await limiter.take('a', limit)).toEqual({ allowed: true, retryAfterMs: 500 });
    expect(await limiter.take('a', limit)).toEqual({ allowed: false, retryAfterMs: 500 });
    expect((await limiter.take('b', limit)).allowed).toBe(true);
  });

  it('stays open without its counter, and says so', async () => {
    let blind = 0;
    const count = () => Promise.reject(new Error('gone'));
    const limiter = openRateLimiter(count, () => blind++);
    expect((await limiter.take('a', { count: 1, perMs: 1 })).allowed).toBe(true);
    expect(blind).toBe(1);
  });
});

describe('a rate limit in words', () => {
  it.each([
    ['6000/min', { count: 6_000, perMs: 60_000 }],
    ['10/s', { count: 10, perMs: 1_000 }],
    ['5/h', { count: 5, perMs: 3_600_000 }],
    ['0/s', undefined],
    ['10 per second', undefined],
    ['10/day', undefined],
  ])('%s is read as %o', (words, limit) => {
    expect(readRateLimit(words)).toEqual(limit);
  });
});
