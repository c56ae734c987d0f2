import { from, Said, type TreeMap } from '../../source.ts';
import type { Probe } from './need.ts';

export type Jobs = readonly TreeMap[];

/** The addresses of gateways, looked at by the blackbox exporter in Prometheus' place. */
export const probeJob = (probes: readonly Probe[], exporter: string): TreeMap => ({
  job_name: 'blackbox-exporter',
  metrics_path: '/probe',
  params: { module: ['http_2xx'] },
  static_configs: probes.map(({ gateway, source, addresses }) =>
    from(source, {
      targets: addresses.map((address) => new Said(address, source)),
      labels: { gateway },
    }),
  ),
  relabel_configs: [
    { source_labels: ['__address__'], target_label: '__param_target' },
    { source_labels: ['__param_target'], target_label: 'instance' },
    { target_label: '__address__', replacement: exporter },
  ],
});
