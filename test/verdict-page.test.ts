import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { harmOf, type StepCounts } from '#delivery';

const pages = ['verdict.md', 'verdict.ko.md'].map((name) =>
  readFileSync(new URL(`../docs/${name}`, import.meta.url), 'utf8'),
);
const code = pages.map((page) => /```js\n([\s\S]*?)```/.exec(page)?.[1] ?? '');
const rows = pages.map((page) =>
  [...page.matchAll(/^\| (\d[^|]*:[^|]*) \| ([^|]+) \| ([\d.]+) \|$/gm)].map((row) => row.slice(1)),
);

const stepOf = (weight: number, candidate: number, stable: number): StepCounts => {
  const side = (bad: number) => ({
    units: bad,
    maturedUnits: 0,
    requests: bad,
    bad: { '5xx': bad },
    maturedBad: {},
  });
  return { weight, candidate: side(candidate), stable: side(stable) };
};
const shipped = (steps: readonly StepCounts[]): number => harmOf({ steps }, ['5xx']).decisive;

it('shows code that computes E as the shipped function does', () => {
  const logE = runInNewContext(`${code[0]}; logE`) as (
    steps: readonly StepCounts[],
    id: string,
  ) => number;
  const step = fc.tuple(fc.nat(100), fc.nat(200), fc.nat(200)).map((all) => stepOf(...all));
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), (steps) => {
      expect(logE(steps, '5xx')).toBeCloseTo(shipped(steps), 8);
    }),
  );
});

it('shows values of E as they are', () => {
  expect(rows[0]?.length).toBeGreaterThan(4);
  for (const [counts, weights, value] of rows[0] ?? []) {
    const pairs = [...(counts ?? '').matchAll(/(\d+) : (\d+)/g)].map((pair) => pair.map(Number));
    const at = [...(weights ?? '').matchAll(/\d+/g)].map(Number);
    const steps = pairs.map(([, candidate, stable], index) =>
      stepOf(at[index] ?? 0, candidate ?? 0, stable ?? 0),
    );
    expect(Number(Math.exp(shipped(steps)).toPrecision(3))).toBe(Number(value));
  }
});

it('says the same in both languages: code and numbers', () => {
  expect(code[1]).toBe(code[0]);
  expect(rows[1]?.map(([, , value]) => value)).toEqual(rows[0]?.map(([, , value]) => value));
});
