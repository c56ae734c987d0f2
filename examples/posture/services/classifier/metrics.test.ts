import { expect, it } from 'vitest';
import { openMetrics } from './metrics.ts';

it('prints counters, gauges and cumulative buckets in the Prometheus format', () => {
  const metrics = openMetrics();
  metrics.counter('seen_total', 'Seen.').add({ by: 'a "b"' }, 2);
  metrics.gauge('depth', 'Depth.', () => [[{}, 3]]);
  const took = metrics.histogram('took_seconds', 'Took.');
  took.observe(0.002);
  took.observe(9);
  const lines = metrics.print().split('\n');
  expect(lines.slice(0, 6)).toEqual([
    '# HELP seen_total Seen.',
    '# TYPE seen_total counter',
    'seen_total{by="a \\"b\\""} 2',
    '# HELP depth Depth.',
    '# TYPE depth gauge',
    'depth 3',
  ]);
  expect(lines).toContain('took_seconds_bucket{le="0.001"} 0');
  expect(lines).toContain('took_seconds_bucket{le="5"} 1');
  expect(lines).toContain('took_seconds_bucket{le="+Inf"} 2');
  expect(lines).toContain('took_seconds_sum 9.002');
});
