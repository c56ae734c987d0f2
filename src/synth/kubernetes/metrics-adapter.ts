import { type ResolvedService, settleReplicas } from '#model';
import type { SynthFile } from '../file.ts';
import { Sink } from '../print/sink.ts';
import { printYaml } from '../print/yaml.ts';
import type { TreeMap } from '../source.ts';
import { isScaled, METRICS } from './autoscaler.ts';
import { fileOf, objectOf } from './object.ts';
import type { KubeSite } from './site.ts';

type Signal = keyof typeof METRICS;

/**
 * How prometheus-adapter turns what is counted into what autoscalers go by. The adapter belongs to
 * the cluster and reads one configuration; this is the namespace's part of it.
 */
export function metricsAdapterOf(site: KubeSite): readonly SynthFile[] {
  const asked = signalsOf(site.services);
  if (asked.size === 0) return [];
  sayNeeds(site, asked);
  const configuration: TreeMap = {
    rules: [
      ...(asked.has('rps') ? [rateRule(site)] : []),
      ...(asked.has('users') ? [gaugeRule(site, 'users')] : []),
    ],
    externalRules: asked.has('queued') ? [gaugeRule(site, 'queued')] : undefined,
  };
  const sink = new Sink();
  printYaml(sink, configuration);
  const map = objectOf(
    site,
    site.source,
    { apiVersion: 'v1', kind: 'ConfigMap', name: 'metrics-adapter' },
    { data: { 'config.yaml': sink.text } },
  );
  return [fileOf(site, 'metrics-adapter', site.source, [map])];
}

function signalsOf(services: readonly ResolvedService[]): ReadonlySet<Signal> {
  const signals = services
    .filter(isScaled)
    .flatMap((service) => settleReplicas(service).scaleOn ?? [])
    .flatMap((signal) => Object.keys(signal));
  return new Set((Object.keys(METRICS) as Signal[]).filter((one) => signals.includes(one)));
}

const OF_PODS: TreeMap = {
  overrides: { namespace: { resource: 'namespace' }, pod: { resource: 'pod' } },
};

const rateRule = ({ namespace }: KubeSite): TreeMap => ({
  seriesQuery: `http_requests_total{namespace="${namespace}",pod!=""}`,
  resources: OF_PODS,
  name: { as: METRICS.rps },
  metricsQuery: 'sum(rate(<<.Series>>{<<.LabelMatchers>>}[2m])) by (<<.GroupBy>>)',
});

const gaugeRule = ({ namespace }: KubeSite, signal: 'users' | 'queued'): TreeMap => ({
  seriesQuery: `${METRICS[signal]}{namespace="${namespace}"}`,
  resources: signal === 'users' ? OF_PODS : { overrides: { namespace: { resource: 'namespace' } } },
  name: { as: METRICS[signal] },
  metricsQuery: 'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
});

const COUNTED: Readonly<Record<Signal, string>> = {
  rps: 'http_requests_total{service,code}',
  users: 'active_users{service}',
  queued: 'queue_messages_waiting{service}',
};

const sayNeeds = (site: KubeSite, asked: ReadonlySet<Signal>): void => {
  const series = [...asked].map((one) => COUNTED[one]).join(', ');
  site.isMissing(
    site.source,
    {
      en: `autoscalers go by ${series}: a prometheus-adapter with the ConfigMap metrics-adapter, and services that count, must stand on ${site.name}`,
      ko: `자동 확장이 ${series} 지표를 본다. ${site.name} 사이트에 metrics-adapter ConfigMap을 읽는 prometheus-adapter와 이 지표를 내는 서비스가 있어야 한다`,
    },
    {
      en: 'Give the adapter this configuration; until then the other signals decide.',
      ko: '어댑터에 이 설정을 준다. 그때까지는 다른 신호로 정한다.',
    },
  );
};
