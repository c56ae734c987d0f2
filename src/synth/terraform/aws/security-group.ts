import {
  isStore,
  type ResolvedGateway,
  type ResolvedJob,
  type ResolvedPart,
  type ResolvedService,
  type ResolvedStore,
  settlePort,
} from '#model';
import { from, type Source, type TreeMap } from '../../source.ts';
import { idOf } from '../names.ts';
import { onceFor, policySource, sourceOf } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import type { AwsSite } from './site.ts';
import { networkOf } from './vpc.ts';

type Group = Block<'id' | 'arn'>;

const groupsOf = onceFor(() => new Map<string, Group>());

/** The group of a part: empty until a link or a route says otherwise. */
export function groupOf(site: AwsSite, name: string, source: Source): Group {
  const known = groupsOf(site);
  const found = known.get(name);
  if (found) return found;
  const made = site.write.resource('network', 'aws_security_group', idOf(name), [
    source,
    {
      name: site.called(255, name),
      description: `${name.replace('_', '')} of ${site.plan.name}: what its links and routes say`,
      vpc_id: ref(networkOf(site).vpc, 'id'),
      tags: { Name: site.called(255, name) },
    },
  ]);
  known.set(name, made);
  return made;
}

export const groupOfPart = (site: AwsSite, part: ResolvedPart): Group =>
  groupOf(site, part.name, sourceOf(part));

/** Stores that have an address in the network, with the port they answer at. */
const PORTS: Readonly<Record<string, number>> = {
  postgres: 5432,
  mysql: 3306,
  redis: 6379,
  search: 443,
};
export const isReached = (part: ResolvedPart): part is ResolvedStore =>
  isStore(part) && part.kind in PORTS && part.managed !== undefined;
export const storePort = ({ kind, port }: ResolvedStore): number =>
  // The interface of OpenSearch on AWS is HTTPS, whatever the port of one's own would be.
  kind === 'search' ? 443 : (port ?? PORTS[kind] ?? 443);

/** The ports of a gateway as the plan says them. */
export const gatewayPorts = ({ ports, redirectsToHttps }: ResolvedGateway): readonly number[] =>
  [...new Set(ports ?? (redirectsToHttps ? [80, 443] : [443]))].sort((a, b) => a - b);

/** Every way that a link or a route asks for, out of the one group and into the other; no more. */
export function writeGroups(site: AwsSite): void {
  if (site.placement.engine === 'eks') return;
  for (const gateway of site.gateways) {
    writeEntry(site, gateway);
    writeRoutes(site, gateway);
  }
  for (const part of site.running) {
    writeLinks(site, part);
    writeOut(site, part);
  }
}

function writeRoutes(site: AwsSite, gateway: ResolvedGateway): void {
  const targets = new Map(gateway.routes.map((route) => [route.to, route]));
  for (const [to, { path, at }] of targets) {
    const service = site.part(to);
    const source = { path: `parts.${gateway.name}.routes[${path}]`, at };
    if (service?.kind === 'service')
      writeWay(site, gateway, service, [settlePort(service), source]);
  }
}

function writeLinks(site: AwsSite, part: ResolvedService | ResolvedJob): void {
  const links = new Map(part.links.map((link) => [link.to, link]));
  for (const [to, { at }] of links) {
    const target = site.part(to);
    const source = { path: `parts.${part.name}.uses[${to}]`, at };
    if (target?.kind === 'service') writeWay(site, part, target, [settlePort(target), source]);
    else if (target && isReached(target)) writeWay(site, part, target, [storePort(target), source]);
  }
}

function writeWay(
  site: AwsSite,
  by: ResolvedPart,
  to: ResolvedPart,
  [port, source]: readonly [number, Source],
): void {
  const own = groupOfPart(site, by);
  const other = groupOfPart(site, to);
  const id = idOf(by.name, to.name);
  const ports = { ip_protocol: 'tcp', from_port: port, to_port: port };
  const description = `${by.name} -> ${to.name}`;
  site.write.resource('network', 'aws_vpc_security_group_egress_rule', id, [
    source,
    {
      security_group_id: ref(own, 'id'),
      description,
      referenced_security_group_id: ref(other, 'id'),
      ...ports,
    },
  ]);
  site.write.resource('network', 'aws_vpc_security_group_ingress_rule', id, [
    source,
    {
      security_group_id: ref(other, 'id'),
      description,
      referenced_security_group_id: ref(own, 'id'),
      ...ports,
    },
  ]);
}

/** Who may knock at a gateway: everybody, or the CDN before it. */
function writeEntry(site: AwsSite, gateway: ResolvedGateway): void {
  const group = groupOfPart(site, gateway);
  const source = { path: `parts.${gateway.name}.ports`, at: gateway.at };
  const isShut = gateway.onlyFrom === 'cdn' && callsOfCloudFront(site, gateway.name);
  if (gateway.onlyFrom === 'cdn' && !isShut) sayOpen(site, gateway);
  const by: TreeMap = isShut
    ? {
        prefix_list_id: ref(
          site.write.data('network', 'aws_ec2_managed_prefix_list', 'cloudfront', [
            { ...source, path: `parts.${gateway.name}.onlyFrom` },
            { name: 'com.amazonaws.global.cloudfront.origin-facing' },
          ]),
          'id',
        ),
      }
    : { cidr_ipv4: '0.0.0.0/0' };
  for (const port of gatewayPorts(gateway))
    site.write.resource(
      'network',
      'aws_vpc_security_group_ingress_rule',
      idOf(gateway.name, String(port)),
      [
        source,
        {
          security_group_id: ref(group, 'id'),
          description: `${isShut ? 'CloudFront' : 'internet'} -> ${gateway.name}`,
          ip_protocol: 'tcp',
          from_port: port,
          to_port: port,
          ...by,
        },
      ],
    );
}

const callsOfCloudFront = ({ plan }: AwsSite, gateway: string): boolean =>
  plan.parts.some(
    (part) =>
      part.kind === 'cdn' && part.managed === 'cloudfront' && part.origins.includes(gateway),
  );

const sayOpen = (site: AwsSite, { name, at }: ResolvedGateway): void =>
  site.cannotSay(
    { path: `parts.${name}.onlyFrom`, at },
    {
      en: `${name} shall let only its CDN in, and AWS has no list of that CDN's addresses: it is open to everybody`,
      ko: `${name} 게이트웨이는 CDN만 들여야 하는데 그 CDN의 주소 목록이 AWS에 없어 누구에게나 열린다`,
    },
    { en: 'Patch its addresses in.', ko: '그 주소를 패치로 넣는다.' },
  );

/** What a part reaches beyond the network, on 443: a group knows addresses, not names. */
function writeOut(site: AwsSite, part: ResolvedService | ResolvedJob): void {
  const beyond = part.links.filter(({ to }) => {
    const target = site.context.view.part(to);
    return target?.kind === 'external' || (target !== undefined && isOnInternet(target));
  });
  const names = [...new Set(beyond.map(({ to }) => to))].sort();
  for (const { to, at } of beyond.filter(
    ({ to }) => site.context.view.part(to)?.kind === 'external',
  ))
    site.cannotSay(
      { path: `parts.${part.name}.uses[${to}]`, at },
      {
        en: `a security group knows no host names: the way from ${part.name} to ${to} is port 443 of every address`,
        ko: `보안 그룹은 호스트 이름을 모른다. ${part.name}에서 ${to} 쪽으로는 모든 주소의 443 포트를 연다`,
      },
      {
        en: 'Let a proxy or a network firewall that knows names stand in between.',
        ko: '이름을 아는 프록시나 네트워크 방화벽을 사이에 둔다.',
      },
    );
  site.write.resource(
    'network',
    'aws_vpc_security_group_egress_rule',
    idOf(part.name, '_outside'),
    [
      sourceOf(part),
      {
        security_group_id: ref(groupOfPart(site, part), 'id'),
        description: `${part.name} -> ${[...names, 'images, secrets and logs of AWS'].join(', ')}`,
        ip_protocol: 'tcp',
        from_port: 443,
        to_port: 443,
        cidr_ipv4: '0.0.0.0/0',
      },
    ],
  );
}

const isOnInternet = (part: ResolvedPart): boolean => isStore(part) && !isReached(part);

/** What pods of a cluster are let through to, by who links it: NetworkPolicies tell the pods apart. */
export function writeClusterWays(site: AwsSite, cluster: string): void {
  for (const store of site.stores.filter(isReached)) {
    const names = site.callersOf(store.name).map(({ name }) => name);
    if (names.length === 0) continue;
    const port = storePort(store);
    site.write.resource(
      'network',
      'aws_vpc_security_group_ingress_rule',
      idOf('_cluster', store.name),
      [
        sourceOf(store),
        {
          security_group_id: ref(groupOfPart(site, store), 'id'),
          description: `${names.join(', ')} -> ${store.name}`,
          ip_protocol: 'tcp',
          from_port: port,
          to_port: port,
          referenced_security_group_id: cluster,
        },
      ],
    );
  }
}

/** Interfaces of AWS within the network are asked by everything that runs. */
export function writeEndpointWays(site: AwsSite): void {
  if (site.plan.policy.network?.nat || site.running.length === 0) return;
  const source = policySource(site.plan, 'network');
  const group = groupOf(site, '_endpoints', source);
  for (const part of site.running)
    site.write.resource(
      'network',
      'aws_vpc_security_group_ingress_rule',
      idOf(part.name, '_endpoints'),
      [
        source,
        from(source, {
          security_group_id: ref(group, 'id'),
          description: `${part.name} -> images, secrets and logs of AWS`,
          ip_protocol: 'tcp',
          from_port: 443,
          to_port: 443,
          referenced_security_group_id: ref(groupOfPart(site, part), 'id'),
        }),
      ],
    );
}
