import { resolve } from 'node:path';
import type { ResolvedGateway, ResolvedPlan, ResolvedRoute } from '#model';
import type { GatewayTable, TableRoute } from '../gateway/table.ts';
import type { TableTokens } from '../gateway/table-tokens.ts';

/** Longer than any sane answer; a route or a gateway that says less gets less. */
const DEFAULT_TIMEOUT = 60_000;
/** Clocks that are kept at all are closer than this. */
const DEFAULT_SKEW = 30_000;

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
  gateway: Pick<ResolvedGateway, 'routes' | 'timeout' | 'tokens'> | undefined,
): readonly TableRoute[] =>
  (gateway?.routes ?? []).map(({ path, to, timeout, maxBody, limit, allows }) => ({
    path,
    service: to,
    timeoutMs: timeout ?? gateway?.timeout ?? DEFAULT_TIMEOUT,
    ...(maxBody !== undefined && { maxBodyBytes: maxBody }),
    ...(limit && {
      limit: { ...limit.rate, ...(limit.per !== undefined && { per: limit.per }) },
    }),
    ...(gateway?.tokens && tokenOf(allows)),
  }));

/** Nothing where the route is open; another way in beside it is for the service to judge. */
function tokenOf(allows: ResolvedRoute['allows'] = []): Pick<TableRoute, 'token'> {
  if (!allows.includes('jwt') || allows.includes('anybody')) return {};
  return { token: allows.every((way) => way === 'jwt') ? 'needed' : 'checked' };
}

/** How the gateway verifies tokens; `fileOf` says where a secret is kept. */
export function tokensOf(
  gateway: Pick<ResolvedGateway, 'tokens'> | undefined,
  fileOf: (secret: string) => string,
): { readonly tokens?: TableTokens } {
  if (!gateway?.tokens) return {};
  const { key, algorithm = 'HS256', skew = DEFAULT_SKEW } = gateway.tokens;
  const { issuer, audience, cookie } = gateway.tokens;
  const tokens = {
    key: fileOf(key),
    algorithm,
    ...(issuer !== undefined && { issuer }),
    ...(audience !== undefined && { audience }),
    skewMs: skew,
    ...(cookie !== undefined && { cookie }),
  };
  return { tokens };
}
