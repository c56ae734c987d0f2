import type { Text } from '#kernel';
import { type Origin, once, originOf, tableOf } from './table.ts';
import table from './tables/timeouts.json' with { type: 'json' };

export interface Default extends Origin {
  /** Milliseconds; Infinity when there is no limit by default. */
  readonly value: number;
  /** The longest that can be set, milliseconds; undefined when unknown. */
  readonly max: number | undefined;
  readonly note: Text;
}

interface Row extends Text {
  readonly of: string;
  readonly ms: number | null;
  readonly max?: number;
}

const byName = once(() => new Map(tableOf<Row>(table)().map((row) => [row.of, row])));

/**
 * How long something waits when nobody says otherwise: cloudfront, alb, gcp-load-balancer, nginx, cloudflare,
 * envoy, istio, api-gateway, fargate-stop, kubernetes-stop … (`timeouts()` lists them).
 */
export function defaultTimeout(of: string): Default | undefined {
  const row = byName().get(of);
  if (!row) return undefined;
  const note = { en: row.en, ko: row.ko };
  return { value: row.ms ?? Number.POSITIVE_INFINITY, max: row.max, note, ...originOf(row) };
}

/** Everything whose default is known. */
export const timeouts = (): readonly string[] => [...byName().keys()];
