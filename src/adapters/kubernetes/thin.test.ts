import { expect, it } from 'vitest';
import { toCanonical } from '#kernel';
import { thin } from './thin.ts';

const line = (at: number, verdict = 'hold'): string =>
  toCanonical({ at, phase: 'shifting', step: 0, verdict, because: { en: 'x', ko: 'x' } });
const atOf = (lines: readonly string[]): number[] =>
  lines.map((words) => (JSON.parse(words) as { at: number }).at);

it('leaves a story alone that fits', () => {
  const lines = [line(1), line(2), line(3)];
  expect(thin(lines)).toBe(lines);
});

it('leaves out looks that only show growth, and keeps the first, the last and every turn', () => {
  const lines = Array.from({ length: 101 }, (_, at) => line(at, at < 51 ? 'hold' : 'pass'));
  const kept = thin(lines, 1_500);
  expect(kept.join('\n').length).toBeLessThan(1_500);
  expect(atOf(kept)).toEqual(expect.arrayContaining([0, 51, 100]));
  expect(atOf(kept)).toEqual(atOf(kept).toSorted((a, b) => a - b));
});

it('comes to an end also when every look is a turn', () => {
  const lines = Array.from({ length: 100 }, (_, at) => line(at, at % 2 === 0 ? 'hold' : 'invalid'));
  const kept = atOf(thin(lines, 1_000));
  expect([kept[0], kept.at(-1)]).toEqual([0, 99]);
  expect(kept.length).toBeLessThan(15);
});
