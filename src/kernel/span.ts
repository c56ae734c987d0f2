import { type Read, readQuantity } from './unit.ts';

/** A length of time as an author writes it: '30 s', '1.5 h', '90 d'. */
export type SpanWords = `${number} ${SpanUnit}` | `${number}${SpanUnit}`;
export type SpanUnit = 'ms' | 's' | 'min' | 'h' | 'd' | 'weeks' | 'months' | 'year' | 'years';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A month is 30 days and a year 365, as retention rules count them. */
const SCALE = {
  ms: 1,
  s: SECOND,
  min: MINUTE,
  h: HOUR,
  d: DAY,
  weeks: 7 * DAY,
  months: 30 * DAY,
  year: 365 * DAY,
  years: 365 * DAY,
} as const satisfies Record<SpanUnit, number>;

/** Milliseconds from an author's words. Never guesses a unit. */
export const readSpan = (words: unknown): Read<number> => readQuantity(words, SCALE);

/** The largest fitting unit, one decimal at most: '24 h', '36 min', '1.5 s'. Days from two on. */
export function printSpan(milliseconds: number): string {
  const units = [
    ['d', DAY, 2 * DAY],
    ['h', HOUR, HOUR],
    ['min', MINUTE, MINUTE],
    ['s', SECOND, SECOND],
  ] as const;
  const [unit, size] = units.find(([, , from]) => milliseconds >= from) ?? ['ms', 1];
  return `${round(milliseconds / size)} ${unit}`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
