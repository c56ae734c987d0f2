import { resolve } from 'node:path';
import type { ResolvedGateway, ResolvedPlan } from '#model';
import type { GatewayTable, TableRoute } from '../gateway/table.ts';

/** Longer than any sane answer; a route or a gateway that says less gets less. */
const DEFAULT_TIMEOUT = 60_000;

/** Where the gateway listens, and the certificate's files, which the plan names from its folder. */
export function listenOf(
  plan: ResolvedPlan,
  { port, folder }: { readonly port: number; readonly folder: string },
): GatewayTable['listen'] {
  const { tls } = plan.environment.on;
  return {
    host: '127.0.0.1',
    port,
    ...(tls && { tls: { cert: resolve(folder, tls.cert), key: resolve(folder, tls.key) } }),
  };
}

/** Where a person finds it. */
export const addressOf = (plan: ResolvedPlan, port: number): string =>
  `${plan.environment.on.tls ? 'https' : 'http'}://127.0.0.1:${port}`;

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
