import type { Text } from '#kernel';
import type { SettledRollout } from '#model';
import type { Measured } from './measure.ts';

/** Bad requests scatter over clients this much more than coins would: they are no units of their own. */
export const MOST_DISPERSION = 1.5;

/** A figure that chance moves more than this says nothing yet; a fifth of the way from 1 to the limit. */
const MOST_NOISE = (MOST_DISPERSION - 1) / 5;

/** What one client did. */
export interface ClientCounts {
  readonly requests: number;
  readonly bad: number;
}

/**
 * Pearson's dispersion of bad requests per client against one binomial share: the mean of
 * (b − np)² / np(1 − p) with p from all clients. 1 when requests fail independently, above it when
 * a client's requests fail together. Undefined while its own standard deviation, from the fourth
 * moment of the binomial, is too large to tell, and when nothing or everything failed.
 */
export function dispersionOf(clients: readonly ClientCounts[]): number | undefined {
  const seen = clients.filter(({ requests }) => requests > 0);
  const requests = seen.reduce((sum, client) => sum + client.requests, 0);
  const share = seen.reduce((sum, { bad }) => sum + bad, 0) / requests;
  const spread = share * (1 - share);
  if (seen.length < 2 || spread === 0) return undefined;
  const free = seen.length - 1;
  const variance = seen.reduce(
    (sum, { requests: n }) => sum + 2 + (1 - 6 * spread) / (n * spread),
    0,
  );
  if (Math.sqrt(variance) / free > MOST_NOISE) return undefined;
  const chi = seen.reduce(
    (sum, { requests: n, bad }) => sum + (bad - n * share) ** 2 / (n * spread),
    0,
  );
  return chi / free;
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
