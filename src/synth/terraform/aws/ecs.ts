import {
  type ResolvedJob,
  type ResolvedService,
  settlePort,
  settleReplicas,
  settleStart,
} from '#model';
import { from, type TreeMap } from '../../source.ts';
import { idOf } from '../names.ts';
import { onceFor, say, sourceOf } from '../site.ts';
import { type Block, expression, path, ref } from '../terraform.ts';
import { writeTask } from './container.ts';
import { scaleTask } from './scaling.ts';
import { groupOfPart } from './security-group.ts';
import type { AwsSite } from './site.ts';
import { targetGroupsOf } from './target-group.ts';
import { networkOf } from './vpc.ts';

export const clusterOf = onceFor((site: AwsSite): Block<'id' | 'name' | 'arn'> => {
  const cluster = site.write.resource('compute', 'aws_ecs_cluster', 'main', [
    site.source,
    {
      name: site.placement.cluster ?? site.called(255),
      setting: [{ name: 'containerInsights', value: 'enabled' }],
      service_connect_defaults: { namespace: namespaceOf(site) },
    },
  ]);
  site.write.resource('compute', 'aws_ecs_cluster_capacity_providers', 'main', [
    site.source,
    { cluster_name: ref(cluster, 'name'), capacity_providers: ['FARGATE', 'FARGATE_SPOT'] },
  ]);
  return cluster;
});

/** A service is refused on what its cluster does not have yet. */
const PROVIDERS = 'aws_ecs_cluster_capacity_providers.main';

/** Names by which services of the cluster find one another. */
export const namespaceOf = onceFor((site: AwsSite): string =>
  ref(
    site.write.resource('compute', 'aws_service_discovery_http_namespace', 'main', [
      site.source,
      { name: site.called(255), description: `Services of ${site.plan.name}` },
    ]),
    'arn',
  ),
);

/** What runs on Fargate. */
export function writeFargate(site: AwsSite): void {
  for (const service of site.services) writeService(site, service);
  for (const job of site.jobs) writeJob(site, job);
}

function writeService(site: AwsSite, service: ResolvedService): void {
  const { min, max } = settleReplicas(service);
  const task = writeTask(site, service);
  const source = sourceOf(service);
  const said = say(service);
  const targets = targetGroupsOf(site, service);
  const grace = Math.ceil(settleStart(service) / 1_000);
  const block = site.write.resource('compute', 'aws_ecs_service', idOf(service.name), [
    source,
    {
      name: service.name,
      cluster: ref(clusterOf(site), 'id'),
      task_definition: ref(task, 'arn'),
      desired_count: said('replicas.min', min),
      capacity_provider_strategy: [strategyOf(site, service)],
      platform_version: 'LATEST',
      propagate_tags: 'SERVICE',
      enable_execute_command: site.plan.policy.network?.operators === 'ssm' ? undefined : false,
      health_check_grace_period_seconds:
        targets.length > 0 ? said('health.within', grace) : undefined,
      deployment_minimum_healthy_percent: 100,
      deployment_maximum_percent: 200,
      deployment_circuit_breaker: { enable: true, rollback: true },
      availability_zone_rebalancing: 'ENABLED',
      network_configuration: {
        subnets: networkOf(site).subnetsFor('private', service.name),
        security_groups: [ref(groupOfPart(site, service), 'id')],
        assign_public_ip: false,
      },
      load_balancer: targets.map((target) =>
        from(source, {
          target_group_arn: ref(target, 'arn'),
          container_name: service.name,
          container_port: settlePort(service),
        }),
      ),
      service_connect_configuration: connected(site, service),
      // Deliveries change what runs and how many: Terraform starts it, and leaves it alone then.
      lifecycle: { ignore_changes: ['desired_count', 'task_definition'] },
      depends_on: [PROVIDERS, ...(targets.length > 0 ? listenersOf(site) : [])],
    },
  ]);
  if (max > min) scaleTask(site, service, { cluster: clusterOf(site), service: block });
}

/** A service is only taken into a balancer that listens. */
const listenersOf = (site: AwsSite): readonly string[] =>
  site.gateways.map(({ name }) => `aws_lb_listener.${idOf(name, 'https')}`);

function strategyOf({ plan }: AwsSite, service: ResolvedService): TreeMap {
  const own = service.purchase;
  const purchase = own ?? plan.environment.purchase;
  const said = own
    ? say(service)('purchase', own === 'spot' ? 'FARGATE_SPOT' : 'FARGATE')
    : say(plan.environment, 'environments')(
        'purchase',
        purchase === 'spot' ? 'FARGATE_SPOT' : 'FARGATE',
      );
  return { capacity_provider: purchase === undefined ? 'FARGATE' : said, weight: 1 };
}

/** Who is called answers under its name; who only calls is known as well. */
function connected(site: AwsSite, service: ResolvedService): TreeMap {
  const isCalled = site
    .callersOf(service.name)
    .some(({ kind }) => kind === 'service' || kind === 'job');
  return {
    enabled: true,
    namespace: namespaceOf(site),
    service: isCalled
      ? [
          {
            port_name: 'http',
            discovery_name: service.name,
            client_alias: [{ dns_name: service.name, port: settlePort(service) }],
          },
        ]
      : undefined,
  };
}

function writeJob(site: AwsSite, job: ResolvedJob): void {
  const task = writeTask(site, job);
  site.cannotSay(sourceOf(job), {
    en: `${job.name} has its task definition, and nothing that starts it: its schedule is not written`,
    ko: `${job.name} 작업에는 태스크 정의만 있고 시작하는 것이 없다. 일정은 쓰지 않는다`,
  });
  site.write.output(idOf(job.name, 'task'), [
    sourceOf(job),
    { value: expression(path(task, 'arn')), description: `The task definition of ${job.name}.` },
  ]);
}
