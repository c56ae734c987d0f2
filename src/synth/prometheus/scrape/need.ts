import { partsOf } from '#model';
import {
  BLACKBOX,
  KUBE_STATE,
  NODE_EXPORTER,
  type WatchedStore,
  watchedStoresOf,
} from '../../observe/exporters.ts';
import { byName, groundOf } from '../../observe/place.ts';
import type { Source } from '../../source.ts';
import { isMissing, type SynthContext } from '../../target.ts';
import type { AlertRule } from '../rule.ts';

/** Somebody outside looks at these addresses. */
export interface Probe {
  readonly gateway: string;
  readonly source: Source;
  readonly addresses: readonly string[];
}

/** What has to be read besides the services. */
export interface Need {
  readonly nodes: boolean;
  /** kube-state-metrics, and the containers' own numbers. */
  readonly cluster: boolean;
  readonly volumes: boolean;
  readonly stores: readonly WatchedStore[];
  readonly probes: readonly Probe[];
}

/** What rules ask for, and what the plan names; an agent that only a rule asks for is said. */
export function needOf(context: SynthContext, rules: readonly AlertRule[]): Need {
  const { plan } = context;
  const { agents = [], uptime = [] } = plan.policy.monitoring ?? {};
  const asks = (metric: string): boolean => rules.some(({ expr }) => expr.includes(metric));
  const isNamed = (name: string): boolean => agents.includes(name);
  const isCluster = groundOf(plan) === 'cluster';
  const need: Need = {
    nodes: isNamed(NODE_EXPORTER.name) || asks('node_'),
    cluster: isCluster && (isNamed(KUBE_STATE.name) || asks('kube_') || asks('container_')),
    volumes: isCluster && asks('kubelet_'),
    stores: watchedStoresOf(plan),
    probes: uptime.includes('prometheus') || asks('probe_') ? probesOf(context) : [],
  };
  const used = [
    ...(need.nodes ? [NODE_EXPORTER.name] : []),
    ...(need.cluster ? [KUBE_STATE.name] : []),
    ...need.stores.map(({ exporter }) => exporter.name),
    ...(need.probes.length > 0 ? [BLACKBOX.name] : []),
  ];
  reportUnnamed(
    context,
    [...new Set(used)].filter((name) => !isNamed(name)),
  );
  return need;
}

const probesOf = ({ plan }: SynthContext): readonly Probe[] =>
  byName(partsOf(plan, 'gateway', 'cdn')).flatMap(({ name, at, hosts = [], tls }) =>
    hosts.length === 0
      ? []
      : [
          {
            gateway: name,
            source: { path: `parts.${name}.hosts`, at },
            addresses: [...hosts].sort().map((host) => `${tls ? 'https' : 'http'}://${host}/`),
          },
        ],
  );

function reportUnnamed(context: SynthContext, names: readonly string[]): void {
  for (const name of names)
    isMissing(
      context,
      'prometheus',
      { path: 'monitoring.agents', at: context.plan.at },
      {
        en: `what is watched needs ${name}, and monitoring.agents does not name it: it is read where it has to be`,
        ko: `지켜볼 것에 ${name} 도구가 필요한데 monitoring.agents에 없다. 있어야 할 자리에서 읽도록 적었다`,
      },
      {
        en: `Run ${name}, and name it in monitoring.agents.`,
        ko: `${name} 도구를 띄우고 monitoring.agents에 적는다.`,
      },
    );
}
