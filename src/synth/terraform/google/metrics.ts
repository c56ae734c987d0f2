import { isStore, namespaceOf, type ResolvedAlert, type ResolvedPart } from '#model';
import type { TreeMap } from '../../source.ts';
import { idOf } from '../names.ts';
import { ref } from '../terraform.ts';
import { projectOf } from './project.ts';
import type { GoogleSite } from './site.ts';
import { isOurs } from './stores.ts';

/** Bounds of an alert that Google is asked to watch here; budgets stand with the costs. */
export const BOUNDS = [
  'errorsAbove',
  'slowerThan',
  'cpuAbove',
  'memoryAbove',
  'diskAbove',
  'connectionsAbove',
  'restartsAbove',
  'lagAbove',
  'certificateWithin',
] as const;
export type Bound = (typeof BOUNDS)[number];

/** One measure of one thing, and what it may not pass. */
export interface Measure {
  readonly of: string;
  readonly filter: string;
  readonly threshold: number;
  readonly aggregation: TreeMap;
}

interface Kind {
  readonly metric: string;
  /** How many of the metric's units one of the plan's is. */
  readonly scale: number;
  readonly aligner?: string;
  /** Which of the metric's series. */
  readonly more?: string;
  readonly reducer?: string;
}
type Kinds = Readonly<Partial<Record<Bound, Kind>>>;

const PERCENT = 1 / 100;
const SQL: Kinds = {
  cpuAbove: { metric: 'database/cpu/utilization', scale: PERCENT },
  memoryAbove: { metric: 'database/memory/utilization', scale: PERCENT },
  diskAbove: { metric: 'database/disk/utilization', scale: PERCENT },
  connectionsAbove: { metric: 'database/network/connections', scale: 1, reducer: 'REDUCE_SUM' },
  lagAbove: { metric: 'database/replication/replica_lag', scale: 1 / 1_000 },
};
/** PostgreSQL is counted by its backends, in each of its databases. */
const POSTGRES: Kinds = {
  ...SQL,
  connectionsAbove: {
    metric: 'database/postgresql/num_backends',
    scale: 1,
    reducer: 'REDUCE_SUM',
  },
};
const REDIS_CLUSTER: Kinds = {
  cpuAbove: { metric: 'cluster/cpu/maximum_utilization', scale: PERCENT },
  memoryAbove: { metric: 'cluster/memory/maximum_utilization', scale: PERCENT },
  connectionsAbove: { metric: 'cluster/clients/total_connected_clients', scale: 1 },
};
const REDIS: Kinds = {
  memoryAbove: { metric: 'stats/memory/usage_ratio', scale: PERCENT },
  connectionsAbove: { metric: 'clients/connected', scale: 1, reducer: 'REDUCE_SUM' },
};
const CONTAINER: Kinds = {
  // Pods ask for cores and have no limit of them; of memory they have one.
  cpuAbove: { metric: 'container/cpu/request_utilization', scale: PERCENT },
  memoryAbove: {
    metric: 'container/memory/limit_utilization',
    scale: PERCENT,
    // What the kernel could give back is not in the way of anybody.
    more: 'metric.labels.memory_type = "non-evictable"',
  },
  restartsAbove: { metric: 'container/restart_count', scale: 1, aligner: 'ALIGN_DELTA' },
};

type Asked = readonly [alert: ResolvedAlert, bound: Bound];

/** How Cloud Monitoring measures a bound of a part; nothing where it does not. */
export function metricsOf(site: GoogleSite, part: ResolvedPart, asked: Asked): readonly Measure[] {
  if (part.kind === 'service') return ofContainer(site, part.name, asked);
  if (!isStore(part) || !isOurs(part)) return [];
  if (part.kind === 'postgres' || part.kind === 'mysql') return ofDatabase(site, part, asked);
  if (part.kind === 'redis')
    return part.managed === 'memorystore-cluster'
      ? one(asked, REDIS_CLUSTER, {
          of: part.name,
          service: 'redis.googleapis.com',
          resource: `resource.type = "redis.googleapis.com/Cluster" AND resource.labels.cluster_id = "${site.called(63, part.name)}"`,
        })
      : one(asked, REDIS, {
          of: part.name,
          service: 'redis.googleapis.com',
          resource: `resource.type = "redis_instance" AND resource.labels.instance_id = "${ref<'id'>({ address: `google_redis_instance.${idOf(part.name)}` }, 'id')}"`,
        });
  return [];
}

interface Where {
  readonly of: string;
  readonly service: string;
  readonly resource: string;
}

function one([alert, bound]: Asked, kinds: Kinds, where: Where): readonly Measure[] {
  const kind = kinds[bound];
  const value = alert[bound];
  if (!kind || value === undefined) return [];
  const over = bound === 'restartsAbove' ? (alert.within ?? 3_600_000) : 60_000;
  return [
    {
      of: where.of,
      filter: [where.resource, `metric.type = "${where.service}/${kind.metric}"`, kind.more]
        .filter((part) => part !== undefined)
        .join(' AND '),
      threshold: Number((value * kind.scale).toPrecision(12)),
      aggregation: {
        alignment_period: `${Math.max(60, Math.round(over / 1_000))}s`,
        per_series_aligner: kind.aligner ?? 'ALIGN_MEAN',
        cross_series_reducer: kind.reducer,
      },
    },
  ];
}

const ofContainer = (site: GoogleSite, name: string, asked: Asked): readonly Measure[] =>
  one(asked, CONTAINER, {
    of: name,
    service: 'kubernetes.io',
    resource: containerOf(site, name),
  });

/** The containers of a service, as lines and measures of them are marked. */
export const containerOf = (site: GoogleSite, name: string): string =>
  `resource.type = "k8s_container" AND resource.labels.namespace_name = "${namespaceOf(site.plan)}" AND resource.labels.container_name = "${name}"`;

type Database = Extract<ResolvedPart, { kind: 'postgres' | 'mysql' }>;

/** Only what follows lags behind. */
function ofDatabase(site: GoogleSite, store: Database, asked: Asked): readonly Measure[] {
  const on = (id: string, of: string) =>
    one(asked, store.kind === 'postgres' ? POSTGRES : SQL, {
      of,
      service: 'cloudsql.googleapis.com',
      resource: `resource.type = "cloudsql_database" AND resource.labels.database_id = "${projectOf(site)}:${ref<'name'>({ address: `google_sql_database_instance.${id}` }, 'name')}"`,
    });
  if (asked[1] !== 'lagAbove') return on(idOf(store.name), store.name);
  return Array.from({ length: store.readers?.count ?? 0 }, (_, index) => index + 1).flatMap((nth) =>
    on(idOf(store.name, 'reader', String(nth)), `${store.name}-reader-${nth}`),
  );
}
