import type { Text } from '#kernel';
import type { SettledRollout } from '#model';
import type { Measured } from './measure.ts';

/** Bad requests scatter over clients this much more than coins would: they are no units of their own. */
export const MOST_DISPERSION = 1.5;

/** A figure that chance moves more than this says nothing yet; a fifth of the way from 1 to the limit. */
const MOST_NOISE = (MOST_DISPERSION - 1) / 5;

/**
 * Sums over clients of what their requests did; whoever splits counts them, and only of requests that
 * were split one by one. The sums of different clients add up.
 */
export interface ClientSums {
  readonly clients: number;
  readonly requests: number;
  readonly bad: number;
  /** Of bad² / requests, and of 1 / requests. */
  readonly badSquares: number;
  readonly inverses: number;
  /**
   * Over pairs of requests of one client: the sum of (X − w)(X′ − w′), where X is 1 on the candidate's
   * side and w its share then; what it would be were every client on one side, the sum of
   * √(w(1 − w) w′(1 − w′)); and its variance under coins, the sum of w(1 − w) w′(1 − w′).
   */
  readonly pairs: number;
  readonly mostPairs: number;
  readonly pairsVariance: number;
}

/** Both figures; undefined while there is too little to tell how bad requests scatter. */
export function scatterOf(sums: ClientSums): Measured['dispersion'] {
  const value = dispersionOf(sums);
  return value === undefined ? undefined : { value, pinned: arePinned(sums) };
}

/** From halfway between coins and clients that never change sides. */
const LEAST_SAMENESS = 0.5;
/** One standard deviation of it under coins: a false alarm lies five of them away. */
const MOST_SAMENESS_NOISE = 0.1;

/**
 * Whether a client's requests stay on one side. The measure is the correlation of the sides of two
 * requests of one client: 0 on average under independent coins, whatever the weights were and however
 * clients and failures are distributed, and 1 when everybody stays. False while chance alone could
 * move it far.
 */
export function arePinned({ pairs, mostPairs, pairsVariance }: ClientSums): boolean {
  if (mostPairs <= 0) return false;
  const noise = Math.sqrt(pairsVariance) / mostPairs;
  return noise <= MOST_SAMENESS_NOISE && pairs / mostPairs >= LEAST_SAMENESS;
}

/**
 * Pearson's dispersion of bad requests per client against one binomial share: the mean of
 * (b − np)² / np(1 − p) with p from all clients. 1 when requests fail independently, above it when
 * a client's requests fail together. Undefined while its own standard deviation, from the fourth
 * moment of the binomial, is too large to tell, and when nothing or everything failed.
 */
export function dispersionOf(sums: ClientSums): number | undefined {
  const { clients, requests, bad, badSquares, inverses } = sums;
  const share = bad / requests;
  const spread = share * (1 - share);
  if (clients < 2 || !(spread > 0)) return undefined;
  const free = clients - 1;
  const variance = 2 * clients + ((1 - 6 * spread) / spread) * inverses;
  if (Math.sqrt(variance) / free > MOST_NOISE) return undefined;
  // (b − np)² / n, summed up, is b² / n less p times all that was bad.
  return (badSquares - share * bad) / spread / free;
}

/** Why requests may not be counted as units here, or undefined. */
export function tellPinned(
  { dispersion }: Measured,
  { split }: Pick<SettledRollout, 'split'>,
): Text | undefined {
  if (split !== 'request' || !dispersion?.pinned || dispersion.value <= MOST_DISPERSION)
    return undefined;
  const times = dispersion.value.toFixed(1);
  return {
    en: `clients are pinned and their requests fail together (dispersion ${times}, at most ${MOST_DISPERSION}), so a request is no unit: write \`split: 'client'\``,
    ko: `클라이언트가 한쪽에 고정되어 있고 그 요청들이 함께 실패한다(산포 ${times}, 허용 ${MOST_DISPERSION}). 요청은 단위가 될 수 없으니 \`split: 'client'\`라고 쓴다`,
  };
}
