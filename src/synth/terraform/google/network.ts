import { from, type Source, type TreeMap } from '../../source.ts';
import { idOf } from '../names.ts';
import { firstFree, printRange, type Range } from '../range.ts';
import { onceFor, policySource, sayPolicy } from '../site.ts';
import { type Access, subnetsOf } from '../subnets.ts';
import { type Block, ref } from '../terraform.ts';
import { api } from './project.ts';
import type { GoogleSite } from './site.ts';

type Subnetwork = Block<'id' | 'name' | 'ip_cidr_range'>;

export interface Network {
  readonly vpc: Block<'id' | 'name'>;
  /** The subnet that the plan puts a part in; else the first of an access. */
  readonly subnetFor: (access: Access, part?: string) => Subnetwork | undefined;
  /** Where the machines of the cluster stand, with the ranges of its pods and services. */
  readonly machines: Subnetwork | undefined;
}

/** The subnets of a site, which reach over all of its zones. */
export const layoutOf = onceFor((site: GoogleSite) => subnetsOf(site, 'Google Cloud'));

/** The network of a site, written when it is first asked for; its subnets reach over all zones. */
export const networkOf = onceFor((site: GoogleSite): Network => {
  const source = policySource(site.plan, 'network');
  const vpc = site.write.resource('network', 'google_compute_network', 'main', [
    source,
    {
      name: site.called(63, site.name),
      auto_create_subnetworks: false,
      routing_mode: 'REGIONAL',
      depends_on: [api(site, 'compute')],
    },
  ]);
  const { subnets } = layoutOf(site);
  const cluster = machinesSubnet(site);
  const made = new Map(
    subnets.flatMap(({ name, access, range }) =>
      range ? [[name, { access, block: writeSubnet(site, vpc, { name, range, access }) }]] : [],
    ),
  );
  writeNat(site, vpc, made);
  return {
    vpc,
    machines: made.get(cluster ?? '')?.block,
    subnetFor: (access, part = '') => {
      const named = site.plan.policy.network?.subnets?.find(({ parts = [] }) =>
        parts.includes(part),
      );
      const all = [...made.values()];
      // What should be isolated is never put further out than private.
      const found =
        all.find((one) => one.access === access) ??
        (access === 'isolated' ? all.find((one) => one.access === 'private') : undefined);
      return (made.get(named?.name ?? '') ?? found)?.block;
    },
  };
});

/** Machines stand where the plan puts what runs on them; else in the first private subnet. */
function machinesSubnet(site: GoogleSite): string | undefined {
  const { subnets } = layoutOf(site);
  const inner = subnets.filter(({ access }) => access === 'private');
  const running = new Set(site.running.map(({ name }) => name));
  const said = site.plan.policy.network?.subnets ?? [];
  const named = inner.find(({ name }) =>
    said.some((one) => one.name === name && one.parts?.some((part) => running.has(part))),
  );
  return (named ?? inner[0])?.name;
}

interface Strip {
  readonly name: string;
  readonly access: Access;
  readonly range: Range;
}

function writeSubnet(site: GoogleSite, vpc: Block<'id'>, strip: Strip): Subnetwork {
  const source = policySource(site.plan, `network.subnets[${strip.name}]`);
  const isCluster = strip.name === machinesSubnet(site) && site.placement.engine === 'gke';
  return site.write.resource('network', 'google_compute_subnetwork', idOf(strip.name), [
    source,
    {
      name: site.called(63, site.name, strip.name),
      network: ref(vpc, 'id'),
      region: site.region,
      ip_cidr_range: printRange(strip.range),
      private_ip_google_access: true,
      secondary_ip_range: isCluster ? secondaryOf(site) : undefined,
      log_config: {
        aggregation_interval: 'INTERVAL_5_MIN',
        flow_sampling: 0.5,
        metadata: 'INCLUDE_ALL_METADATA',
      },
    },
  ]);
}

/** So many machines the pools may have, and a few more while they are replaced. */
function mostMachines({ placement: { pools = [], site } }: GoogleSite): number {
  const zones = site?.zoneIds?.length ?? site?.zones ?? 3;
  const most = pools.map(
    ({ min = 1, max = min, counted }) => max * (counted === 'total' ? 1 : zones),
  );
  return most.reduce((sum, one) => sum + one, zones);
}

export interface ClusterRanges {
  readonly pods: string;
  readonly services: string;
}

/** Ranges of pods and services: beside every subnet of the plan, whosever site it is on. */
export const clusterRangesOf = onceFor((site: GoogleSite): ClusterRanges => {
  const { blocks, subnets } = layoutOf(site);
  const whole = { start: 10 * 2 ** 24, bits: 8 };
  const others = site.plan.policy.network?.subnets ?? [];
  const taken = [
    ...blocks,
    ...subnets.flatMap(({ range }) => range ?? []),
    ...others.flatMap(({ range }) => around(range)),
  ];
  // Each machine has 256 addresses for its pods.
  const bits = Math.min(17, 23 - Math.ceil(Math.log2(mostMachines(site))));
  const pods = firstFree(whole, taken, bits) ?? whole;
  const services = firstFree(whole, [...taken, pods], 22) ?? whole;
  const source = policySource(site.plan, 'network.subnets');
  site.isMissing(source, {
    en: `the plan has no ranges for pods and services of ${site.name}: they get ${printRange(pods)} and ${printRange(services)}, beside its subnets`,
    ko: `${site.name} 사이트의 파드와 서비스 범위가 계획에 없어 서브넷 옆의 ${printRange(pods)}, ${printRange(services)} 범위를 쓴다`,
  });
  return { pods: printRange(pods), services: printRange(services) };
});

/** The /16 that a range of the plan lies in. */
function around(text: string | undefined): readonly Range[] {
  const [, a, b] = /^(\d+)\.(\d+)\./.exec(text ?? '') ?? [];
  return a === undefined ? [] : [{ start: Number(a) * 2 ** 24 + Number(b) * 2 ** 16, bits: 16 }];
}

function secondaryOf(site: GoogleSite): readonly TreeMap[] {
  const source: Source = policySource(site.plan, 'network.subnets');
  const { pods, services } = clusterRangesOf(site);
  return [
    from(source, { range_name: 'pods', ip_cidr_range: pods }),
    from(source, { range_name: 'services', ip_cidr_range: services }),
  ];
}

type Made = ReadonlyMap<string, { readonly access: Access; readonly block: Subnetwork }>;

/** Only what is private gets out; nothing comes in by it. */
function writeNat(site: GoogleSite, vpc: Block<'id'>, made: Made): void {
  if (!site.plan.policy.network?.nat) return;
  const source = policySource(site.plan, 'network.nat');
  const inner = [...made.values()].filter(({ access }) => access === 'private');
  const router = site.write.resource('network', 'google_compute_router', 'main', [
    source,
    { name: site.called(63, site.name), network: ref(vpc, 'id'), region: site.region },
  ]);
  site.write.resource('network', 'google_compute_router_nat', 'main', [
    source,
    {
      name: site.called(63, site.name),
      router: ref(router, 'name'),
      region: site.region,
      nat_ip_allocate_option: sayPolicy(site)('network.nat', 'AUTO_ONLY'),
      source_subnetwork_ip_ranges_to_nat: 'LIST_OF_SUBNETWORKS',
      subnetwork: inner.map(({ block }) =>
        from(source, { name: ref(block, 'id'), source_ip_ranges_to_nat: ['ALL_IP_RANGES'] }),
      ),
      log_config: { enable: true, filter: 'ERRORS_ONLY' },
    },
  ]);
}
