import { type ResolvedService, settleDrain, settlePort } from '#model';
import { idOf, within } from '../names.ts';
import { onceFor, say, sourceOf } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import type { AwsSite } from './site.ts';
import { networkOf } from './vpc.ts';

type Target = Block<'arn' | 'arn_suffix'>;
const groups = onceFor(() => new Map<string, readonly Target[]>());

/** Where gateways of the site send requests for a service: one group for each gateway. */
export function targetGroupsOf(site: AwsSite, service: ResolvedService): readonly Target[] {
  const known = groups(site).get(service.name);
  if (known) return known;
  const gateways = [
    ...new Set(site.context.view.routesTo(service.name).map(({ gateway }) => gateway)),
  ];
  const made = gateways
    .filter((gateway) => site.has(gateway))
    .sort()
    .map((gateway) => writeTarget(site, gateway, service));
  groups(site).set(service.name, made);
  return made;
}

export const targetGroupOf = (gateway: string, service: string): Target => ({
  address: `aws_lb_target_group.${idOf(gateway, service)}`,
});

function writeTarget(site: AwsSite, gateway: string, service: ResolvedService): Target {
  const said = say(service);
  const ready = service.health?.ready ?? service.health?.live;
  const isInstance = site.placement.engine === 'server';
  const inside = site.gateways.find(({ name }) => name === gateway)?.tls?.inside;
  if (ready === undefined)
    site.isMissing(
      { path: `parts.${service.name}.health`, at: service.at },
      {
        en: `${service.name} names no path that says it is ready: ${gateway} asks for '/'`,
        ko: `${service.name} 서비스에 준비되었는지 묻는 경로가 없어 ${gateway} 게이트웨이가 '/'를 묻는다`,
      },
    );
  return site.write.resource('edge', 'aws_lb_target_group', idOf(gateway, service.name), [
    sourceOf(service),
    {
      name: within(32, site.plan.name, site.plan.environment.name, gateway, service.name),
      target_type: isInstance ? 'instance' : 'ip',
      vpc_id: ref(networkOf(site).vpc, 'id'),
      port: said('port', settlePort(service)),
      protocol: inside ? 'HTTPS' : 'HTTP',
      deregistration_delay: said('stop.drain', String(Math.ceil(settleDrain(service) / 1_000))),
      health_check: {
        enabled: true,
        path: ready === undefined ? '/' : said('health.ready', ready),
        protocol: inside ? 'HTTPS' : 'HTTP',
        matcher: '200',
        interval: 10,
        timeout: 5,
        healthy_threshold: 2,
        unhealthy_threshold: 3,
      },
    },
  ]);
}
