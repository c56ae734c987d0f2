import type { PercentWords, RateWords, SpanWords } from '#kernel';
import { percent, rate, span } from './quantity.ts';
import { optional, type Reader, record } from './shape.ts';

/** What the system promises: on the plan, and narrower on a route or a store. */
export interface Objectives {
  /** Share of good answers over 30 days. */
  readonly availability?: PercentWords;
  readonly recovery?: { readonly time?: SpanWords; readonly point?: SpanWords };
  readonly throughput?: RateWords;
  readonly latency?: {
    readonly p50?: SpanWords;
    readonly p95?: SpanWords;
    readonly p99?: SpanWords;
  };
}

export interface ResolvedObjectives {
  /** 0–100. */
  readonly availability?: number | undefined;
  /** Milliseconds. */
  readonly recovery?:
    | { readonly time?: number | undefined; readonly point?: number | undefined }
    | undefined;
  /** Requests per second. */
  readonly throughput?: number | undefined;
  /** Milliseconds. */
  readonly latency?:
    | {
        readonly p50?: number | undefined;
        readonly p95?: number | undefined;
        readonly p99?: number | undefined;
      }
    | undefined;
}

type Recovery = NonNullable<ResolvedObjectives['recovery']>;
type Latency = NonNullable<ResolvedObjectives['latency']>;

export const readObjectives: Reader<ResolvedObjectives> = record<ResolvedObjectives>({
  availability: optional(percent),
  recovery: optional(record<Recovery>({ time: optional(span), point: optional(span) })),
  throughput: optional(rate),
  latency: optional(
    record<Latency>({ p50: optional(span), p95: optional(span), p99: optional(span) }),
  ),
});
