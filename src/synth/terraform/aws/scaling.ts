import { type ResolvedService, settleReplicas } from '#model';
import { from, type Said, type TreeMap } from '../../source.ts';
import { idOf } from '../names.ts';
import { onceFor, say } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import type { AwsSite } from './site.ts';
import { targetGroupsOf } from './target-group.ts';

interface Counted {
  readonly cluster: Block<'name'>;
  readonly service: Block<'name'>;
}
type Target = Block<'resource_id' | 'scalable_dimension' | 'service_namespace'>;

const scaled = onceFor(() => new Map<string, Target>());
/** What is counted by load: pauses turn it down. */
export const scaledOf = (site: AwsSite): ReadonlyMap<string, Target> => scaled(site);

/** As many tasks as the load asks for, between the least and the most of the plan. */
export function scaleTask(
  site: AwsSite,
  service: ResolvedService,
  { cluster, service: block }: Counted,
): void {
  const { min, max } = settleReplicas(service);
  const said = say(service);
  const source = { path: `parts.${service.name}.replicas`, at: service.at };
  const target = site.write.resource('compute', 'aws_appautoscaling_target', idOf(service.name), [
    source,
    {
      service_namespace: 'ecs',
      scalable_dimension: 'ecs:service:DesiredCount',
      resource_id: `service/${ref(cluster, 'name')}/${ref(block, 'name')}`,
      min_capacity: said('replicas.min', min),
      max_capacity: said('replicas.max', max),
    },
  ]);
  scaled(site).set(service.name, target);
  for (const [signal, value] of signalsOf(service)) {
    const tracked = trackedBy(site, service, [signal, value]);
    if (!tracked) continue;
    site.write.resource('compute', 'aws_appautoscaling_policy', idOf(service.name, signal), [
      source,
      {
        name: site.called(255, service.name, signal),
        policy_type: 'TargetTrackingScaling',
        service_namespace: ref(target, 'service_namespace'),
        scalable_dimension: ref(target, 'scalable_dimension'),
        resource_id: ref(target, 'resource_id'),
        target_tracking_scaling_policy_configuration: from(source, tracked),
      },
    ]);
  }
}

export const signalsOf = ({
  replicas,
}: ResolvedService): readonly (readonly [string, number])[] => {
  const found = (replicas?.scaleOn ?? []).flatMap((one) =>
    Object.entries(one).flatMap(([signal, value]) =>
      value === undefined ? [] : [[signal, value] as const],
    ),
  );
  return [...new Map(found)].sort(([a], [b]) => (a < b ? -1 : 1));
};

function trackedBy(
  site: AwsSite,
  service: ResolvedService,
  [signal, value]: readonly [string, number],
): TreeMap | undefined {
  const target = (to: number): Said => say(service)(`replicas.scaleOn.${signal}`, to);
  if (signal === 'cpu' || signal === 'memory')
    return {
      target_value: target(value),
      predefined_metric_specification: {
        predefined_metric_type:
          signal === 'cpu'
            ? 'ECSServiceAverageCPUUtilization'
            : 'ECSServiceAverageMemoryUtilization',
      },
    };
  if (signal === 'rps') {
    const label = requestLabel(site, service);
    if (label !== undefined)
      return {
        // The balancer counts requests of a minute.
        target_value: target(value * 60),
        predefined_metric_specification: {
          predefined_metric_type: 'ALBRequestCountPerTarget',
          resource_label: label,
        },
      };
  }
  if (signal === 'queued') return queued(site, service, target(value));
  saySignal(site, service, signal);
  return undefined;
}

export const saySignal = (site: AwsSite, service: ResolvedService, signal: string): void =>
  site.cannotSay(
    { path: `parts.${service.name}.replicas.scaleOn`, at: service.at },
    {
      en: `${service.name} grows by ${signal}, and AWS measures nothing like it here: that signal is left out`,
      ko: `${service.name} 서비스는 ${signal} 신호로 늘어나야 하는데 AWS가 여기서 그것을 재지 않아 뺀다`,
    },
  );

/** How the balancer names the requests of one target group. */
export function requestLabel(site: AwsSite, service: ResolvedService): string | undefined {
  const [target] = targetGroupsOf(site, service);
  const [first] = site.context.view
    .routesTo(service.name)
    .filter(({ gateway }) => site.has(gateway));
  if (!target || !first) return undefined;
  const balancer = { address: `aws_lb.${idOf(first.gateway)}` };
  return `${ref<'arn_suffix'>(balancer, 'arn_suffix')}/${ref(target, 'arn_suffix')}`;
}

/** Messages that wait, shared between the tasks that run. */
function queued(site: AwsSite, service: ResolvedService, target_value: Said): TreeMap | undefined {
  const [queue] = site.context.view.linksTo(service, 'queue').filter(({ to }) => site.has(to.name));
  if (!queue) {
    saySignal(site, service, 'queued');
    return undefined;
  }
  const name = ref<'name'>({ address: `aws_sqs_queue.${idOf(queue.to.name)}` }, 'name');
  const stat = (
    namespace: string,
    metric_name: string,
    dimensions: readonly TreeMap[],
  ): TreeMap => ({
    stat: metric_name.startsWith('Approximate') ? 'Sum' : 'Average',
    metric: { namespace, metric_name, dimensions },
  });
  const cluster = ref<'name'>({ address: 'aws_ecs_cluster.main' }, 'name');
  return {
    target_value,
    customized_metric_specification: {
      metrics: [
        {
          id: 'waiting',
          return_data: false,
          metric_stat: stat('AWS/SQS', 'ApproximateNumberOfMessagesVisible', [
            { name: 'QueueName', value: name },
          ]),
        },
        {
          id: 'running',
          return_data: false,
          metric_stat: stat('ECS/ContainerInsights', 'RunningTaskCount', [
            { name: 'ClusterName', value: cluster },
            { name: 'ServiceName', value: service.name },
          ]),
        },
        {
          id: 'each',
          label: 'waiting for each task',
          expression: 'waiting / running',
          return_data: true,
        },
      ],
    },
  };
}
