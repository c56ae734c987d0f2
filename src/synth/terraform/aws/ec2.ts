import { type ResolvedService, settleReplicas, settleStart } from '#model';
import { from, type TreeMap } from '../../source.ts';
import { idOf } from '../names.ts';
import { say, sourceOf } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import { gibibytes } from './database.ts';
import { mayOf, type Role, writeRole } from './identity.ts';
import { mayFetch } from './image.ts';
import { logGroupOf, mayLog } from './logs.ts';
import { requestLabel, saySignal, signalsOf } from './scaling.ts';
import { mayRead, secretsOf } from './secrets.ts';
import { groupOfPart } from './security-group.ts';
import type { AwsSite } from './site.ts';
import { targetGroupsOf } from './target-group.ts';
import { networkOf } from './vpc.ts';

type Group = Block<'name'>;

/** What runs on machines of its own: a template and a group over zones for each service. */
export function writeMachines(site: AwsSite): void {
  for (const service of site.services) writeService(site, service);
  for (const job of site.jobs)
    site.cannotSay(sourceOf(job), {
      en: `${job.name} runs on the machines of the site: no machine is written for a job`,
      ko: `${job.name} 작업은 사이트의 기계에서 돈다. 작업을 위한 기계는 쓰지 않는다`,
    });
}

function writeService(site: AwsSite, service: ResolvedService): void {
  const source = sourceOf(service);
  const said = say(service);
  const { min, max } = settleReplicas(service);
  const template = writeTemplate(site, service);
  const targets = targetGroupsOf(site, service);
  const group: Group = site.write.resource('compute', 'aws_autoscaling_group', idOf(service.name), [
    source,
    {
      name: site.called(255, service.name),
      min_size: said('replicas.min', min),
      // A second set stands beside the first while a release moves.
      max_size: said('replicas.max', max),
      desired_capacity: said('replicas.min', min),
      vpc_zone_identifier: networkOf(site).subnetsFor('private', service.name),
      target_group_arns: targets.map((target) => ref(target, 'arn')),
      health_check_type: targets.length > 0 ? 'ELB' : 'EC2',
      health_check_grace_period: said('health.within', Math.ceil(settleStart(service) / 1_000)),
      default_instance_warmup: said('health.within', Math.ceil(settleStart(service) / 1_000)),
      launch_template: { id: ref(template, 'id'), version: ref(template, 'latest_version') },
      instance_refresh: {
        strategy: 'Rolling',
        preferences: { min_healthy_percentage: 100, auto_rollback: true },
      },
      enabled_metrics: ['GroupDesiredCapacity', 'GroupInServiceInstances'],
      tag: [{ key: 'Name', value: site.called(255, service.name), propagate_at_launch: true }],
      lifecycle: { ignore_changes: ['desired_capacity'] },
    },
  ]);
  for (const signal of max > min ? signalsOf(service) : []) scale(site, service, { group, signal });
}

interface Scaled {
  readonly group: Group;
  readonly signal: readonly [string, number];
}

function scale(
  site: AwsSite,
  service: ResolvedService,
  { group, signal: [signal, value] }: Scaled,
): void {
  const label = signal === 'rps' ? requestLabel(site, service) : undefined;
  if (signal !== 'cpu' && label === undefined) {
    saySignal(site, service, signal);
    return;
  }
  site.write.resource('compute', 'aws_autoscaling_policy', idOf(service.name, signal), [
    { path: `parts.${service.name}.replicas.scaleOn`, at: service.at },
    {
      name: site.called(255, service.name, signal),
      autoscaling_group_name: ref(group, 'name'),
      policy_type: 'TargetTrackingScaling',
      target_tracking_configuration: {
        target_value: say(service)(
          `replicas.scaleOn.${signal}`,
          signal === 'cpu' ? value : value * 60,
        ),
        predefined_metric_specification: {
          predefined_metric_type:
            signal === 'cpu' ? 'ASGAverageCPUUtilization' : 'ALBRequestCountPerTarget',
          resource_label: label,
        },
      },
    },
  ]);
}

/** What a machine may do of itself: be managed, tell its measures, fetch images; and its links. */
function roleOf(site: AwsSite, service: ResolvedService): Role {
  const source = sourceOf(service);
  const isSsm = site.plan.policy.network?.operators === 'ssm';
  return writeRole(site, service.name, {
    source,
    for: 'ec2.amazonaws.com',
    managed: [...(isSsm ? ['AmazonSSMManagedInstanceCore'] : []), 'CloudWatchAgentServerPolicy'],
    may: [
      ...mayOf(site, service),
      ...mayFetch(site, service),
      ...mayLog(site, service),
      ...mayRead(site, secretsOf(site, service)),
    ],
  });
}

function writeTemplate(site: AwsSite, service: ResolvedService): Block<'id' | 'latest_version'> {
  const source = sourceOf(service);
  const said = say(service);
  const role = roleOf(site, service);
  const id = idOf(service.name);
  logGroupOf(site, service);
  const profile = site.write.resource('identity', 'aws_iam_instance_profile', id, [
    source,
    { name: site.called(128, site.name, service.name), role: ref(role, 'name') },
  ]);
  if (service.instance === undefined)
    site.isMissing(
      { path: `parts.${service.name}.instance`, at: service.at },
      {
        en: `${service.name} names no machine: Terraform asks for it`,
        ko: `${service.name} 서비스의 인스턴스가 없어 Terraform이 묻는다`,
      },
    );
  return site.write.resource('compute', 'aws_launch_template', id, [
    source,
    {
      name: site.called(128, service.name),
      update_default_version: true,
      image_id: imageOf(site, service),
      instance_type:
        service.instance === undefined
          ? site.write.variable(
              idOf(service.name, 'instance'),
              { type: 'string', about: `The machine that ${service.name} runs on.` },
              source,
            )
          : said('instance', service.instance),
      user_data: `\${filebase64(${firstWords(site, service)})}`,
      vpc_security_group_ids: [ref(groupOfPart(site, service), 'id')],
      iam_instance_profile: { arn: ref(profile, 'arn') },
      metadata_options: {
        http_endpoint: 'enabled',
        http_tokens: 'required',
        http_put_response_hop_limit: 1,
      },
      monitoring: { enabled: true },
      ebs_optimized: 'true',
      block_device_mappings: [disk(service)],
      instance_market_options: isSpot(site, service) ? { market_type: 'spot' } : undefined,
      tag_specifications: ['instance', 'volume'].map((resource_type) =>
        from(source, { resource_type, tags: { Name: site.called(255, service.name) } }),
      ),
    },
  ]);
}

const isSpot = ({ plan }: AwsSite, { purchase }: ResolvedService): boolean =>
  (purchase ?? plan.environment.purchase) === 'spot';

/** The words that a machine is first told: written with the hosts, not here. */
const firstWords = (site: AwsSite, service: ResolvedService): string =>
  site.write
    .variable(
      idOf(service.name, 'cloud-init'),
      {
        type: 'string',
        about: `The path of the cloud-init file for machines of ${service.name}, without any secret.`,
      },
      sourceOf(service),
    )
    .slice(2, -1);

/** The system that the plan names, at the newest image of it; any other is asked for. */
function imageOf(site: AwsSite, service: ResolvedService): TreeMap[string] {
  const index = (service.runtime ?? []).findIndex((one) => /^ubuntu:\d+\.\d+$/.test(one));
  const version = service.runtime?.[index]?.split(':')[1];
  const isArm = /^[a-z]+\d+g[a-z]*\./.test(service.instance ?? '');
  if (version === undefined)
    return site.write.variable(
      idOf(service.name, 'machine-image'),
      {
        type: 'string',
        about: `The machine image of ${service.name}.`,
      },
      sourceOf(service),
    );
  return say(service)(
    `runtime[${index}]`,
    `resolve:ssm:/aws/service/canonical/ubuntu/server/${version}/stable/current/${isArm ? 'arm64' : 'amd64'}/hvm/${Number.parseFloat(version) >= 24 ? 'ebs-gp3' : 'ebs-gp2'}/ami-id`,
  );
}

const disk = (service: ResolvedService): TreeMap => ({
  device_name: '/dev/sda1',
  ebs: {
    volume_size:
      service.disk === undefined ? undefined : say(service)('disk', gibibytes(service.disk)),
    volume_type: 'gp3',
    // The key of the plan is for its data; a machine that cannot start for want of it serves nobody.
    encrypted: 'true',
    delete_on_termination: 'true',
  },
});
