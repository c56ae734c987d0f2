import { expect, it } from 'vitest';
import { draw } from './explain.ts';
import { printCount, printE, printShare } from './words.ts';

it('draws log10 E, and puts on the top row only what reached the limit', () => {
  const drawing = draw([0, Math.log(3.2), Math.log(99), Math.log(100), -10]);
  expect(drawing).toEqual([
    '  2.0 ┤┄┄┄●┄ E = 1/α',
    '  1.5 ┤  ●  ',
    '  1.0 ┤     ',
    '  0.5 ┤ ●   ',
    '  0.0 ┤●    ',
    ' -0.5 ┤     ',
    ' -1.0 ┤    ●',
  ]);
});

it('hides no crossing when there are more looks than columns', () => {
  const logEs = Array.from({ length: 1_000 }, (_, index) => (index === 517 ? 5 : 0));
  const drawing = draw(logEs);
  expect(drawing[0]).toContain('●');
  expect(drawing[4]?.length).toBeLessThanOrEqual(67);
});

it('draws nothing without a look', () => {
  expect(draw([])).toEqual([]);
});

it.each([
  [0, '1.0'],
  [Math.log(9.17), '9.2'],
  [Math.log(1_240), '1,240'],
  [100, '10^43.4'],
  [-10, '10^-4.3'],
])('prints ln E %d as %s', (logE, words) => {
  expect(printE(logE)).toBe(words);
});

it('prints counts and shares as people read them', () => {
  expect([printCount(1_234_567), printCount(12), printShare(0.0025), printShare(0.2)]).toEqual([
    '1,234,567',
    '12',
    '0.25%',
    '20%',
  ]);
});
