import { withParticle } from '#kernel';
import {
  isStore,
  type ResolvedGateway,
  type ResolvedPart,
  type ResolvedRoute,
  type ResolvedStore,
  settlePort,
} from '#model';
import { from, type Source, type TreeMap } from '../../source.ts';
import { idOf } from '../names.ts';
import { policySource, sourceOf } from '../site.ts';
import { ref } from '../terraform.ts';
import { machineOf } from './identity.ts';
import { clusterRangesOf, networkOf } from './network.ts';
import { GOOGLE_RANGE, peeringOf } from './private-access.ts';
import type { GoogleSite } from './site.ts';
import { isOurs } from './stores.ts';

const EVERYBODY = '0.0.0.0/0';
/** Where Google's balancers ask from, for requests and for health alike. */
const BALANCERS = ['130.211.0.0/22', '35.191.0.0/16'];

interface Way {
  readonly source: Source;
  readonly direction: 'INGRESS' | 'EGRESS';
  /** Whose it is: 'web -> database', or what of the platform needs it. */
  readonly says: string;
  readonly ranges: readonly string[];
  /** Ports of TCP; everything where none is said. */
  readonly ports?: readonly (number | string)[];
  readonly isShut?: boolean;
}

function write(site: GoogleSite, id: string, way: Way): void {
  const { source, direction, says, ranges, ports, isShut } = way;
  const what: readonly TreeMap[] = [
    from(
      source,
      ports === undefined ? { protocol: 'all' } : { protocol: 'tcp', ports: ports.map(String) },
    ),
  ];
  const side = direction === 'INGRESS' ? 'source_ranges' : 'destination_ranges';
  site.write.resource('network', 'google_compute_firewall', id, [
    source,
    {
      name: site.called(63, site.name, id.replaceAll('__', '-').replaceAll('_', '-')),
      network: ref(networkOf(site).vpc, 'id'),
      description: says,
      direction,
      priority: isShut ? 65_534 : 1_000,
      [isShut ? 'deny' : 'allow']: what,
      [side]: ranges,
      target_service_accounts: isShut ? undefined : [ref(machineOf(site), 'email')],
      log_config: isShut ? { metadata: 'INCLUDE_ALL_METADATA' } : undefined,
    },
  ]);
}

/** Everything is shut, both ways; then what the cluster needs, and what links and routes ask for. */
export function writeFirewall(site: GoogleSite): void {
  const source = policySource(site.plan, 'network');
  write(site, 'shut_in', {
    source,
    direction: 'INGRESS',
    says: 'nothing comes in that no other rule lets in',
    ranges: [EVERYBODY],
    isShut: true,
  });
  write(site, 'shut_out', {
    source,
    direction: 'EGRESS',
    says: 'nothing goes out that no other rule lets out',
    ranges: [EVERYBODY],
    isShut: true,
  });
  if (site.placement.engine !== 'gke') return;
  writeCluster(site, source);
  writeRoutes(site);
  for (const store of site.stores.filter(isOurs)) writeLinks(site, store);
  writeOutside(site);
}

/** GKE itself opens what its control plane asks machines for. */
function writeCluster(site: GoogleSite, source: Source): void {
  const { machines } = networkOf(site);
  const { pods, services } = clusterRangesOf(site);
  const own = machines ? [ref(machines, 'ip_cidr_range')] : [];
  write(site, 'cluster_in', {
    source,
    direction: 'INGRESS',
    says: 'machines and pods -> machines and pods',
    ranges: [...own, pods],
  });
  write(site, 'cluster_out', {
    source,
    direction: 'EGRESS',
    says: 'machines and pods -> machines, pods, services and the control plane',
    ranges: [...own, pods, services],
  });
  write(site, 'google_out', {
    source,
    direction: 'EGRESS',
    says: 'machines and pods -> Google',
    ranges: [GOOGLE_RANGE],
    ports: [443],
  });
}

/** A balancer of Google asks pods themselves. Where a mesh has the gateway, the cluster opens it. */
function writeRoutes(site: GoogleSite): void {
  const hasMesh = (site.placement.runtime ?? []).some((one) => one.startsWith('istio'));
  for (const gateway of site.gateways) {
    if (hasMesh) sayOpened(site, gateway);
    if (hasMesh) continue;
    const targets = new Map<string, ResolvedRoute>(gateway.routes.map((one) => [one.to, one]));
    for (const [to, { path, at }] of targets) {
      const service = site.part(to);
      if (service?.kind !== 'service') continue;
      write(site, idOf(gateway.name, to), {
        source: { path: `parts.${gateway.name}.routes[${path}]`, at },
        direction: 'INGRESS',
        says: `${gateway.name} -> ${to}`,
        ranges: BALANCERS,
        ports: [settlePort(service)],
      });
    }
  }
}

const sayOpened = (site: GoogleSite, gateway: ResolvedGateway): void =>
  site.cannotSay(sourceOf(gateway), {
    en: `the mesh of ${site.name} has ${gateway.name} behind a Service: GKE itself opens the way in to it, and no rule here does`,
    ko: `${site.name} 사이트의 mesh는 ${withParticle(gateway.name, '을/를')} Service 뒤에 둔다. 들어오는 길은 GKE가 열고 여기에는 규칙을 쓰지 않는다`,
  });

const PORTS: Readonly<Record<string, number>> = { postgres: 5432, mysql: 3306, redis: 6379 };

function writeLinks(site: GoogleSite, store: ResolvedStore): void {
  const port = PORTS[store.kind];
  const names = site.callersOf(store.name).map(({ name }) => name);
  if (port === undefined || names.length === 0) return;
  const isCluster = store.managed === 'memorystore-cluster';
  const subnet = networkOf(site).subnetFor('isolated');
  const inside = isCluster && subnet ? ref(subnet, 'ip_cidr_range') : peeringOf(site).range;
  write(site, idOf('cluster', store.name), {
    source: sourceOf(store),
    direction: 'EGRESS',
    says: `${names.join(', ')} -> ${store.name}`,
    ranges: [inside],
    // A cluster tells its clients at one port, and answers them at those of its shards.
    ports: isCluster ? [port, '11000-13047'] : [store.kind === 'redis' ? 6378 : port],
  });
}

/** What parts reach beyond Google, on 443: a rule knows addresses, not names. */
function writeOutside(site: GoogleSite): void {
  let isAsked = false;
  for (const part of site.running) {
    const beyond = part.links.filter(({ to }) => isBeyond(site.context.view.part(to)));
    const registry = part.image?.registry;
    const isFetched = registry !== undefined && !registry.endsWith('.pkg.dev');
    const names = [...new Set(beyond.map(({ to }) => to))].sort();
    const all = [...names, ...(isFetched ? [`images of ${registry}`] : [])];
    if (all.length === 0) continue;
    isAsked = true;
    const source = sourceOf(part);
    write(site, idOf(part.name, 'outside'), {
      source,
      direction: 'EGRESS',
      says: `${part.name} -> ${all.join(', ')}`,
      ranges: [EVERYBODY],
      ports: [443],
    });
    site.cannotSay(
      source,
      {
        en: `a firewall rule knows no host names: the way from ${part.name} to ${all.join(', ')} is port 443 of every address`,
        ko: `방화벽 규칙은 호스트 이름을 모른다. ${part.name}에서 나가는 길은 모든 주소의 443 포트를 연다: ${all.join(', ')}`,
      },
      {
        en: 'Let a proxy that knows names stand in between, and copy images into Artifact Registry.',
        ko: '이름을 아는 프록시를 사이에 두고, 이미지는 Artifact Registry로 옮긴다.',
      },
    );
  }
  if (isAsked && !site.plan.policy.network?.nat) sayShut(site);
}

const sayShut = (site: GoogleSite): void =>
  site.isMissing(
    policySource(site.plan, 'network.nat'),
    {
      en: `machines of ${site.name} are private, and the plan has no NAT: what they reach beyond Google has no way back`,
      ko: `${site.name} 사이트의 노드는 비공개인데 계획에 NAT가 없어 Google 밖으로 나가지 못한다`,
    },
    { en: 'Write `nat: true`.', ko: '`nat: true`를 적는다.' },
  );

const isBeyond = (part: ResolvedPart | undefined): boolean => part?.kind === 'external';

/** Stores that parts of the site link and that stand on another: nothing leads there by itself. */
export function sayElsewhere(site: GoogleSite): void {
  const names = new Set(site.running.flatMap(({ links }) => links.map(({ to }) => to)));
  const far = [...names]
    .flatMap((name) => site.context.view.part(name) ?? [])
    .filter((part) => isStore(part) && !site.has(part.name) && part.kind !== 'model-files')
    .map(({ name }) => name)
    .sort();
  if (far.length === 0) return;
  site.isMissing(
    site.source,
    {
      en: `parts of ${site.name} link what stands on another site, and no way and no leave to it is written: ${far.join(', ')}`,
      ko: `${site.name} 사이트의 파트가 다른 사이트에 선 것을 쓰는데 거기로 가는 길도 권한도 쓰지 않는다: ${far.join(', ')}`,
    },
    {
      en: site.isStandby
        ? 'Restore them here when the site takes over; their addresses are in the secret store.'
        : 'Join the networks by a VPN or an interconnect, whose addresses the plan does not have.',
      ko: site.isStandby
        ? '사이트가 넘겨받을 때 여기에 복원한다. 주소는 비밀 저장소에 있다.'
        : 'VPN이나 전용 회선으로 두 네트워크를 잇는다. 그 주소는 계획에 없다.',
    },
  );
}
