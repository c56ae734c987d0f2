import { expect, it } from 'vitest';
import { cover, firstFree, printRange, readRange, split } from './range.ts';

const range = (text: string) => readRange(text) ?? { start: -1, bits: -1 };

it('reads what is a range, and nothing else', () => {
  expect(
    ['10.0.0.0/16', '10.0.3.7/24', '10.0.0.0', '10.0.0.256/24', '::/0'].map(readRange),
  ).toEqual([
    { start: 167_772_160, bits: 16 },
    { start: 167_772_928, bits: 24 },
    undefined,
    undefined,
    undefined,
  ]);
});

it('covers ranges by the smallest block that a network may have', () => {
  const covering = (...texts: readonly string[]) => printRange(cover(texts.map(range)));
  expect(covering('10.20.0.0/22', '10.20.16.0/20', '10.20.32.0/22')).toBe('10.20.0.0/18');
  expect(covering('10.0.0.0/28')).toBe('10.0.0.0/28');
  expect(covering('10.0.0.0/24', '10.0.255.0/24')).toBe('10.0.0.0/16');
});

it.each([
  [1, ['10.0.0.0/22']],
  [2, ['10.0.0.0/23', '10.0.2.0/23']],
  [3, ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24']],
])('cuts a range to %i zones', (parts, cut) => {
  expect(split(range('10.0.0.0/22'), parts).map(printRange)).toEqual(cut);
});

it('finds what is free', () => {
  const within = range('10.0.0.0/16');
  const free = (...taken: readonly string[]) => firstFree(within, taken.map(range), 20);
  expect(free('10.0.0.0/24')).toEqual(range('10.0.16.0/20'));
  expect(free()).toEqual(range('10.0.0.0/20'));
  expect(free('10.0.0.0/8')).toBeUndefined();
});
