import { type Edge, type EdgeRoute, ofRoute } from '../edge/edge.ts';
import type { Source } from '../source.ts';

export interface Zone {
  readonly line: string;
  readonly per: string;
  readonly source: Source;
}

const KEYS: Readonly<Record<string, string>> = {
  'api-key': '$asker_by_key',
  user: '$asker_by_user',
  address: '$binary_remote_addr',
  client: '$binary_remote_addr',
  all: '$server_name',
};

/** The rate zones of a gateway: one a route, so that routes do not eat each other's allowance. */
export const zonesOf = ({ routes }: Edge): readonly Zone[] =>
  routes.flatMap((one) => {
    const { route, id } = one;
    if (!route.limit) return [];
    const { per = 'all' } = route.limit;
    const rate = rateOf(route.limit.rate);
    const line = `limit_req_zone ${KEYS[per]} zone=${id}:10m rate=${rate};`;
    return [{ line, per, source: ofRoute(one, 'limit') }];
  });

/**
 * The zone in force on a route. nginx refills drop by drop, so the whole count may come at once and
 * the rest at the rate: over any window at most twice the count, over many windows the rate.
 */
export const limitOf = ({ route, id }: EdgeRoute): string | undefined =>
  route.limit && `limit_req zone=${id} burst=${Math.max(1, route.limit.rate.count - 1)} nodelay;`;

/** A second or a minute are all that nginx counts by; whole numbers only. */
function rateOf({
  count,
  windowMs,
}: {
  readonly count: number;
  readonly windowMs: number;
}): string {
  const perSecond = (count * 1_000) / windowMs;
  if (Number.isInteger(perSecond)) return `${perSecond}r/s`;
  return `${Math.max(1, Math.round(perSecond * 60))}r/m`;
}
