/** What a reader of units answers: a number in the base unit, or what was wrong with the words. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false };

interface Scale {
  readonly [unit: string]: number;
}

const QUANTITY = /^(\d+(?:\.\d+)?) ?([A-Za-z%]+)$/;

/**
 * Reads '30 s' or '30s' against a table of units. Strict on purpose: no sign, no exponent,
 * one optional space, units spelt exactly, so that '5 M' is never guessed to be minutes.
 */
export function readQuantity(words: unknown, scale: Scale): Read<number> {
  if (typeof words !== 'string') return { ok: false };
  const match = QUANTITY.exec(words);
  const factor =
    match?.[2] !== undefined && Object.hasOwn(scale, match[2]) ? scale[match[2]] : undefined;
  if (match?.[1] === undefined || factor === undefined) return { ok: false };
  const value = Number(match[1]) * factor;
  return Number.isFinite(value) ? { ok: true, value } : { ok: false };
}
