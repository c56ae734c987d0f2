import type { Limit, LimitWords, SizeWords, SpanWords } from '#kernel';
import { type Objectives, type ResolvedObjectives, readObjectives } from './objective.ts';
import { type Authored, isAuthored, makes, makesUnnamed, type Part } from './part.ts';
import { limit, size, span } from './quantity.ts';
import type { Service } from './service.ts';
import {
  expected,
  list,
  number,
  oneOf,
  optional,
  type Reader,
  record,
  refuse,
  required,
  text,
} from './shape.ts';

export interface RouteSpec {
  readonly objective?: {
    readonly p50?: SpanWords;
    readonly p95?: SpanWords;
    readonly p99?: SpanWords;
  };
  /** How long the gateway waits for an answer to begin. */
  readonly timeout?: SpanWords;
  readonly maxBody?: SizeWords;
  readonly limit?: { readonly rate: LimitWords; readonly per: 'client' | 'api-key' | 'address' };
  /** 'stream' for WebSocket and server-sent events, 'job' for work answered later. */
  readonly answers?: 'response' | 'stream' | 'job';
}
export type Route = Authored<
  'route',
  { readonly path: string; readonly to: Service; readonly with: RouteSpec }
>;
export interface GatewaySpec {
  readonly hosts?: readonly string[];
  readonly routes: readonly Route[];
  readonly tls?: { readonly minimum?: string };
  readonly replicas?: number;
  readonly size?: { readonly cpu: number; readonly memory: SizeWords };
  readonly objective?: Objectives;
}

const made = makesUnnamed<'route', Route['spec']>('route');
/** Requests whose path begins with `path` go to `to`; the longest path wins. */
export const route = (path: string, to: Service, spec: RouteSpec = {}): Route =>
  made({ path, to, with: spec });
/** Where traffic enters. */
export const gateway = makes<'gateway', GatewaySpec>('gateway');
export type Gateway = Part<'gateway', GatewaySpec>;

export interface ResolvedRoute {
  readonly path: string;
  /** The service's name. */
  readonly to: string;
  readonly objective?: NonNullable<ResolvedObjectives['latency']> | undefined;
  readonly timeout?: number | undefined;
  readonly maxBody?: number | undefined;
  readonly limit?: { readonly rate: Limit; readonly per: string } | undefined;
  readonly answers?: 'response' | 'stream' | 'job' | undefined;
  readonly at: { readonly file: string; readonly line: number };
}
export interface ResolvedGatewaySpec {
  readonly hosts?: readonly string[] | undefined;
  readonly routes: readonly ResolvedRoute[];
  readonly tls?: { readonly minimum?: string | undefined } | undefined;
  readonly replicas?: number | undefined;
  readonly size?: { readonly cpu: number; readonly memory: number } | undefined;
  readonly objective?: ResolvedObjectives | undefined;
}

type Latency = NonNullable<ResolvedObjectives['latency']>;
const readAttributes = record<Omit<ResolvedRoute, 'path' | 'to' | 'at'>>({
  objective: optional(
    record<Latency>({ p50: optional(span), p95: optional(span), p99: optional(span) }),
  ),
  timeout: optional(span),
  maxBody: optional(size),
  limit: optional(
    record<{ rate: Limit; per: string }>({
      rate: required(limit),
      per: required(oneOf('client', 'api-key', 'address')),
    }),
  ),
  answers: optional(oneOf('response', 'stream', 'job')),
});

const readRoute: Reader<ResolvedRoute> = (value, reading) => {
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
  if (typeof path !== 'string' || !path.startsWith('/'))
    return refuse(
      'plan/bad-value',
      here,
      expected(path, { en: "a path starting with '/'", ko: "'/'로 시작하는 경로" }),
    );
  const read = readAttributes(spec, here);
  return read && { path, to: to.name, ...read, at: value.at };
};

const cores = number(0.01, 1_024);
export const readGateway = record<ResolvedGatewaySpec>({
  hosts: optional(list(text)),
  routes: required(list(readRoute)),
  tls: optional(record<{ minimum?: string | undefined }>({ minimum: optional(text) })),
  replicas: optional(number(1, 1_000, true)),
  size: optional(
    record<{ cpu: number; memory: number }>({ cpu: required(cores), memory: required(size) }),
  ),
  objective: optional(readObjectives),
});
