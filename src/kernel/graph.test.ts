import fc from 'fast-check';
import { expect, it } from 'vitest';
import { digestOf, orderByNeed, seeded, toCanonical } from './index.ts';

it('puts what is needed before what needs it', () => {
  const needs: Record<string, string[]> = { web: ['api'], api: ['db', 'cache'], db: [], cache: [] };
  expect(orderByNeed(['web', 'api', 'db', 'cache'], (node) => needs[node] ?? [])).toEqual({
    ok: true,
    order: ['db', 'cache', 'api', 'web'],
  });
});

it('reports a cycle as its path', () => {
  const needs: Record<string, string[]> = { a: ['b'], b: ['c'], c: ['b'] };
  expect(orderByNeed(['a', 'b', 'c'], (node) => needs[node] ?? [])).toEqual({
    ok: false,
    cycle: ['b', 'c', 'b'],
  });
});

it('gives equal text for equal values, whatever the order of keys', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const shuffled = Object.fromEntries(Object.entries(value).reverse());
      expect(toCanonical(shuffled)).toBe(toCanonical(value));
      expect(digestOf(shuffled)).toBe(digestOf(value));
    }),
  );
});

it('repeats itself for a seed', () => {
  const [a, b] = [seeded(7), seeded(7)];
  expect(Array.from({ length: 5 }, a)).toEqual(Array.from({ length: 5 }, b));
});
