import type { Read } from './unit.ts';

/** An amount of US dollars: '$1500', '$0.0464'. */
export type MoneyWords = `$${number}`;

/** US dollars from an author's words. Strict: no thousands separator, no other currency. */
export function readMoney(words: unknown): Read<number> {
  const match = typeof words === 'string' ? /^\$(\d+(?:\.\d+)?)$/.exec(words) : null;
  return match ? { ok: true, value: Number(match[1]) } : { ok: false };
}

/** Whole dollars from a hundred on, cents below: '$1,351', '$36.04'. */
export const printMoney = (dollars: number): string =>
  `$${dollars.toLocaleString('en-US', { maximumFractionDigits: dollars < 100 ? 2 : 0 })}`;
