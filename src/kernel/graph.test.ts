import fc from 'fast-check';
import { expect, it } from 'vitest';
import { digestOf, orderByNeed, reachable, seeded, toCanonical } from './index.ts';

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

it('finds what can be reached, and a start only through a circle', () => {
  const next: Record<string, string[]> = {
    a: ['b', 'c'],
    b: ['d'],
    c: ['d'],
    d: [],
    e: ['f'],
    f: ['e'],
  };
  const from = (node: string) => [...reachable([node], (one) => next[one] ?? [])].sort();
  expect(from('a')).toEqual(['b', 'c', 'd']);
  expect(from('e')).toEqual(['e', 'f']);
  expect(from('d')).toEqual([]);
});

it('follows a chain of any length', () => {
  const next = (node: string) => (Number(node) < 100_000 ? [String(Number(node) + 1)] : []);
  expect(reachable(['0'], next).size).toBe(100_000);
});
