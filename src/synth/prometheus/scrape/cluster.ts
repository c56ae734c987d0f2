import {
  namespaceOf,
  partsOf,
  type ResolvedPlacement,
  type ResolvedPlan,
  settlePort,
} from '#model';
import { BLACKBOX, KUBE_STATE, NODE_EXPORTER } from '../../observe/exporters.ts';
import { from, Said, sourceOfPart, type TreeMap } from '../../source.ts';
import { type Jobs, probeJob } from './jobs.ts';
import type { Need } from './need.ts';

const NAME = '__meta_kubernetes_pod_label_app_kubernetes_io_name';
const INSTANCE = '__meta_kubernetes_pod_label_app_kubernetes_io_instance';
/** Where a proxy of Istio gives its own numbers together with those of what it stands beside. */
const MERGED_PORT = 15_020;
const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Jobs of a Prometheus inside the cluster. */
export const clusterJobs = (plan: ResolvedPlan, placement: ResolvedPlacement, need: Need): Jobs => [
  ...serviceJob(plan, placement),
  ...(need.nodes
    ? [podJob(NODE_EXPORTER.name, [asInstance('__meta_kubernetes_pod_node_name')])]
    : []),
  ...(need.cluster ? [stateJob(plan), nodeJob('cadvisor', '/proxy/metrics/cadvisor', plan)] : []),
  ...(need.volumes ? [nodeJob('kubelet', '/proxy/metrics', plan)] : []),
  ...exporterJobs(plan, need),
  ...(need.probes.length > 0 ? [probeJob(need.probes, `${BLACKBOX.name}:${BLACKBOX.port}`)] : []),
];

/** Pods of the plan's services, by the label and port they have in the generated Deployments. */
function serviceJob(plan: ResolvedPlan, placement: ResolvedPlacement): Jobs {
  const placed = new Set(placement.place ?? []);
  const services = partsOf(plan, 'service')
    .filter(({ name }) => placed.size === 0 || placed.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (services.length === 0) return [];
  const hasMesh = (placement.runtime ?? []).some((one) => one.startsWith('istio'));
  const regex = services
    .map((one) => (hasMesh ? one.name : `${one.name};${settlePort(one)}`))
    .join('|');
  const port = hasMesh ? [] : ['__meta_kubernetes_pod_container_port_number'];
  return [
    from(sourceOfPart(plan.environment, 'environments'), {
      job_name: 'services',
      metrics_path: hasMesh ? '/stats/prometheus' : undefined,
      kubernetes_sd_configs: [{ role: 'pod', namespaces: { names: [namespaceOf(plan)] } }],
      relabel_configs: [
        { source_labels: [NAME, ...port], regex, action: 'keep' },
        {
          source_labels: ['__meta_kubernetes_pod_phase'],
          regex: 'Pending|Succeeded|Failed',
          action: 'drop',
        },
        ...(hasMesh
          ? [
              {
                source_labels: ['__meta_kubernetes_pod_ip'],
                regex: '(.+)',
                target_label: '__address__',
                replacement: `$1:${MERGED_PORT}`,
              },
            ]
          : []),
        { source_labels: [NAME], target_label: 'service' },
        { source_labels: ['__meta_kubernetes_namespace'], target_label: 'namespace' },
        { source_labels: ['__meta_kubernetes_pod_name'], target_label: 'pod' },
      ],
    }),
  ];
}

/** One job for a kind of exporter: which store it watches is its instance label. */
function exporterJobs(plan: ResolvedPlan, { stores }: Need): Jobs {
  const names = [...new Set(stores.map(({ exporter }) => exporter.name))];
  return names.map((name) => {
    const own = stores.filter(({ exporter }) => exporter.name === name);
    const [first] = own;
    const job = podJob(
      name,
      [
        {
          source_labels: [INSTANCE],
          regex: own.map(({ store }) => store.name).join('|'),
          action: 'keep',
        },
        { source_labels: [INSTANCE], target_label: 'store' },
      ],
      plan,
    );
    return first ? from(sourceOfPart(first.store), job) : job;
  });
}

const asInstance = (label: string): TreeMap => ({
  source_labels: [label],
  target_label: 'instance',
});

const podJob = (name: string, relabel: readonly TreeMap[], plan?: ResolvedPlan): TreeMap => ({
  job_name: name,
  kubernetes_sd_configs: [{ role: 'pod', namespaces: plan && { names: [namespaceOf(plan)] } }],
  relabel_configs: [
    { source_labels: [NAME], regex: `(prometheus-)?${name}`, action: 'keep' },
    ...relabel,
  ],
});

/** Its series are of others: their labels are kept, and of others' namespaces nothing is. */
const stateJob = (plan: ResolvedPlan): TreeMap => ({
  ...podJob(KUBE_STATE.name, [
    {
      source_labels: ['__meta_kubernetes_pod_container_port_number'],
      regex: String(KUBE_STATE.port),
      action: 'keep',
    },
  ]),
  honor_labels: true,
  metric_relabel_configs: [ownNamespace(plan)],
});

const ownNamespace = (plan: ResolvedPlan): TreeMap => ({
  source_labels: ['namespace'],
  regex: new Said(namespaceOf(plan), sourceOfPart(plan.environment, 'environments')),
  action: 'keep',
});

/** Through the API server, so that no port of a node has to be open. */
const nodeJob = (name: string, path: string, plan: ResolvedPlan): TreeMap => ({
  job_name: name,
  scheme: 'https',
  authorization: { credentials_file: `${ACCOUNT}/token` },
  tls_config: { ca_file: `${ACCOUNT}/ca.crt` },
  kubernetes_sd_configs: [{ role: 'node' }],
  relabel_configs: [
    { target_label: '__address__', replacement: 'kubernetes.default.svc:443' },
    {
      source_labels: ['__meta_kubernetes_node_name'],
      regex: '(.+)',
      target_label: '__metrics_path__',
      replacement: `/api/v1/nodes/$1${path}`,
    },
  ],
  metric_relabel_configs: [ownNamespace(plan)],
});
