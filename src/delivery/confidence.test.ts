import { expect, it } from 'vitest';
import { seeded } from '#kernel';
import { differenceOf, endsOf, growthToProve, logMixture } from './confidence.ts';
import type { SideCounts, StepCounts } from './measure.ts';

const side = (maturedUnits: number, bad: number): SideCounts => ({
  units: maturedUnits,
  maturedUnits,
  requests: maturedUnits,
  bad: { a: bad },
  maturedBad: { a: bad },
});
const step = (stable: [number, number], candidate: [number, number]): StepCounts => ({
  weight: 50,
  stable: side(...stable),
  candidate: side(...candidate),
});

it('computes the mixture of one unit by hand', () => {
  // B(3/2, 1/2) / B(1/2, 1/2) = 1/2, so M = (1/2) / p.
  expect(logMixture(1, 1, 0.2)).toBeCloseTo(Math.log(0.5 / 0.2), 12);
  expect(logMixture(0, 0, 0.2)).toBeCloseTo(0, 12);
});

it('is a martingale: the mean over the next unit is what it was', () => {
  for (const [bad, units, p] of [
    [0, 5, 0.1],
    [3, 40, 0.1],
    [200, 900, 0.25],
  ] as const) {
    const now = logMixture(bad, units, p);
    const next =
      p * Math.exp(logMixture(bad + 1, units + 1, p) - now) +
      (1 - p) * Math.exp(logMixture(bad, units + 1, p) - now);
    expect(next).toBeCloseTo(1, 7);
  }
});

it('knows nothing without units, and holds the seen share between its ends', () => {
  expect(endsOf(0, 0, 0.05)).toEqual({ lower: 0, upper: 1 });
  const { lower, upper } = endsOf(5, 100, 0.05);
  expect(lower).toBeGreaterThan(0);
  expect(lower).toBeLessThan(0.05);
  expect(upper).toBeGreaterThan(0.05);
  expect(endsOf(0, 100, 0.05).lower).toBe(0);
  expect(endsOf(100, 100, 0.05).upper).toBe(1);
});

it('stands where the mixture reaches the limit', () => {
  const { lower, upper } = endsOf(50, 1_000, 0.025);
  expect(logMixture(50, 1_000, lower)).toBeCloseTo(Math.log(40), 6);
  expect(logMixture(50, 1_000, upper)).toBeCloseTo(Math.log(40), 6);
});

it('covers the share at every look at once in at least 95 of 100 simulated sequences', () => {
  const random = seeded(11);
  const limit = Math.log(1 / 0.05);
  let left = 0;
  for (let run = 0; run < 1_000; run += 1) {
    let bad = 0;
    let isOutside = false;
    for (let units = 1; units <= 400; units += 1) {
      bad += random() < 0.03 ? 1 : 0;
      isOutside ||= logMixture(bad, units, 0.03) >= limit;
    }
    if (isOutside) left += 1;
  }
  expect(left / 1_000).toBeLessThan(0.05);
});

it('bounds the difference by the worse end of each side', () => {
  const found = differenceOf(step([2_000, 10], [2_000, 10]), 'a');
  expect(found?.d).toBeCloseTo((found?.candidate.upper ?? 0) - (found?.stable.lower ?? 0), 12);
  expect(found?.d).toBeGreaterThan(0);
  expect(differenceOf(step([0, 0], [5, 0]), 'a')).toBeUndefined();
});

it('says how much longer a proof takes, or that it never comes', () => {
  expect(growthToProve(step([20_000, 100], [20_000, 100]), 'a', 0.01)).toBe(1);
  const growth = growthToProve(step([200, 1], [200, 1]), 'a', 0.01) as number;
  expect(growth).toBeGreaterThan(3);
  expect(growthToProve(step([200, 1], [200, 20]), 'a', 0.01)).toBeUndefined();
});
