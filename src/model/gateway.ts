import { readObjectives } from './objective.ts';
import { type Authored, isAuthored, makes, makesUnnamed, type Part } from './part.ts';
import { limit, percent, size, span } from './quantity.ts';
import { partNamed } from './reference.ts';
import type { Service } from './service.ts';
import {
  expected,
  flag,
  host,
  list,
  type Meaning,
  number,
  object,
  oneOf,
  optional,
  type Reader,
  refuse,
  required,
  text,
  urlPath,
  type Words,
} from './shape.ts';
import { readMachine, standing } from './store.ts';

const routeFields = {
  /** Hosts it holds for; all of the gateway's when nothing is said. */
  hosts: optional(list(host)),
  objective: optional(object({ p50: optional(span), p95: optional(span), p99: optional(span) })),
  /** How long the gateway waits for an answer to begin. */
  timeout: optional(span),
  maxBody: optional(size),
  limit: optional(
    object({
      rate: required(limit),
      /** Whose requests are counted together. */
      per: optional(oneOf('client', 'api-key', 'address', 'user')),
    }),
  ),
  /** 'stream' for WebSocket and server-sent events, 'job' for work answered later. */
  answers: optional(oneOf('response', 'stream', 'job')),
  /** Answers are kept and given again. */
  cached: optional(flag),
  /**
   * Who may call it: any of these. A gateway whose `tokens` names a key verifies 'jwt' itself. What
   * it cannot verify it does not block: where another way in stands beside 'jwt', a request without a
   * token passes on for the service to judge, and a token that is shown and wrong is refused.
   */
  allows: optional(
    list(oneOf('anybody', 'session', 'api-key', 'jwt', 'device-key', 'vpn', 'region')),
  ),
};
export interface RouteSpec extends Words<typeof routeFields> {}
export type Route = Authored<
  'route',
  { readonly path: string; readonly to: Service; readonly with: RouteSpec }
>;

const made = makesUnnamed<'route', Route['spec']>('route');
/** Requests whose path begins with `path` go to `to`; the longest path wins. */
export const route = (path: string, to: Service, spec: RouteSpec = {}): Route =>
  made({ path, to, with: spec });

export interface ResolvedRoute extends Meaning<typeof routeFields> {
  readonly path: string;
  /** The service's name. */
  readonly to: string;
  readonly at: { readonly file: string; readonly line: number };
}

export const readRouteSpec = object(routeFields);
const readRoute: Reader<ResolvedRoute, Route> = (value, reading) => {
  if (!isAuthored(value, 'route'))
    return refuse('plan/wrong-kind', reading, expected(value, { en: 'route(…)', ko: 'route(…)' }));
  const { path, to, with: spec } = (value as Route).spec;
  const here = { ...reading, at: value.at };
  if (!isAuthored(to, 'service'))
    return refuse(
      'plan/dangling-reference',
      here,
      expected(to, { en: 'a service to route to', ko: '경로가 향할 서비스' }),
    );
  const begins = urlPath(path, here);
  if (begins === undefined) return undefined;
  const read = readRouteSpec(spec, here);
  return read && { path: begins, to: to.name, ...read, at: value.at };
};

const tlsFields = {
  /** The oldest version that is spoken: '1.2'. */
  minimum: optional(text),
  /** Who signs the certificate: 'lets-encrypt', 'acm'. */
  issuer: optional(text),
  /** The certificate is renewed by itself. */
  renews: optional(flag),
  /** Services behind it speak TLS too. */
  inside: optional(flag),
};

/** What stands before users, gateway and CDN alike. */
const edge = {
  ...standing,
  hosts: optional(list(host)),
  ports: optional(list(number(1, 65_535, true))),
  tls: optional(object(tlsFields)),
  /** A web application firewall looks at requests. */
  firewall: optional(flag),
  /** Plain HTTP is only answered with the way to HTTPS. */
  redirectsToHttps: optional(flag),
  compresses: optional(flag),
  /** How long it waits for an answer; a provider's default counts where nothing is said. */
  timeout: optional(span),
  objective: optional(readObjectives),
};

const tokenFields = {
  /**
   * The secret that verifies them: a shared secret for HS256, else a public key as PEM, JWK or JWK
   * set. Every version of it that is kept verifies, so that a rotation locks nobody out.
   */
  key: required(partNamed('secret')),
  /** The only one accepted, whatever a token says: HS256 when nothing is said. The key must fit it. */
  algorithm: optional(oneOf('HS256', 'RS256', 'ES256', 'EdDSA')),
  /** What `iss` must be; anything where nothing is said. */
  issuer: optional(text),
  /** What `aud` must be or contain; anything where nothing is said. */
  audience: optional(text),
  /** How far the clock of who signs may be off; 30 seconds where nothing is said. */
  skew: optional(span),
  /** The cookie that carries it where `authorization: Bearer` does not, as for a browser's WebSocket. */
  cookie: optional(text),
};

const gatewayFields = {
  ...edge,
  routes: required(list(readRoute)),
  replicas: optional(number(1, 1_000, true)),
  size: optional(readMachine),
  /** The machine's own disk. */
  disk: optional(size),
  /** What it runs on, as 'product:version': 'nginx:1.30', 'ubuntu:24.04'. */
  runtime: optional(list(text)),
  /** How it verifies tokens where a route `allows` 'jwt'. One without an end is refused. */
  tokens: optional(object(tokenFields)),
  /** Static files it serves itself. */
  serves: optional(partNamed('bucket')),
  /** Whom it lets in: everybody, or only the CDN before it. */
  onlyFrom: optional(oneOf('anybody', 'cdn')),
  keepAlive: optional(span),
  /** A request goes to another instance after so many failures. */
  ejectAfter: optional(number(1, 100, true)),
};
export interface GatewaySpec extends Words<typeof gatewayFields> {}
export interface ResolvedGatewaySpec extends Meaning<typeof gatewayFields> {}
/** Where traffic enters. */
export const gateway = makes<'gateway', GatewaySpec>('gateway');
export type Gateway = Part<'gateway', GatewaySpec>;
export const readGateway = object(gatewayFields);

/** Routes that let tokens in which nobody verifies on the way: the gateway is told no key. */
export const unverifiedRoutes = ({
  routes,
  tokens,
}: Pick<ResolvedGatewaySpec, 'routes' | 'tokens'>): readonly ResolvedRoute[] =>
  tokens
    ? []
    : routes.filter(({ allows = [] }) => allows.includes('jwt') && !allows.includes('anybody'));

const cdnFields = {
  ...edge,
  /** What it fetches from. */
  origins: required(list(partNamed('gateway', 'bucket'))),
  /** What it keeps: 'static', 'dynamic'. */
  caches: optional(list(oneOf('static', 'dynamic', 'api'))),
  /** Share of the traffic that never reaches the origin. */
  saves: optional(percent),
  /** Countries it answers in; nothing for all. */
  answersIn: optional(list(text)),
};
export interface CdnSpec extends Words<typeof cdnFields> {}
export interface ResolvedCdnSpec extends Meaning<typeof cdnFields> {}
/** A content delivery network before a gateway or a bucket. */
export const cdn = makes<'cdn', CdnSpec>('cdn');
export type Cdn = Part<'cdn', CdnSpec>;
export const readCdn = object(cdnFields);
