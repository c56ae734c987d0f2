import { type Read, readQuantity } from './unit.ts';

/** Requests per second: '1500 rps'. */
export type RateWords = `${number} rps` | `${number}rps`;
/** A limit over a window: '100/min'. */
export type LimitWords = `${number}/${'s' | 'min' | 'h' | 'd'}`;

export interface Limit {
  readonly count: number;
  readonly windowMs: number;
}

const WINDOWS = { s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Requests per second from an author's words. */
export const readRate = (words: unknown): Read<number> => readQuantity(words, { rps: 1 });

/** A count per window from an author's words. */
export function readLimit(words: unknown): Read<Limit> {
  const match = typeof words === 'string' ? /^(\d+)\/(s|min|h|d)$/.exec(words) : null;
  if (!match) return { ok: false };
  const windowMs = WINDOWS[match[2] as keyof typeof WINDOWS];
  return { ok: true, value: { count: Number(match[1]), windowMs } };
}
