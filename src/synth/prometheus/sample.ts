import { MINUTE } from '#kernel';
import type { Sample } from './rule.ts';

/** Minutes that a test looks at: the longest window, the wait, and room for the first samples. */
export const minutesFor = (forMs: number, windowMs = 5 * MINUTE): number =>
  Math.ceil((forMs + windowMs) / MINUTE) + 5;

interface Shown {
  readonly minutes: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: string;
}

/** Values a minute apart, looked at in the end. */
export const sampled = (
  series: Readonly<Record<string, string>>,
  { minutes, labels, value }: Shown,
): Sample => ({ series, interval: '1m', at: `${minutes}m`, labels, value });

/** The same value, all along. */
export const flat = (value: number, minutes: number): string => `${word(value)}+0x${minutes}`;
/** A counter that grows by so much a minute. */
export const growing = (perMinute: number, minutes: number): string =>
  `0+${word(perMinute)}x${minutes}`;

/** promtool reads no exponents. */
const word = (value: number): string => {
  const text = String(Number(value.toPrecision(8)));
  return text.includes('e') ? value.toFixed(12) : text;
};

/** `name{a="b"}`, labels in the order they are given. */
export const seriesOf = (name: string, labels: Readonly<Record<string, string>>): string =>
  `${name}{${Object.entries(labels)
    .map(([label, value]) => `${label}="${value}"`)
    .join(',')}}`;
