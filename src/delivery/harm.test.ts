import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seeded } from '#kernel';
import { harmOf, isRefutable, logEvidence, unitsToRefute } from './harm.ts';
import type { BadAtWeight, Measured, SideCounts } from './measure.ts';

const at10 = (candidate: number, stable = 0): BadAtWeight[] => [{ weight: 10, candidate, stable }];
const e = (bad: readonly BadAtWeight[], rho?: number): number => Math.exp(logEvidence(bad, rho));

/** The integral itself, by Simpson's rule in ln θ on a grid of 20,000 cells. */
function integrated(bad: readonly BadAtWeight[], rho = 1): number {
  const cells = 20_000;
  const width = Math.log(100) / cells;
  const at = (index: number): number => {
    const theta = rho * Math.exp(index * width);
    const q = (w: number, ratio: number): number => (w * ratio) / (w * ratio + 1 - w);
    return bad.reduce((product, { weight, candidate, stable }) => {
      const w = weight / 100;
      const [here, nothing] = [q(w, theta), q(w, rho)];
      return product * (here / nothing) ** candidate * ((1 - here) / (1 - nothing)) ** stable;
    }, 1);
  };
  let sum = at(0) + at(cells);
  for (let index = 1; index < cells; index += 1) sum += at(index) * (index % 2 === 1 ? 4 : 2);
  return sum / 3 / cells;
}

it.each([
  ['one bad candidate unit', at10(1)],
  ['two', at10(2)],
  ['three', at10(3)],
  ['four', at10(4)],
  ['six beside eight of stable', at10(6, 8)],
  ['two weights', [...at10(3, 4), { weight: 50, candidate: 5, stable: 2 }]],
])('agrees with direct integration: %s', (_, bad) => {
  expect(Math.abs(e(bad) / integrated(bad) - 1)).toBeLessThan(0.001);
});

it('agrees with direct integration at a null ratio above 1', () => {
  expect(Math.abs(e(at10(5, 3), 2) / integrated(at10(5, 3), 2) - 1)).toBeLessThan(0.001);
});

it('computes the first bad unit by hand', () => {
  // E₁ = (1/ln 100) ∫ dθ / (wθ + 1 − w) = ln(100w + 1 − w) / (w ln 100), w = 0.1.
  expect(e(at10(1))).toBeCloseTo(Math.log(10.9) / (0.1 * Math.log(100)), 2);
});

it('refutes a total failure at weight 10 with the third bad unit', () => {
  expect(e(at10(2))).toBeLessThan(100);
  expect(e(at10(3))).toBeGreaterThan(100);
});

it('learns nothing at weights 0 and 100', () => {
  const nothing = [0, 100].map((weight) => ({ weight, candidate: 50, stable: 1 }));
  expect(logEvidence(nothing)).toBeCloseTo(0, 12);
});

it('stays finite for millions of bad units', () => {
  expect(Number.isFinite(logEvidence(at10(1_000_000, 10)))).toBe(true);
  expect(Number.isFinite(logEvidence(at10(10, 1_000_000)))).toBe(true);
});

const steps = fc.array(
  fc.record({
    weight: fc.integer({ min: 1, max: 99 }),
    candidate: fc.nat(300),
    stable: fc.nat(300),
  }),
  { minLength: 1, maxLength: 4 },
);

it('never falls by a bad unit of the candidate, at any null ratio', () => {
  fc.assert(
    fc.property(steps, fc.double({ min: 1, max: 5, noNaN: true }), (bad, rho) => {
      const [first, ...rest] = bad as [BadAtWeight, ...BadAtWeight[]];
      const more = [{ ...first, candidate: first.candidate + 1 }, ...rest];
      expect(logEvidence(more, rho)).toBeGreaterThanOrEqual(logEvidence(bad, rho) - 1e-9);
    }),
  );
});

it('never rises by a bad unit of stable', () => {
  fc.assert(
    fc.property(steps, (bad) => {
      const [first, ...rest] = bad as [BadAtWeight, ...BadAtWeight[]];
      const more = [{ ...first, stable: first.stable + 1 }, ...rest];
      expect(logEvidence(more)).toBeLessThanOrEqual(logEvidence(bad) + 1e-9);
    }),
  );
});

it('does not care about the order or the splitting of steps', () => {
  fc.assert(
    fc.property(steps, (bad) => {
      const halves = bad.flatMap((step) => [
        { ...step, stable: 0 },
        { ...step, candidate: 0 },
      ]);
      expect(logEvidence(halves.reverse())).toBeCloseTo(logEvidence(bad), 6);
    }),
  );
});

it('has mean exactly 1 after a bad unit, whatever came before (martingale)', () => {
  fc.assert(
    fc.property(steps, (bad) => {
      const [first, ...rest] = bad as [BadAtWeight, ...BadAtWeight[]];
      const w = first.weight / 100;
      const before = logEvidence(bad);
      const onCandidate = logEvidence([{ ...first, candidate: first.candidate + 1 }, ...rest]);
      const onStable = logEvidence([{ ...first, stable: first.stable + 1 }, ...rest]);
      const mean = w * Math.exp(onCandidate - before) + (1 - w) * Math.exp(onStable - before);
      expect(mean).toBeCloseTo(1, 8);
    }),
  );
});

it('has a mean of 1 over simulated innocent rollouts, and crosses 100 in fewer than one in a hundred', () => {
  const random = seeded(7);
  const runs = 4_000;
  let sum = 0;
  let crossed = 0;
  for (let run = 0; run < runs; run += 1) {
    const counts = { weight: 50, candidate: 0, stable: 0 };
    let peak = 0;
    for (let unit = 0; unit < 12; unit += 1) {
      counts[random() < 0.5 ? 'candidate' : 'stable'] += 1;
      peak = Math.max(peak, e([counts]));
    }
    sum += e([counts]);
    if (peak >= 100) crossed += 1;
  }
  expect(Math.abs(sum / runs - 1)).toBeLessThan(0.35);
  expect(crossed / runs).toBeLessThan(0.01);
});

const side = (units: number, bad: Record<string, number>): SideCounts => ({
  units,
  maturedUnits: 0,
  requests: units,
  bad,
  maturedBad: {},
});
const two = (a: number, b: number): Measured => ({
  steps: [{ weight: 10, stable: side(40, { a: 0, b: 0 }), candidate: side(5, { a, b }) }],
});

it('shares α between predicates: the largest weighted E decides, not the sum', () => {
  const harm = harmOf(two(3, 3), ['a', 'b']);
  expect(harm.decisive).toBeCloseTo(logEvidence(at10(3)) - Math.log(2), 9);
  expect(harm.mixed).toBeCloseTo(logEvidence(at10(3)), 9);
});

it('shows why: the sum of two martingales over the same units can have a mean of 1.5', () => {
  // Units x and y at weight 50, each bet doubles or loses all. Both are bad by a in the order x, y,
  // then by b in the order y, x. The watcher of both stops on what b has yet to be told.
  const win = (coin: boolean): number => (coin ? 2 : 0);
  const stopped = [true, false].flatMap((x) =>
    [true, false].map((y) => {
      const a = win(x) * win(y);
      const b = y ? win(y) * (x ? win(x) : 1) : 1;
      return (a + b) / 2;
    }),
  );
  expect(stopped).toEqual([4, 0.5, 1, 0.5]);
  expect(stopped.reduce((sum, value) => sum + value, 0) / 4).toBe(1.5);
});

it('knows from how many units on a total failure could be refuted', () => {
  const empty: Measured = { steps: [] };
  const needed = unitsToRefute(empty, 1, 10) as number;
  expect(needed).toBe(3);
  expect(isRefutable(two(0, 0), 1)).toBe(true);
  expect(unitsToRefute(two(0, 0), 1, 10)).toBe(0);
  expect(unitsToRefute(empty, 1, 100)).toBeUndefined();
  expect(unitsToRefute(empty, 1, 50)).toBeGreaterThan(6);
});
