import { type Read, readQuantity } from './unit.ts';

/** A share of a hundred: '99.9%'. */
export type PercentWords = `${number}%` | `${number} %`;

/** 0 to 100 from an author's words; anything outside is refused. */
export function readPercent(words: unknown): Read<number> {
  const read = readQuantity(words, { '%': 1 });
  return read.ok && read.value > 100 ? { ok: false } : read;
}
