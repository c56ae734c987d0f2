import type { ResolvedGateway } from '#model';
import type { TableRoute } from '../gateway/table.ts';

/** Longer than any sane answer; a route or a gateway that says less gets less. */
const DEFAULT_TIMEOUT = 60_000;

/** What the gateway is told of the routes that a plan gives it. */
export const routesOf = (
  gateway: Pick<ResolvedGateway, 'routes' | 'timeout'> | undefined,
): readonly TableRoute[] =>
  (gateway?.routes ?? []).map(({ path, to, timeout, maxBody, limit }) => ({
    path,
    service: to,
    timeoutMs: timeout ?? gateway?.timeout ?? DEFAULT_TIMEOUT,
    ...(maxBody !== undefined && { maxBodyBytes: maxBody }),
    ...(limit && {
      limit: { ...limit.rate, ...(limit.per !== undefined && { per: limit.per }) },
    }),
  }));
