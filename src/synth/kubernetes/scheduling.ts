import type { ResolvedJob, ResolvedService } from '#model';
import { type Said, sayer, type Tree, type TreeMap } from '../source.ts';
import { selectorOf } from './object.ts';
import type { KubeSite } from './site.ts';

type Running = ResolvedService | ResolvedJob;

/** Over zones as the plan demands it, over machines as it can be had. */
export function spread(part: ResolvedService): Tree {
  const over = (topologyKey: string, whenUnsatisfiable: Tree): TreeMap => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable,
    labelSelector: { matchLabels: selectorOf(part.name) },
    // Each version for itself: pods that are leaving do not push new ones together.
    matchLabelKeys: ['pod-template-hash'],
  });
  const isDemanded = (part.zones ?? 1) > 1;
  return [
    over(
      'topology.kubernetes.io/zone',
      isDemanded ? sayer(part)('zones', 'DoNotSchedule') : 'ScheduleAnyway',
    ),
    over('kubernetes.io/hostname', 'ScheduleAnyway'),
  ];
}

/** How providers name what a machine is. */
const LABELS: Readonly<
  Record<string, { readonly pool: string; readonly spot: readonly [string, string] }>
> = {
  eks: { pool: 'eks.amazonaws.com/nodegroup', spot: ['eks.amazonaws.com/capacityType', 'SPOT'] },
  gke: { pool: 'cloud.google.com/gke-nodepool', spot: ['cloud.google.com/gke-spot', 'true'] },
};

/** The machines it is scheduled on. */
export function machinesOf(site: KubeSite, part: Running): TreeMap {
  const selector = machineLabels(site, part);
  if (part.pool !== undefined) saySearched(site, part, part.pool);
  return {
    nodeSelector: Object.keys(selector).length > 0 ? selector : undefined,
    tolerations: part.gpu
      ? [{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }]
      : undefined,
  };
}

function machineLabels({ placement }: KubeSite, part: Running): Readonly<Record<string, Said>> {
  const say = sayer(part);
  const labels = LABELS[placement.engine];
  if (!labels) return {};
  const [key, value] = labels.spot;
  return {
    ...(part.instance !== undefined && {
      'node.kubernetes.io/instance-type': say('instance', part.instance),
    }),
    ...(part.pool !== undefined && { [labels.pool]: say('pool', part.pool) }),
    ...(part.purchase === 'spot' && { [key]: say('purchase', value) }),
  };
}

function saySearched(site: KubeSite, part: Running, pool: string): void {
  const pools = site.placement.pools ?? [];
  if (pools.length === 0 || pools.some(({ name }) => name === pool)) return;
  site.cannotSay(
    { path: `parts.${part.name}.pool`, at: part.at },
    {
      en: `${part.name} waits for the node pool ${pool}, and ${site.name} has none of that name`,
      ko: `${part.name} 파드는 ${pool} 노드 풀을 기다리는데 ${site.name} 사이트에 그런 풀이 없다`,
    },
    { en: 'Give the placement that pool.', ko: '배치에 그 풀을 적는다.' },
  );
}
