import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  isName,
  printSize,
  printSpan,
  readLimit,
  readPercent,
  readRate,
  readSize,
  readSpan,
} from './index.ts';

it.each([
  ['30 s', 30_000],
  ['30s', 30_000],
  ['1.5 h', 5_400_000],
  ['90 d', 7_776_000_000],
  ['0 ms', 0],
])('reads the span %s', (words, value) => {
  expect(readSpan(words)).toEqual({ ok: true, value });
});

it.each([
  '30',
  '30 S',
  '5 M',
  '-1 s',
  '1e3 s',
  '1  s',
  ' 1 s',
  '1 s ',
  '',
  's',
  '1 constructor',
  30,
  null,
  undefined,
])('refuses %j as a span', (words) => {
  expect(readSpan(words)).toEqual({ ok: false });
});

it('keeps decimal and binary sizes apart', () => {
  expect(readSize('1 GB')).toEqual({ ok: true, value: 1e9 });
  expect(readSize('1 GiB')).toEqual({ ok: true, value: 2 ** 30 });
  expect(readSize('1 Gb')).toEqual({ ok: false });
});

it('reads rates, limits and percentages', () => {
  expect(readRate('1500 rps')).toEqual({ ok: true, value: 1_500 });
  expect(readLimit('100/min')).toEqual({ ok: true, value: { count: 100, windowMs: 60_000 } });
  expect(readPercent('99.9%')).toEqual({ ok: true, value: 99.9 });
  expect(readPercent('101%')).toEqual({ ok: false });
});

it.each([
  [86_400_000, '24 h'],
  [172_800_000, '2 d'],
  [3_600_000, '1 h'],
  [90_000, '1.5 min'],
  [200, '200 ms'],
])('prints %d ms as %s', (value, words) => {
  expect(printSpan(value)).toBe(words);
});

it('prints sizes in binary units', () => {
  expect(printSize(20 * 2 ** 30)).toBe('20 GiB');
  expect(printSize(12)).toBe('12 B');
});

it('reads back every whole span it prints', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 400 }),
      fc.constantFrom('s', 'min', 'h', 'd'),
      (count, unit) => {
        const read = readSpan(`${count} ${unit}`);
        expect(
          read.ok &&
            Math.abs((readSpan(printSpan(read.value)) as { value: number }).value / read.value - 1),
        ).toBeLessThan(0.05);
      },
    ),
  );
});

it.each([
  ['a', true],
  ['web-api2', true],
  ['Web', false],
  ['2web', false],
  ['web-', false],
  ['a--b', false],
  ['a'.repeat(41), false],
])('says whether %s is a DNS-safe name', (name, fits) => {
  expect(isName(name)).toBe(fits);
});
