import { SECOND } from '#kernel';
import { namespaceOf } from '#model';
import { groundOf, isManaged } from '../../observe/place.ts';
import { plainNumber } from '../../observe/words.ts';
import { valueIn } from '../rule.ts';
import { flat, minutesFor, sampled, seriesOf } from '../sample.ts';
import { MACHINE_DISK, notOurs, ofResource, signalOf } from './machine.ts';
import { type Answer, type Asked, blind } from './signal.ts';

/** Metrics of the exporters, by kind of store. */
const CONNECTIONS: Readonly<Record<string, string>> = {
  postgres: 'pg_stat_database_numbackends',
  mysql: 'mysql_global_status_threads_connected',
  redis: 'redis_connected_clients',
};
const LAG: Readonly<Record<string, string>> = {
  postgres: 'pg_replication_lag_seconds',
  mysql: 'mysql_slave_status_seconds_behind_master',
};

const ofStore =
  (metrics: Readonly<Record<string, string>>, make: (asked: Asked, metric: string) => Answer) =>
  (asked: Asked): Answer => {
    const metric = asked.of && metrics[asked.of.kind];
    if (metric !== undefined) return make(asked, metric);
    return asked.of
      ? blind(
          `no exporter counts this of ${asked.of.name} (${asked.of.kind})`,
          `${asked.of.name}(${asked.of.kind})에서 이것을 세는 exporter가 없다`,
        )
      : blind(
          'the alert does not say which store it is of',
          '어느 저장소의 알림인지 적혀 있지 않다',
        );
  };

/** Connections in use over all databases of a server. */
export const connections = ofStore(CONNECTIONS, ({ alert, bound, of }, metric) => {
  const store = of?.name ?? '';
  const minutes = minutesFor(alert.for ?? 0);
  const shown = (count: number) =>
    sampled(
      { [seriesOf(metric, { store, datname: 'app' })]: flat(count, minutes) },
      { minutes, labels: { store }, value: count.toFixed(0) },
    );
  return {
    signal: {
      signal: 'connections',
      expr: `sum by (store) (${metric}{store="${store}"}) > ${bound}`,
      summary: {
        en: `${store} has more than ${bound} connections`,
        ko: `${store} 연결이 ${bound}개를 넘었다`,
      },
      description: {
        en: `${valueIn(0)} connections are open.`,
        ko: `열린 연결 ${valueIn(0)}개.`,
      },
      fires: shown(bound + 1),
      quiet: shown(bound),
    },
  };
});

/** How far the replica furthest behind is behind. */
export const lag = ofStore(LAG, ({ alert, bound, of }, metric) => {
  const store = of?.name ?? '';
  const minutes = minutesFor(alert.for ?? 0);
  const seconds = plainNumber(bound / SECOND);
  const shown = (behind: number) =>
    sampled(
      { [seriesOf(metric, { store, instance: 'replica' })]: flat(behind, minutes) },
      { minutes, labels: { store }, value: behind.toFixed(1) },
    );
  return {
    signal: {
      signal: 'lag',
      expr: `max by (store) (${metric}{store="${store}"}) > ${seconds}`,
      summary: {
        en: `A replica of ${store} is more than ${seconds} s behind`,
        ko: `${store} 복제본이 ${seconds}초보다 뒤처졌다`,
      },
      description: {
        en: `The replica furthest behind is ${valueIn(1)} s behind.`,
        ko: `가장 뒤처진 복제본이 ${valueIn(1)}초 늦다.`,
      },
      fires: shown(Math.max(1, Math.ceil(seconds * 2))),
      quiet: shown(seconds / 2),
    },
  };
});

/** Redis against the memory it may have; anything else by where it stands. */
export function memory(asked: Asked): Answer {
  const { of } = asked;
  if (of?.kind !== 'redis') return ofResource('memory')(asked);
  const labels = { store: of.name };
  const most = of.memory ?? 1e8;
  return signalOf(asked, {
    signal: 'memory',
    used: `100 * max by (store) (redis_memory_used_bytes{store="${of.name}"}${
      of.memory === undefined
        ? ` / (redis_memory_max_bytes{store="${of.name}"} > 0)`
        : ` / ${of.memory}`
    })`,
    whose: 'store',
    what: { en: 'The fullest node against its memory', ko: '가장 찬 노드의 메모리' },
    labels,
    at: (percent, minutes) => ({
      [seriesOf('redis_memory_used_bytes', labels)]: flat((most * percent) / 100, minutes),
      ...(of.memory === undefined && {
        [seriesOf('redis_memory_max_bytes', labels)]: flat(most, minutes),
      }),
    }),
  });
}

/** A volume in a cluster, the machine's file systems elsewhere. */
export function disk(asked: Asked): Answer {
  const { plan, of } = asked;
  const ground = groundOf(plan);
  if (ground === 'ecs' || (of && isManaged(of))) return notOurs(of?.name ?? plan.name);
  if (!of || ground === 'server') return signalOf(asked, MACHINE_DISK);
  const namespace = namespaceOf(plan);
  const labels = { namespace, persistentvolumeclaim: `data-${of.name}-0` };
  const claims = `{namespace="${namespace}",persistentvolumeclaim=~"(.+-)?${of.name}(-.+)?"}`;
  return signalOf(asked, {
    signal: 'disk',
    used: `100 * max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_used_bytes${claims} / kubelet_volume_stats_capacity_bytes${claims})`,
    whose: 'persistentvolumeclaim',
    what: { en: 'The volume', ko: '볼륨' },
    labels,
    at: (percent, minutes) => ({
      [seriesOf('kubelet_volume_stats_used_bytes', labels)]: flat(1e6 * percent, minutes),
      [seriesOf('kubelet_volume_stats_capacity_bytes', labels)]: flat(1e8, minutes),
    }),
  });
}
