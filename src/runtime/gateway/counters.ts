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

/** What the metrics page shows of one service. */
export interface Measured {
  readonly name: string;
  readonly counters: Readonly<Record<Side, Counters>>;
}

const SIDES: readonly Side[] = ['stable', 'candidate'];
const QUANTILES = [0.5, 0.95, 0.99] as const;
const CLASSES = ['none', '1xx', '2xx', '3xx', '4xx', '5xx'] as const;

/** The Prometheus text of all services. */
export function printMetrics(services: Iterable<Measured>): string {
  const requests = ['# TYPE hanok_gateway_requests_total counter'];
  const latency = ['# TYPE hanok_gateway_latency_seconds summary'];
  for (const service of services) {
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
  return `${[...requests, ...latency].join('\n')}\n`;
}
