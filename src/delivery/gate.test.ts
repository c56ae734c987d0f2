import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#kernel';
import { untilOpen } from './gate.ts';

// 2026-11-17T01:00Z: ten o'clock of a Tuesday in Seoul.
const TUESDAY = 1_794_877_200_000;
const MIDNIGHT = TUESDAY - HOUR;
const JULY = 1_782_864_000_000;
const DECEMBER = 1_796_083_200_000;
const weekly = {
  everyMs: 7 * DAY,
  at: '10:00',
  day: 'tuesday',
  zone: 'Asia/Seoul',
  lastsMs: 2 * HOUR,
};

it.each([
  ['at its beginning', TUESDAY, 0],
  ['a minute before its end', TUESDAY + 2 * HOUR - MINUTE, 0],
  ['at its end', TUESDAY + 2 * HOUR, 7 * DAY - 2 * HOUR],
  ['a minute early', TUESDAY - MINUTE, MINUTE],
  ['on the day before', TUESDAY - DAY, DAY],
])('tells when a weekly window is open: %s', (_, now, left) => {
  expect(untilOpen(weekly, now)).toBe(left);
});

it('opens a daily window every day, and one over midnight on both sides of it', () => {
  const daily = { everyMs: DAY, at: '23:30', zone: 'Europe/Berlin', lastsMs: HOUR };
  expect(untilOpen(daily, MIDNIGHT + 22.75 * HOUR)).toBe(0);
  expect(untilOpen(daily, MIDNIGHT + 23.25 * HOUR)).toBe(0);
  expect(untilOpen(daily, MIDNIGHT + 23.5 * HOUR)).toBe(23 * HOUR);
});

it('keeps the wall clock of its zone, summer and winter', () => {
  const daily = { everyMs: DAY, at: '09:00', zone: 'Europe/Berlin', lastsMs: HOUR };
  expect(untilOpen(daily, JULY + 7 * HOUR)).toBe(0);
  expect(untilOpen(daily, DECEMBER + 7 * HOUR)).toBe(HOUR);
});

it('is always open without a time of day', () => {
  expect(untilOpen({ everyMs: DAY, lastsMs: HOUR }, 0)).toBe(0);
});
