import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY, HOUR } from '#kernel';
import { BURNS, boundOf, factorOf, PERIOD } from './burn.ts';

it('burns at 14.4, 6, 3 and 1 times the rate that spends the budget in thirty days', () => {
  expect(BURNS.map((burn) => [burn.long, factorOf(burn)])).toEqual([
    [HOUR, 14.4],
    [6 * HOUR, 6],
    [DAY, 3],
    [3 * DAY, 1],
  ]);
});

it('has a short window a twelfth as long as the long one', () => {
  for (const { long, short } of BURNS) expect(short * 12).toBe(long);
});

it('spends exactly the share it says, and the whole budget in the period over its rate', () => {
  const percent = fc.double({ min: 90, max: 99.999, noNaN: true });
  fc.assert(
    fc.property(fc.constantFrom(...BURNS), percent, (burn, availability) => {
      const budget = (1 - availability / 100) * PERIOD;
      const bound = boundOf(burn, availability);
      expect((bound * burn.long) / budget).toBeCloseTo(burn.spends, 9);
      expect((bound * (PERIOD / factorOf(burn))) / budget).toBeCloseTo(1, 9);
    }),
  );
});

it('writes a bound without the tail of a binary fraction', () => {
  expect(BURNS.map((burn) => boundOf(burn, 99.9))).toEqual([0.0144, 0.006, 0.003, 0.001]);
  expect(BURNS.map((burn) => boundOf(burn, 99.5))).toEqual([0.072, 0.03, 0.015, 0.005]);
});
