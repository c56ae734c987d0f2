import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sideAt, standing } from './split.ts';

it('spreads identities evenly over [0, 1)', () => {
  const cells = new Array<number>(10).fill(0);
  for (let index = 0; index < 20_000; index += 1) {
    const cell = Math.floor(standing('salt', `client ${index}`) * 10);
    cells[cell] = (cells[cell] ?? 0) + 1;
  }
  // Chi-squared with nine degrees of freedom passes 39 once in 100,000.
  const chi = cells.reduce((sum, count) => sum + (count - 2_000) ** 2 / 2_000, 0);
  expect(chi).toBeLessThan(39);
});

it('keeps a client on the candidate while the weight rises', () => {
  const weight = fc.double({ min: 0, max: 100, noNaN: true });
  fc.assert(
    fc.property(fc.string(), weight, weight, (identity, a, b) => {
      const u = standing('salt', identity);
      const low = sideAt(u, Math.min(a, b));
      return low === 'stable' || sideAt(u, Math.max(a, b)) === 'candidate';
    }),
  );
});

it('sends nobody to the candidate at weight 0 and everybody at weight 100', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ minLength: 1 }), (identity, salt) => {
      const u = standing(salt, identity);
      return sideAt(u, 0) === 'stable' && sideAt(u, 100) === 'candidate';
    }),
  );
});

it('draws anew for another rollout', () => {
  const same = Array.from({ length: 2_000 }, (_, index) => `client ${index}`).filter(
    (client) => sideAt(standing('one', client), 50) === sideAt(standing('two', client), 50),
  );
  expect(Math.abs(same.length - 1_000)).toBeLessThan(120);
});
