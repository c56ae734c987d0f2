import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Histogram } from './histogram.ts';

const latencies = fc.array(fc.double({ min: 0, max: 200_000, noNaN: true }), {
  minLength: 1,
  maxLength: 200,
});

it('errs by at most 1/128 of a quantile, or a microsecond', () => {
  fc.assert(
    fc.property(latencies, fc.constantFrom(0.5, 0.95, 0.99), (values, q) => {
      const histogram = new Histogram();
      for (const value of values) histogram.record(value);
      const sorted = [...values].sort((a, b) => a - b);
      const exact = sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1] as number;
      return Math.abs(histogram.quantile(q) - exact) <= Math.max(exact / 127, 0.001);
    }),
  );
});

it('is the same after a file kept it', () => {
  fc.assert(
    fc.property(latencies, (values) => {
      const one = new Histogram();
      for (const value of values) one.record(value);
      const two = new Histogram();
      two.addSparse(one.toSparse());
      expect(two.toSparse()).toEqual(one.toSparse());
      expect(two.count).toBe(one.count);
    }),
  );
});

it('answers 0 when nothing was recorded', () => {
  expect(new Histogram().quantile(0.99)).toBe(0);
});
