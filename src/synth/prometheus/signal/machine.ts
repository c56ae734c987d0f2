import { namespaceOf, type ResolvedService } from '#model';
import { groundOf, isManaged } from '../../observe/place.ts';
import { plainNumber } from '../../observe/words.ts';
import { valueIn } from '../rule.ts';
import { flat, growing, minutesFor, sampled, seriesOf } from '../sample.ts';
import { type Answer, type Asked, blind, type Signal } from './signal.ts';

/** What fills up: how it is called, and the expression of what is used in percent. */
interface Full {
  readonly signal: 'cpu' | 'memory' | 'disk';
  readonly used: string;
  /** The label that says which one it is. */
  readonly whose: string;
  readonly what: { readonly en: string; readonly ko: string };
  readonly labels: Readonly<Record<string, string>>;
  /** Series at so many percent. */
  readonly at: (percent: number, minutes: number) => Readonly<Record<string, string>>;
}

const WORDS = {
  cpu: { en: 'CPU', ko: 'CPU' },
  memory: { en: 'memory', ko: '메모리' },
  disk: { en: 'disk', ko: '디스크' },
} as const;

export function signalOf({ alert, bound, of }: Asked, full: Full): Answer {
  if (bound >= 100) return blind('nothing is fuller than full', '100%를 넘는 사용률은 없다');
  const minutes = minutesFor(alert.for ?? 0);
  const shown = (percent: number) =>
    sampled(full.at(percent, minutes), {
      minutes,
      labels: full.labels,
      value: percent.toFixed(1),
    });
  const word = WORDS[full.signal];
  const share = of ? ` (${of.name})` : '';
  const signal: Signal = {
    signal: full.signal,
    expr: `${full.used} > ${bound}`,
    summary: {
      en: `More than ${bound}% of the ${word.en} of {{ $labels.${full.whose} }} is in use${share}`,
      ko: `{{ $labels.${full.whose} }}의 ${word.ko} 사용률이 ${bound}%를 넘었다${share}`,
    },
    description: {
      en: `${full.what.en}: ${valueIn(1)}% in use.`,
      ko: `${full.what.ko}: 사용률 ${valueIn(1)}%.`,
    },
    fires: shown(Math.ceil((bound + 100) / 2)),
    quiet: shown(bound / 2),
  };
  return { signal };
}

const INSTANCE = '10.0.0.1:9100';
const machine = (name: string, more: Readonly<Record<string, string>> = {}): string =>
  seriesOf(name, { job: 'node-exporter', instance: INSTANCE, ...more });

const MACHINE_CPU: Full = {
  signal: 'cpu',
  used: '100 * (1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m])))',
  whose: 'instance',
  what: { en: 'All cores of the machine, 5 minutes', ko: '기계의 모든 코어, 5분' },
  labels: { instance: INSTANCE },
  at: (percent, minutes) => ({
    [machine('node_cpu_seconds_total', { cpu: '0', mode: 'idle' })]: growing(
      60 * (1 - percent / 100),
      minutes,
    ),
  }),
};
const MACHINE_MEMORY: Full = {
  signal: 'memory',
  used: '100 * (1 - max by (instance) (node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes))',
  whose: 'instance',
  what: { en: 'Memory of the machine', ko: '기계의 메모리' },
  labels: { instance: INSTANCE },
  at: (percent, minutes) => ({
    [machine('node_memory_MemAvailable_bytes')]: flat(1e6 * (100 - percent), minutes),
    [machine('node_memory_MemTotal_bytes')]: flat(1e8, minutes),
  }),
};
/** Left out: what is no disk, and images that are full by their nature. */
const DISKS = 'fstype!~"tmpfs|ramfs|overlay|squashfs|iso9660|erofs"';
export const MACHINE_DISK: Full = {
  signal: 'disk',
  used: `100 * (1 - min by (instance, mountpoint) (node_filesystem_avail_bytes{${DISKS}} / node_filesystem_size_bytes{${DISKS}}))`,
  whose: 'instance',
  what: {
    en: 'The file system {{ $labels.mountpoint }}',
    ko: '파일 시스템 {{ $labels.mountpoint }}',
  },
  labels: { instance: INSTANCE, mountpoint: '/' },
  at: (percent, minutes) => {
    const labels = { device: '/dev/sda1', fstype: 'ext4', mountpoint: '/' };
    return {
      [machine('node_filesystem_avail_bytes', labels)]: flat(1e6 * (100 - percent), minutes),
      [machine('node_filesystem_size_bytes', labels)]: flat(1e8, minutes),
    };
  },
};

/** A container against what it may have, which kube-state-metrics knows. */
function ofContainer(asked: Asked, resource: 'cpu' | 'memory', container: string): Answer {
  const namespace = namespaceOf(asked.plan);
  const own = `{namespace="${namespace}",container="${container}"}`;
  // A pod has no CPU limit, lest it be throttled: its share is of what it asked for.
  const bound = `kube_pod_container_resource_${resource === 'cpu' ? 'requests' : 'limits'}`;
  const used =
    resource === 'cpu'
      ? `rate(container_cpu_usage_seconds_total${own}[5m])`
      : `container_memory_working_set_bytes${own}`;
  const pod = { namespace, pod: `${container}-0`, container };
  const name =
    resource === 'cpu' ? 'container_cpu_usage_seconds_total' : 'container_memory_working_set_bytes';
  return signalOf(asked, {
    signal: resource,
    used: `100 * sum by (namespace, pod) (${used}) / sum by (namespace, pod) (${bound}{namespace="${namespace}",container="${container}",resource="${resource}"})`,
    whose: 'pod',
    what:
      resource === 'cpu'
        ? { en: 'The pod against the CPU it asked for', ko: '요청한 CPU 대비 파드' }
        : { en: 'The pod against its limit', ko: '파드 한도 대비' },
    labels: { namespace: pod.namespace, pod: pod.pod },
    at: (percent, minutes) => ({
      [seriesOf(name, pod)]:
        resource === 'cpu' ? growing((60 * percent) / 100, minutes) : flat(1e6 * percent, minutes),
      [seriesOf(bound, { ...pod, resource })]: flat(resource === 'cpu' ? 1 : 1e8, minutes),
    }),
  });
}

/** A process against the size the plan gives its service. */
function ofProcess(asked: Asked, resource: 'cpu' | 'memory', service: ResolvedService): Answer {
  const has = service.size?.[resource];
  if (has === undefined) return ofMachine(asked, resource);
  const name = resource === 'cpu' ? 'process_cpu_seconds_total' : 'process_resident_memory_bytes';
  const selected = `${name}{service="${service.name}"}`;
  const labels = { instance: '10.0.0.1:8080', job: 'services', service: service.name };
  return signalOf(asked, {
    signal: resource,
    used: `100 * ${resource === 'cpu' ? `rate(${selected}[5m])` : selected} / ${plainNumber(has)}`,
    whose: 'instance',
    what: { en: 'The process against its size in the plan', ko: '계획의 크기 대비 프로세스' },
    labels,
    at: (percent, minutes) => ({
      [seriesOf(name, labels)]:
        resource === 'cpu'
          ? growing((60 * has * percent) / 100, minutes)
          : flat((has * percent) / 100, minutes),
    }),
  });
}

const ofMachine = (asked: Asked, resource: 'cpu' | 'memory'): Answer =>
  signalOf(asked, resource === 'cpu' ? MACHINE_CPU : MACHINE_MEMORY);

/** CPU or memory of what the alert is of, by where that stands. */
export const ofResource =
  (resource: 'cpu' | 'memory') =>
  (asked: Asked): Answer => {
    const { plan, of } = asked;
    const ground = groundOf(plan);
    if (ground === 'ecs' || (of && isManaged(of))) return notOurs(of?.name ?? plan.name);
    if (!of) return ofMachine(asked, resource);
    if (ground === 'cluster') return ofContainer(asked, resource, of.name);
    return of.kind === 'service' ? ofProcess(asked, resource, of) : ofMachine(asked, resource);
  };

export const notOurs = (name: string): Answer =>
  blind(
    `the machines of ${name} are the provider's: Prometheus sees nothing of them`,
    `${name} 기계는 공급자의 것이라 Prometheus가 보지 못한다`,
  );
