import { classOf } from '#facts';
import { DAY } from '#kernel';
import { isStore, type ResolvedPart } from '#model';
import type { TreeMap } from '../../source.ts';
import { idOf } from '../names.ts';
import { ref } from '../terraform.ts';
import type { AwsSite } from './site.ts';
import { isOurs } from './stores.ts';
import { targetGroupOf } from './target-group.ts';

/** One measure of one thing, and what it may not pass. */
export interface Measure {
  /** Of what: 'api', 'database'. */
  readonly of: string;
  readonly metric: TreeMap;
  readonly threshold: number;
  /** Below instead of above. */
  readonly isFloor?: boolean;
}

/** Bounds of an alert that AWS is asked to watch here; budgets stand with the costs. */
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

type Asked = readonly [bound: Bound, value: number];

/** How CloudWatch measures a bound of a part; nothing where it does not. */
export function metricsOf(site: AwsSite, part: ResolvedPart, asked: Asked): readonly Measure[] {
  if (part.kind === 'gateway')
    return site.placement.engine === 'eks' ? [] : ofGateway(part.name, asked);
  if (part.kind === 'service') return ofService(site, part, asked);
  if (!isStore(part) || !isOurs(part)) return [];
  if (part.kind === 'postgres' || part.kind === 'mysql') return ofDatabase(part, asked);
  if (part.kind === 'redis') return ofRedis(part, asked);
  if (part.kind === 'queue' && asked[0] === 'slowerThan')
    return [
      {
        of: part.name,
        threshold: asked[1] / 1_000,
        metric: simple('AWS/SQS', 'ApproximateAgeOfOldestMessage', [
          'Maximum',
          { QueueName: ref<'name'>({ address: `aws_sqs_queue.${idOf(part.name)}` }, 'name') },
        ]),
      },
    ];
  return [];
}

const simple = (
  namespace: string,
  metric_name: string,
  [statistic, dimensions]: readonly [string, TreeMap],
): TreeMap => ({
  namespace,
  metric_name,
  dimensions,
  period: 60,
  ...(statistic.startsWith('p') ? { extended_statistic: statistic } : { statistic }),
});

function ofGateway(name: string, [bound, value]: Asked): readonly Measure[] {
  const balancer = ref<'arn_suffix'>({ address: `aws_lb.${idOf(name)}` }, 'arn_suffix');
  const dimensions = { LoadBalancer: balancer };
  if (bound === 'errorsAbove') return [{ of: name, threshold: value, metric: share(dimensions) }];
  if (bound === 'slowerThan')
    return [
      {
        of: name,
        threshold: value / 1_000,
        metric: simple('AWS/ApplicationELB', 'TargetResponseTime', ['p95', dimensions]),
      },
    ];
  if (bound === 'certificateWithin')
    return [
      {
        of: name,
        threshold: Math.ceil(value / DAY),
        isFloor: true,
        metric: {
          ...simple('AWS/CertificateManager', 'DaysToExpiry', [
            'Minimum',
            { CertificateArn: ref<'arn'>({ address: `aws_acm_certificate.${idOf(name)}` }, 'arn') },
          ]),
          period: 86_400,
        },
      },
    ];
  return [];
}

/** Failed answers of the services behind a balancer, in percent of all. */
function share(dimensions: TreeMap): TreeMap {
  const counted = (id: string, metric_name: string): TreeMap => ({
    id,
    return_data: false,
    metric: { namespace: 'AWS/ApplicationELB', metric_name, dimensions, period: 60, stat: 'Sum' },
  });
  return {
    metric_query: [
      counted('failed', 'HTTPCode_Target_5XX_Count'),
      counted('refused', 'HTTPCode_ELB_5XX_Count'),
      counted('all', 'RequestCount'),
      {
        id: 'share',
        label: 'failed answers, in percent',
        expression: '100 * (FILL(failed, 0) + FILL(refused, 0)) / all',
        return_data: true,
      },
    ],
  };
}

function ofService(site: AwsSite, part: ResolvedPart, asked: Asked): readonly Measure[] {
  const { engine } = site.placement;
  if (engine === 'eks') return [];
  if (asked[0] === 'slowerThan') return ofAnswers(site, part.name, asked);
  return engine === 'ecs' ? ofTasks(part.name, asked) : ofMachines(site, part.name, asked);
}

function ofAnswers(site: AwsSite, name: string, [, value]: Asked): readonly Measure[] {
  const [route] = site.context.view.routesTo(name).filter(({ gateway }) => site.has(gateway));
  if (!route) return [];
  const dimensions = {
    LoadBalancer: ref<'arn_suffix'>({ address: `aws_lb.${idOf(route.gateway)}` }, 'arn_suffix'),
    TargetGroup: ref(targetGroupOf(route.gateway, name), 'arn_suffix'),
  };
  const metric = simple('AWS/ApplicationELB', 'TargetResponseTime', ['p95', dimensions]);
  return [{ of: name, threshold: value / 1_000, metric }];
}

function ofTasks(name: string, [bound, value]: Asked): readonly Measure[] {
  const metric = { cpuAbove: 'CPUUtilization', memoryAbove: 'MemoryUtilization' }[bound as string];
  if (metric === undefined) return [];
  const dimensions = {
    ClusterName: ref<'name'>({ address: 'aws_ecs_cluster.main' }, 'name'),
    ServiceName: ref<'name'>({ address: `aws_ecs_service.${idOf(name)}` }, 'name'),
  };
  return [
    { of: name, threshold: value, metric: simple('AWS/ECS', metric, ['Average', dimensions]) },
  ];
}

function ofMachines(site: AwsSite, name: string, [bound, value]: Asked): readonly Measure[] {
  const AutoScalingGroupName = ref<'name'>(
    { address: `aws_autoscaling_group.${idOf(name)}` },
    'name',
  );
  const one = (namespace: string, metric: string, statistic: string): readonly Measure[] => [
    {
      of: name,
      threshold: value,
      metric: simple(namespace, metric, [statistic, { AutoScalingGroupName }]),
    },
  ];
  if (bound === 'cpuAbove') return one('AWS/EC2', 'CPUUtilization', 'Average');
  const agent = AGENT[bound];
  const isThere = site.plan.policy.monitoring?.agents?.includes('cloudwatch-agent');
  return agent && isThere ? one('CWAgent', agent, 'Maximum') : [];
}

/** What only an agent on the machine sees. */
const AGENT: Readonly<Partial<Record<Bound, string>>> = {
  memoryAbove: 'mem_used_percent',
  diskAbove: 'disk_used_percent',
};

type Database = Extract<ResolvedPart, { kind: 'postgres' | 'mysql' }>;

function ofDatabase(store: Database, [bound, value]: Asked): readonly Measure[] {
  const of = (id: string) => ({
    DBInstanceIdentifier: ref<'identifier'>({ address: `aws_db_instance.${id}` }, 'identifier'),
  });
  const id = idOf(store.name);
  const one = (metric: string, threshold: number, isFloor = false): readonly Measure[] => [
    { of: store.name, threshold, isFloor, metric: simple('AWS/RDS', metric, ['Average', of(id)]) },
  ];
  if (bound === 'cpuAbove') return one('CPUUtilization', value);
  if (bound === 'connectionsAbove') return one('DatabaseConnections', value);
  if (bound === 'diskAbove' && store.storage !== undefined)
    return one('FreeStorageSpace', Math.round(store.storage * (1 - value / 100)), true);
  if (bound === 'memoryAbove') {
    const machine = store.instance === undefined ? undefined : classOf('rds', store.instance);
    if (machine?.state === 'offered')
      return one('FreeableMemory', Math.round(machine.memory * (1 - value / 100)), true);
  }
  if (bound === 'lagAbove')
    return Array.from({ length: store.readers?.count ?? 0 }, (_, index) => ({
      of: `${store.name}-reader-${index + 1}`,
      threshold: value / 1_000,
      metric: simple('AWS/RDS', 'ReplicaLag', [
        'Average',
        of(idOf(store.name, 'reader', String(index + 1))),
      ]),
    }));
  return [];
}

type Redis = Extract<ResolvedPart, { kind: 'redis' }>;
const OF_REDIS: Readonly<Partial<Record<Bound, string>>> = {
  cpuAbove: 'EngineCPUUtilization',
  memoryAbove: 'DatabaseMemoryUsagePercentage',
  connectionsAbove: 'CurrConnections',
};

/** Each node is measured for itself, under the name that AWS gives it. */
function ofRedis(store: Redis, [bound, value]: Asked): readonly Measure[] {
  const metric = OF_REDIS[bound];
  if (metric === undefined) return [];
  const group = ref<'id'>(
    { address: `aws_elasticache_replication_group.${idOf(store.name)}` },
    'id',
  );
  return nodesOf(store).map((node) => ({
    of: `${store.name}-${node}`,
    threshold: value,
    metric: simple('AWS/ElastiCache', metric, ['Maximum', { CacheClusterId: `${group}-${node}` }]),
  }));
}

function nodesOf({ shards = 1, replicas = 0, nodes = replicas + 1 }: Redis): readonly string[] {
  const count = (length: number, width: number) =>
    Array.from({ length }, (_, index) => String(index + 1).padStart(width, '0'));
  if (shards <= 1) return count(nodes, 3);
  return count(shards, 4).flatMap((shard) =>
    count(replicas + 1, 3).map((one) => `${shard}-${one}`),
  );
}
