import { SECOND } from '#kernel';
import type { ResolvedPlan, ResolvedStore } from '#model';
import { watchedStoresOf } from '../observe/exporters.ts';
import { sourceOfPart } from '../source.ts';
import { type Bounds, boundsOf } from './bound.ts';
import { type Panel, type Section, scaled } from './panel.ts';

/** What is looked at of each kind of store, in the words of its exporter. */
const PANELS: Readonly<Partial<Record<ResolvedStore['kind'], PanelsOf>>> = {
  postgres: (boundOf, store, own) => [
    connections(boundOf, store, `sum(pg_stat_database_numbackends${own})`),
    lag(boundOf, store, `max(pg_replication_lag_seconds${own})`),
    {
      title: 'Transactions',
      unit: 'ops',
      asks: [
        [`sum(rate(pg_stat_database_xact_commit${own}[5m]))`, 'commit'],
        [`sum(rate(pg_stat_database_xact_rollback${own}[5m]))`, 'rollback'],
      ],
    },
    { title: 'Size', unit: 'bytes', asks: [[`sum(pg_database_size_bytes${own})`, 'databases']] },
  ],
  mysql: (boundOf, store, own) => [
    connections(boundOf, store, `sum(mysql_global_status_threads_connected${own})`),
    lag(boundOf, store, `max(mysql_slave_status_seconds_behind_master${own})`),
    {
      title: 'Queries',
      unit: 'ops',
      asks: [
        [`sum(rate(mysql_global_status_queries${own}[5m]))`, 'queries'],
        [`sum(rate(mysql_global_status_slow_queries${own}[5m]))`, 'slow'],
      ],
    },
  ],
  redis: (boundOf, store, own) => [
    {
      title: 'Memory',
      unit: 'percent',
      asks: [
        [
          `100 * max(redis_memory_used_bytes${own}) / ${memoryOf(store) ?? `max(redis_memory_max_bytes${own} > 0)`}`,
          'in use',
        ],
      ],
      bound: boundOf(store, 'memoryAbove'),
    },
    connections(boundOf, store, `sum(redis_connected_clients${own})`),
    {
      title: 'Hits',
      unit: 'percentunit',
      asks: [
        [
          `sum(rate(redis_keyspace_hits_total${own}[5m])) / (sum(rate(redis_keyspace_hits_total${own}[5m])) + sum(rate(redis_keyspace_misses_total${own}[5m])))`,
          'hits',
        ],
      ],
    },
    {
      title: 'Evicted keys',
      unit: 'ops',
      asks: [[`sum(rate(redis_evicted_keys_total${own}[5m]))`, 'evicted']],
    },
  ],
  search: (_, __, own) => [
    {
      title: 'Health',
      unit: 'short',
      asks: [[`max by (color) (elasticsearch_cluster_health_status${own})`, '{{color}}']],
    },
    {
      title: 'Heap',
      unit: 'percent',
      asks: [
        [
          `100 * max by (name) (elasticsearch_jvm_memory_used_bytes{area="heap",${own.slice(1, -1)}} / elasticsearch_jvm_memory_max_bytes{area="heap",${own.slice(1, -1)}})`,
          '{{name}}',
        ],
      ],
    },
    {
      title: 'Disk',
      unit: 'percent',
      asks: [
        [
          `100 * (1 - min by (name) (elasticsearch_filesystem_data_available_bytes${own} / elasticsearch_filesystem_data_size_bytes${own}))`,
          '{{name}}',
        ],
      ],
    },
  ],
};
type PanelsOf = (boundOf: Bounds, store: ResolvedStore, own: string) => readonly Panel[];

const memoryOf = (store: ResolvedStore): number | undefined =>
  store.kind === 'redis' ? store.memory : undefined;

const connections = (boundOf: Bounds, store: ResolvedStore, expr: string): Panel => ({
  title: 'Connections',
  unit: 'short',
  asks: [[expr, 'open']],
  bound: boundOf(store, 'connectionsAbove'),
});

function lag(boundOf: Bounds, store: ResolvedStore, expr: string): Panel {
  const bound = boundOf(store, 'lagAbove');
  return {
    title: 'Replica lag',
    unit: 's',
    asks: [[expr, 'furthest behind']],
    bound: bound && scaled(bound, 1 / SECOND),
  };
}

/** By kind of store, a section for every store of it. */
export function storeDashboardsOf(
  plan: ResolvedPlan,
): readonly { readonly kind: string; readonly sections: readonly Section[] }[] {
  const boundOf = boundsOf(plan);
  const stores = watchedStoresOf(plan).map(({ store }) => store);
  const kinds = [...new Set(stores.map(({ kind }) => kind))].sort();
  return kinds.map((kind) => ({
    kind,
    sections: stores
      .filter((store) => store.kind === kind)
      .map((store) => ({
        title: store.name,
        source: sourceOfPart(store),
        panels: PANELS[kind]?.(boundOf, store, `{store="${store.name}"}`) ?? [],
      })),
  }));
}
