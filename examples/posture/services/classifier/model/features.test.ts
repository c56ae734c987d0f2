import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AXES, SAMPLES } from '../window.ts';
import { FEATURE_NAMES, featuresOf } from './features.ts';

const windowOf = (value: (row: number, axis: number) => number) =>
  Float64Array.from({ length: SAMPLES * AXES }, (_, i) => value(Math.floor(i / AXES), i % AXES));

/** Each axis takes the place of another one: x of y, y of z, z of x. */
const TURNED = [1, 2, 0, 4, 5, 3];

const named = (window: Float64Array) => {
  const values = featuresOf(window);
  return Object.fromEntries(FEATURE_NAMES.map((name, i) => [name, values[i]]));
};

const anyWindow = fc
  .array(fc.double({ min: -16, max: 16, noNaN: true }), {
    minLength: SAMPLES * AXES,
    maxLength: SAMPLES * AXES,
  })
  .map((values) => Float64Array.from(values));

describe('the features of a window', () => {
  it('have a name each and no name twice', () => {
    expect(new Set(FEATURE_NAMES).size).toBe(featuresOf(windowOf(() => 0)).length);
  });

  it('of an upright sensor at rest say gravity and nothing else', () => {
    const still = named(windowOf((_, axis) => (axis === 0 ? 1 : 0)));
    expect(still['ax.mean']).toBe(1);
    expect(still['ax.energy']).toBe(1);
    expect(still['acc.sma']).toBe(1);
    expect(still['gravity.angle.x']).toBe(0);
    expect(still['gravity.angle.y']).toBeCloseTo(Math.PI / 2);
    expect(still['ax.sd']).toBe(0);
    expect(still['correlation.ax.ay']).toBe(0);
    expect(still['vertical.rhythm']).toBe(0);
  });

  it('of a square wave are those worked out by hand', () => {
    const swing = named(windowOf((row, axis) => (axis === 3 ? (row % 2 === 0 ? 3 : -1) : 0)));
    expect(swing['gx.mean']).toBe(1);
    expect(swing['gx.sd']).toBe(2);
    expect(swing['gx.mad']).toBe(2);
    expect(swing['gx.low']).toBe(2);
    expect(swing['gx.high']).toBe(2);
    expect(swing['gx.iqr']).toBe(4);
    expect(swing['gx.energy']).toBe(5);
    expect(swing['gx.jerk.size']).toBe(4);
    expect(swing['gyro.sma']).toBe(2);
  });

  it('find the step time of a swing along gravity', () => {
    const step = (row: number) => 0.3 * Math.sin((2 * Math.PI * row) / 25);
    const walk = named(windowOf((row, axis) => (axis === 0 ? 1 + step(row) : 0)));
    expect(walk['vertical.period']).toBe(25);
    expect(walk['vertical.rhythm']).toBeGreaterThan(0.7);
  });

  it('are finite for every window of finite numbers', () => {
    fc.assert(
      fc.property(anyWindow, (window) => featuresOf(window).every(Number.isFinite)),
      { numRuns: 25 },
    );
  });

  it('along and across gravity do not depend on which way the axes lie', () => {
    const turned = (window: Float64Array) =>
      window.map((_, i) => window[i - (i % AXES) + (TURNED[i % AXES] ?? 0)] as number);
    const free = FEATURE_NAMES.map((name, i) => [name, i] as const).filter(
      ([name]) => /^(vertical|horizontal|acc|gyro)\./.test(name) && !name.endsWith('period'),
    );
    fc.assert(
      fc.property(anyWindow, (window) => {
        const [before, after] = [featuresOf(window), featuresOf(turned(window))];
        for (const [, i] of free) expect(after[i]).toBeCloseTo(before[i] as number, 6);
      }),
      { numRuns: 20 },
    );
  });
});
