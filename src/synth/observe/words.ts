import { DAY, HOUR, MINUTE, SECOND } from '#kernel';

const UNITS = [
  ['d', DAY],
  ['h', HOUR],
  ['m', MINUTE],
  ['s', SECOND],
] as const;

/** A length of time as Prometheus, Alertmanager and Elasticsearch write it: one number, one unit. */
export function spanWord(ms: number): string {
  const [unit, size] = UNITS.find(([, size]) => ms >= size && ms % size === 0) ?? ['ms', 1];
  return `${ms / size}${unit}`;
}

/** A number without the tail that binary fractions leave: 14.4 × 0.005 is 0.072. */
export const plainNumber = (value: number): number => Number(value.toPrecision(12));
