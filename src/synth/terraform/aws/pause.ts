import { settleReplicas } from '#model';
import { idOf } from '../names.ts';
import { say } from '../site.ts';
import { expression, ref } from '../terraform.ts';
import { scaledOf } from './scaling.ts';
import type { AwsSite } from './site.ts';

interface Hours {
  readonly up: string;
  readonly down: string;
  readonly zone: string | undefined;
}

/** An environment that is off at nights and weekends is turned down and up by the clock. */
export function writePauses(site: AwsSite): void {
  const hours = hoursOf(site);
  if (!hours) return;
  const { engine } = site.placement;
  if (engine === 'ecs') pauseTasks(site, hours);
  else if (engine === 'server')
    for (const service of site.services)
      pauseGroup(site, service.name, {
        ...hours,
        group: ref<'name'>({ address: `aws_autoscaling_group.${idOf(service.name)}` }, 'name'),
        sizes: settleReplicas(service),
      });
  else if (engine === 'eks')
    for (const { name, min = 1, max = min } of site.placement.pools ?? [])
      pauseGroup(site, name, {
        ...hours,
        group: ref<'resources'>(
          { address: `aws_eks_node_group.${idOf(name)}` },
          'resources',
          '[0].autoscaling_groups[0].name',
        ),
        sizes: { min, max },
      });
  sayStays(site);
}

const sourceOfPause = ({ plan: { environment } }: AwsSite) => ({
  path: `environments.${environment.name}.off`,
  at: environment.at,
});

/** How long it is on, the plan says; at what hour that begins, somebody has to. */
function hoursOf(site: AwsSite): Hours | undefined {
  const { off } = site.plan.environment;
  if (!off) return undefined;
  const source = sourceOfPause(site);
  const on = (168 - off.hoursPerWeek) / 5;
  if (!off.when?.includes('weekends') || !Number.isInteger(on) || on >= 24 || on <= 0) {
    site.cannotSay(source, {
      en: `${off.hoursPerWeek} hours off a week are not the same hours of five days: no clock is written for them`,
      ko: `주 ${off.hoursPerWeek}시간은 닷새에 같은 시간씩 나뉘지 않아 시계를 쓰지 않는다`,
    });
    return undefined;
  }
  const last = 24 - on;
  const begins = site.write.variable(
    'on_from_hour',
    {
      type: 'number',
      about: `The hour of the working day, ${off.zone ?? 'UTC'}, at which the environment is turned on; ${on} hours later it goes off.`,
      holds: [
        `var.on_from_hour >= 0 && var.on_from_hour < ${last}`,
        `It is on for ${on} hours within one day: a whole hour from 0 to ${last - 1}.`,
      ],
    },
    source,
  );
  return { up: begins, down: expression(`var.on_from_hour + ${on}`), zone: off.zone };
}

function pauseTasks(site: AwsSite, { up, down, zone }: Hours): void {
  const said = say(site.plan.environment, 'environments');
  for (const [name, target] of [...scaledOf(site)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const service = site.services.find((one) => one.name === name);
    const sizes = service ? settleReplicas(service) : { min: 0, max: 0 };
    for (const [way, hour, { min, max }] of [
      ['up', up, sizes],
      ['down', down, { min: 0, max: 0 }],
    ] as const)
      site.write.resource('cost', 'aws_appautoscaling_scheduled_action', idOf(name, way), [
        sourceOfPause(site),
        {
          name: site.called(200, name, way),
          service_namespace: ref(target, 'service_namespace'),
          scalable_dimension: ref(target, 'scalable_dimension'),
          resource_id: ref(target, 'resource_id'),
          schedule: `cron(0 ${hour} ? * MON-FRI *)`,
          timezone: zone === undefined ? undefined : said('off.zone', zone),
          scalable_target_action: { min_capacity: String(min), max_capacity: String(max) },
        },
      ]);
  }
}

interface Group extends Hours {
  readonly group: string;
  readonly sizes: { readonly min: number; readonly max: number };
}

function pauseGroup(site: AwsSite, name: string, { group, sizes, up, down, zone }: Group): void {
  const said = say(site.plan.environment, 'environments');
  for (const [way, hour, { min, max }] of [
    ['up', up, sizes],
    ['down', down, { min: 0, max: 0 }],
  ] as const)
    site.write.resource('cost', 'aws_autoscaling_schedule', idOf(name, way), [
      sourceOfPause(site),
      {
        scheduled_action_name: site.called(200, name, way),
        autoscaling_group_name: group,
        recurrence: `0 ${hour} * * 1-5`,
        time_zone: zone === undefined ? undefined : said('off.zone', zone),
        min_size: min,
        max_size: max,
        desired_capacity: min,
      },
    ]);
}

/** Only what computes is turned off. */
const sayStays = (site: AwsSite): void =>
  site.cannotSay(sourceOfPause(site), {
    en: `only what computes on ${site.name} goes off: its stores, balancers and NAT gateways stay on and are paid for`,
    ko: `${site.name} 사이트에서 꺼지는 것은 계산 자원뿐이다. 저장소, 로드 밸런서, NAT는 켜져 있고 비용도 든다`,
  });
