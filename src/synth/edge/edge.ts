import { SECOND } from '#kernel';
import { partsOf, type ResolvedGateway, type ResolvedRoute, type ResolvedService } from '#model';
import { type Source, sourceOfField, sourceOfPart } from '../source.ts';
import type { SynthContext } from '../target.ts';
import { portsOnServer } from './ports.ts';

/** A gateway that stands on a server, with everything a proxy needs settled. */
export interface Edge {
  readonly gateway: ResolvedGateway;
  /** By name: what several of a machine share is written with the first. */
  readonly isFirst: boolean;
  readonly source: Source;
  /** The hosts it answers for; any where the plan names none. */
  readonly hosts: readonly string[];
  readonly role: EdgeRole;
  /** Clients speak TLS to it. */
  readonly secure: boolean;
  readonly plainPort: number;
  readonly securePort: number;
  /** Longest path first, each path once. */
  readonly routes: readonly EdgeRoute[];
  /** By name. */
  readonly upstreams: readonly Upstream[];
  /** How long a client may keep a connection without a request, in seconds. */
  readonly keepAliveSeconds: number;
}

/** `edge` meets clients itself; `origin` stands behind a provider's load balancer. */
export type EdgeRole = 'edge' | 'origin';

export interface EdgeRoute {
  readonly route: ResolvedRoute;
  readonly source: Source;
  /** A name for zones and rules, from gateway and path, and no other route's: `edge_api_predictions`. */
  readonly id: string;
  /** How long an answer may take to begin, in seconds. */
  readonly timeoutSeconds: number;
  /** What it takes at most, in bytes. */
  readonly maxBodyBytes: number;
}

export interface Upstream {
  readonly service: ResolvedService;
  readonly source: Source;
  readonly ports: readonly number[];
}

/** Nothing said: nginx's own minute, and a megabyte. */
const TIMEOUT_MS = 60 * SECOND;
const MAX_BODY = 1_048_576;
const KEEP_ALIVE_MS = 65 * SECOND;

/** Every gateway of an environment that stands on servers. */
export function edgesOf({ plan, view }: SynthContext): readonly Edge[] {
  const ports = portsOnServer(view);
  const services = new Map(partsOf(plan, 'service').map((one) => [one.name, one]));
  const gateways = [...partsOf(plan, 'gateway')].sort((a, b) => (a.name < b.name ? -1 : 1));
  const ids = new Set<string>();
  return gateways.map((gateway, index): Edge => {
    const role = gateway.managed === undefined ? 'edge' : 'origin';
    const secure = role === 'edge' ? gateway.tls !== undefined : gateway.tls?.inside === true;
    const routes = routesOf(gateway, ids);
    const names = [...new Set(routes.map(({ route }) => route.to))].sort();
    return {
      gateway,
      isFirst: index === 0,
      source: sourceOfPart(gateway),
      hosts: gateway.hosts ?? [],
      role,
      secure,
      plainPort: gateway.ports?.find((port) => port !== 443) ?? 80,
      securePort: gateway.ports?.includes(443) === false ? (gateway.ports[0] ?? 443) : 443,
      routes,
      upstreams: names.flatMap((name) => {
        const service = services.get(name);
        return service
          ? [{ service, source: sourceOfPart(service), ports: ports.get(name) ?? [] }]
          : [];
      }),
      keepAliveSeconds: Math.ceil((gateway.keepAlive ?? KEEP_ALIVE_MS) / SECOND),
    };
  });
}

const routesOf = (gateway: ResolvedGateway, ids: Set<string>): readonly EdgeRoute[] =>
  [...new Map(gateway.routes.toReversed().map((route) => [route.path, route])).values()]
    .sort((a, b) => b.path.length - a.path.length || (a.path < b.path ? -1 : 1))
    .map((route) => ({
      route,
      source: { path: `parts.${gateway.name}.routes[${route.path}]`, at: route.at },
      id: idOf(`${gateway.name}${route.path}`, ids),
      timeoutSeconds: Math.max(
        1,
        Math.ceil((route.timeout ?? gateway.timeout ?? TIMEOUT_MS) / SECOND),
      ),
      maxBodyBytes: route.maxBody ?? MAX_BODY,
    }));

/** `/api/v1` and `/api-v1` would be one: what they count and where they lead are two things. */
function idOf(words: string, taken: Set<string>): string {
  const plain = words.replaceAll(/[^a-z0-9]+/gi, '_').replace(/_$/, '');
  let id = plain;
  for (let next = 2; taken.has(id); next++) id = `${plain}__${next}`;
  taken.add(id);
  return id;
}

/** Where a setting of a gateway, or of a route, comes from. */
export const ofEdge = ({ gateway, source }: Edge, field: string): Source =>
  sourceOfField(source, gateway, field);
export const ofRoute = ({ route, source }: EdgeRoute, field: string): Source =>
  sourceOfField(source, route, field);
/** Where the time an answer may take comes from: a route says it, or its gateway for all. */
export const ofTimeout = (edge: Edge, route: EdgeRoute): Source =>
  route.route.timeout === undefined ? ofEdge(edge, 'timeout') : ofRoute(route, 'timeout');

/** Paths that a route covers, as `/api`, and what is below it, as `/api/`; the root covers all. */
export const coversOf = (path: string): { readonly exact?: string; readonly below: string } =>
  path.endsWith('/') ? { below: path } : { exact: path, below: `${path}/` };

/** The file beside the configuration that holds the certificate, and its key. */
export const certificateOf = ({ gateway }: Edge): string => `tls/${gateway.name}`;

/** What every answer tells a browser: no sniffing, no framing by others, no address handed on. */
export const SECURITY_HEADERS: readonly (readonly [name: string, value: string])[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'SAMEORIGIN'],
  ['Referrer-Policy', 'strict-origin-when-cross-origin'],
];
/** Half a year, as long as everything is answered over HTTPS. */
export const STRICT_TRANSPORT = ['Strict-Transport-Security', 'max-age=15552000'] as const;
