import type { ResolvedGateway, ResolvedRoute } from '#model';
import { from, type TreeMap } from '../../source.ts';
import { idOf, plain, within } from '../names.ts';
import { say, sourceOf } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import { certificateOf, recordsOf } from './certificate.ts';
import { firewallOf } from './firewall.ts';
import { gatewayPorts, groupOfPart } from './security-group.ts';
import type { AwsSite } from './site.ts';
import { targetGroupOf, targetGroupsOf } from './target-group.ts';
import { networkOf, wayOutOf } from './vpc.ts';

type Balancer = Block<'arn' | 'dns_name' | 'zone_id' | 'arn_suffix'>;

/** A gateway as an Application Load Balancer: on 443 with TLS, and 80 only to lead there. */
export function writeBalancer(site: AwsSite, gateway: ResolvedGateway): void {
  const source = sourceOf(gateway);
  const said = say(gateway);
  const { timeout } = gateway;
  const balancer: Balancer = site.write.resource('edge', 'aws_lb', idOf(gateway.name), [
    source,
    {
      name: within(32, site.plan.name, site.plan.environment.name, gateway.name),
      load_balancer_type: 'application',
      internal: false,
      subnets: networkOf(site).subnetsFor('public', gateway.name),
      security_groups: [ref(groupOfPart(site, gateway), 'id')],
      idle_timeout: timeout === undefined ? undefined : said('timeout', Math.ceil(timeout / 1_000)),
      drop_invalid_header_fields: true,
      enable_deletion_protection: site.isProtected,
      enable_cross_zone_load_balancing: true,
      preserve_host_header: true,
      depends_on: wayOutOf(site),
    },
  ]);
  for (const service of site.services) targetGroupsOf(site, service);
  const ports = gatewayPorts(gateway);
  for (const port of ports) writeListener(site, gateway, { balancer, port });
  if (gateway.firewall)
    site.write.resource('edge', 'aws_wafv2_web_acl_association', idOf(gateway.name), [
      { path: `parts.${gateway.name}.firewall`, at: gateway.at },
      { resource_arn: ref(balancer, 'arn'), web_acl_arn: firewallOf(site, gateway) },
    ]);
  const isBehind = site.plan.parts.some(
    (part) => part.kind === 'cdn' && part.origins.includes(gateway.name),
  );
  recordsOf(site, gateway, isBehind ? [] : [balancer, 'zone_id']);
  site.write.output(idOf(gateway.name, 'address'), [
    source,
    { value: ref(balancer, 'dns_name'), description: `Where ${gateway.name} answers.` },
  ]);
  sayLeftOut(site, gateway);
}

interface At {
  readonly balancer: Balancer;
  readonly port: number;
}

function writeListener(site: AwsSite, gateway: ResolvedGateway, { balancer, port }: At): void {
  const source = { path: `parts.${gateway.name}.ports`, at: gateway.at };
  const said = say(gateway);
  const isPlain = port === 80;
  const id = isPlain
    ? idOf(gateway.name, 'http')
    : port === 443
      ? idOf(gateway.name, 'https')
      : idOf(gateway.name, String(port));
  const [first] = gateway.routes.toSorted((a, b) => a.path.length - b.path.length);
  const listener = site.write.resource('edge', 'aws_lb_listener', id, [
    source,
    {
      load_balancer_arn: ref(balancer, 'arn'),
      port: said('ports', port),
      protocol: isPlain ? 'HTTP' : 'HTTPS',
      ssl_policy: isPlain ? undefined : said('tls.minimum', policyFor(gateway.tls?.minimum)),
      certificate_arn: isPlain ? undefined : certificateOf(site, gateway),
      default_action: isPlain
        ? [
            {
              type: 'redirect',
              redirect: { port: '443', protocol: 'HTTPS', status_code: 'HTTP_301' },
            },
          ]
        : [
            {
              type: 'fixed-response',
              fixed_response: { content_type: 'text/plain', status_code: '404' },
            },
          ],
    },
  ]);
  if (isPlain || !first) return;
  const routes = gateway.routes.toSorted(
    (a, b) => b.path.length - a.path.length || (a.path < b.path ? -1 : 1),
  );
  if (routes.length > 100)
    site.cannotSay(source, {
      en: `${gateway.name} has ${routes.length} routes, and a listener takes 100 unless the quota is raised`,
      ko: `${gateway.name} 게이트웨이의 경로가 ${routes.length}개인데 리스너는 할당량을 늘리지 않는 한 100개까지 받는다`,
    });
  for (const [index, route] of routes.entries())
    writeRule(site, gateway, { listener, route, priority: (index + 1) * 10 });
}

/** AWS names what it speaks by the oldest version in it. */
const policyFor = (minimum = '1.2'): string =>
  minimum === '1.3'
    ? 'ELBSecurityPolicy-TLS13-1-3-2021-06'
    : 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06';

interface Ruled {
  readonly listener: Block<'arn'>;
  readonly route: ResolvedRoute;
  readonly priority: number;
}

function writeRule(
  site: AwsSite,
  gateway: ResolvedGateway,
  { listener, route, priority }: Ruled,
): void {
  const source = { path: `parts.${gateway.name}.routes[${route.path}]`, at: route.at };
  if (!site.has(route.to)) {
    site.cannotSay(source, {
      en: `${gateway.name} leads ${route.path} to ${route.to}, which does not stand on ${site.name}`,
      ko: `${gateway.name} 게이트웨이의 ${route.path} 경로는 ${route.to} 서비스로 가는데 ${site.name} 사이트에 없다`,
    });
    return;
  }
  const stem = route.path.replace(/\/+$/, '');
  const hosts = route.hosts ?? gateway.hosts ?? [];
  const conditions: readonly TreeMap[] = [
    { path_pattern: { values: stem === '' ? ['/*'] : [plain(stem), `${plain(stem)}/*`] } },
    // Five values are all that a rule takes.
    ...(hosts.length > 0 && hosts.length <= 3 ? [{ host_header: { values: hosts } }] : []),
  ];
  site.write.resource('edge', 'aws_lb_listener_rule', idOf(gateway.name, String(priority)), [
    source,
    {
      listener_arn: ref(listener, 'arn'),
      priority,
      condition: conditions.map((one) => from(source, one)),
      action: [
        { type: 'forward', target_group_arn: ref(targetGroupOf(gateway.name, route.to), 'arn') },
      ],
    },
  ]);
}

/** What a gateway of the plan does and this one does not. */
function sayLeftOut(site: AwsSite, gateway: ResolvedGateway): void {
  const left = [
    gateway.compresses && 'compresses',
    gateway.tokens && 'tokens',
    gateway.ejectAfter !== undefined && 'ejectAfter',
    gateway.keepAlive !== undefined && 'keepAlive',
    gateway.serves !== undefined && 'serves',
    gateway.routes.some(({ timeout }) => timeout !== undefined) && 'routes.timeout',
    gateway.routes.some(({ maxBody }) => maxBody !== undefined) && 'routes.maxBody',
    gateway.routes.some(({ cached }) => cached) && 'routes.cached',
    gateway.routes.some(({ limit }) => limit && limit.per !== 'address') && 'routes.limit',
  ].filter((one) => typeof one === 'string');
  for (const field of left)
    site.cannotSay(
      { path: `parts.${gateway.name}.${field}`, at: gateway.at },
      {
        en: `an Application Load Balancer does nothing like \`${field}\`: the service, or a proxy before it, has to`,
        ko: `Application Load Balancer에는 \`${field}\`에 맞는 것이 없다. 서비스나 그 앞의 프록시가 해야 한다`,
      },
    );
}
