import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decideRestart } from './restart-policy.ts';

const ended = (count: number, everReady = true) =>
  decideRestart(
    { at: Array.from({ length: count }, (_, index) => 1_000 + index), everReady },
    2_000,
  );

it.each([
  [1, 0],
  [2, 200],
  [3, 400],
  [5, 1_600],
  [9, 10_000],
])('restarts after end number %d with a pause of %d ms', (count, afterMs) => {
  expect(ended(count)).toEqual({ do: 'restart', afterMs });
});

it('gives up on what was well and ended ten times in two minutes', () => {
  expect(ended(10)).toMatchObject({ do: 'give-up', ends: 10 });
});

it('gives up after three ends on what never got well, because somebody waits', () => {
  expect(ended(2, false)).toMatchObject({ do: 'restart' });
  expect(ended(3, false)).toMatchObject({ do: 'give-up', ends: 3 });
});

it('does not forgive what never got well for taking long about it', () => {
  expect(decideRestart({ at: [0, 60_000, 120_000], everReady: false }, 180_000)).toMatchObject({
    do: 'give-up',
  });
});

it('forgives ends older than two minutes', () => {
  expect(
    decideRestart({ at: Array.from({ length: 50 }, () => 0), everReady: true }, 120_000),
  ).toEqual({ do: 'restart', afterMs: 0 });
});

it('never waits less after one more recent end', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), (count) => {
      const [fewer, more] = [ended(count), ended(count + 1)];
      expect(fewer.do === 'restart' && more.do === 'restart' && more.afterMs >= fewer.afterMs).toBe(
        true,
      );
    }),
  );
});
