import { Histogram } from './histogram.ts';
import type { Side } from './table.ts';

/** Requests and latencies of one side of one service, since the gateway started. */
export class Counters {
  /** Index: the status class, 1 to 5; 0 is no answer. */
  readonly byClass = new Float64Array(6);
  readonly latency = new Histogram();

  /** `status` 0 means that no answer came. */
  count(status: number, ms: number): void {
    const index = Math.min(5, (status / 100) | 0);
    this.byClass[index] = (this.byClass[index] as number) + 1;
    if (status !== 0) this.latency.record(ms);
  }
}

/** How often a service was protected, or its clients from it, since the gateway started. */
export class Guards {
  /** Instances passed over for failing often in a row. */
  ejections = 0;
  /** Requests sent a second time. */
  retries = 0;
  /** Those that would have been, had there been no budget. */
  retriesDenied = 0;
  /** Requests refused because too many were in flight. */
  overloaded = 0;
  /** Requests refused because somebody asked more often than the route's limit. */
  limited = 0;
  /** Requests refused for a token that was missing or wrong. */
  unauthorized = 0;
  /** Requests that waited for the end of a pause. */
  held = 0;
  /** Requests refused because too many waited, or the pause took too long. */
  heldInVain = 0;
}

/** What the metrics page shows of one service. */
export interface Measured {
  readonly name: string;
  readonly inFlight: number;
  readonly guards: Guards;
  readonly counters: Readonly<Record<Side, Counters>>;
}

const SIDES: readonly Side[] = ['stable', 'candidate'];
const QUANTILES = [0.5, 0.95, 0.99] as const;
const CLASSES = ['none', '1xx', '2xx', '3xx', '4xx', '5xx'] as const;

/** The Prometheus text of all services. */
export function printMetrics(services: Iterable<Measured>): string {
  const requests = ['# TYPE hanok_gateway_requests_total counter'];
  const latency = ['# TYPE hanok_gateway_latency_seconds summary'];
  const all = [...services];
  for (const service of all) {
    for (const side of SIDES) {
      const labels = `service="${service.name}",side="${side}"`;
      const { byClass, latency: histogram } = service.counters[side];
      CLASSES.forEach((name, index) => {
        requests.push(`hanok_gateway_requests_total{${labels},status="${name}"} ${byClass[index]}`);
      });
      for (const q of QUANTILES) {
        const seconds = histogram.quantile(q) / 1_000;
        latency.push(`hanok_gateway_latency_seconds{${labels},quantile="${q}"} ${seconds}`);
      }
      latency.push(`hanok_gateway_latency_seconds_sum{${labels}} ${histogram.sumMs / 1_000}`);
      latency.push(`hanok_gateway_latency_seconds_count{${labels}} ${histogram.count}`);
    }
  }
  return `${[...requests, ...latency, ...printGuards(all)].join('\n')}\n`;
}

const GUARDS: Readonly<Record<keyof Guards, string>> = {
  ejections: 'hanok_gateway_ejections_total',
  retries: 'hanok_gateway_retries_total',
  retriesDenied: 'hanok_gateway_retries_denied_total',
  overloaded: 'hanok_gateway_overloaded_total',
  limited: 'hanok_gateway_limited_total',
  unauthorized: 'hanok_gateway_unauthorized_total',
  held: 'hanok_gateway_held_total',
  heldInVain: 'hanok_gateway_held_in_vain_total',
};

function printGuards(services: readonly Measured[]): string[] {
  const inFlight = services.map(
    ({ name, inFlight }) => `hanok_gateway_in_flight{service="${name}"} ${inFlight}`,
  );
  const counters = Object.entries(GUARDS).flatMap(([guard, metric]) => [
    `# TYPE ${metric} counter`,
    ...services.map(
      ({ name, guards }) => `${metric}{service="${name}"} ${guards[guard as keyof Guards]}`,
    ),
  ]);
  return ['# TYPE hanok_gateway_in_flight gauge', ...inFlight, ...counters];
}
