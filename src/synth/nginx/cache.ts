import type { Edge } from '../edge/edge.ts';

/** Where answers of a gateway are kept; undefined when none are. */
export function cacheOf({ gateway, routes }: Edge): string | undefined {
  if (!routes.some(({ route }) => route.cached)) return undefined;
  const zone = zoneOf(gateway);
  return `proxy_cache_path /var/cache/nginx/${gateway.name} levels=1:2 keys_zone=${zone}:10m max_size=1g inactive=1h use_temp_path=off;`;
}

export const zoneOf = ({ name }: { readonly name: string }): string =>
  `${name.replaceAll('-', '_')}_answers`;
