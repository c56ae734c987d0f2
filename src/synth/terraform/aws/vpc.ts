import { idOf } from '../names.ts';
import { printRange } from '../range.ts';
import { onceFor, policySource, sayPolicy } from '../site.ts';
import type { Access } from '../subnets.ts';
import { type Block, ref } from '../terraform.ts';
import type { AwsSite } from './site.ts';
import { layoutOf, type Strip, zoneName } from './subnets.ts';

export interface Network {
  readonly vpc: Block<'id' | 'cidr_block' | 'default_security_group_id'>;
  /** Subnets of an access, one a zone: of the part where the plan puts it in one, else the first. */
  readonly subnetsFor: (access: Access, part: string) => readonly string[];
  /** S3 without the way over the internet. */
  readonly bucketGate: Block<'id' | 'prefix_list_id'>;
}

/** The network of a site, written when it is first asked for. */
export const networkOf = onceFor((site: AwsSite): Network => {
  const { write } = site;
  const { blocks, strips } = layoutOf(site);
  const [first, ...more] = blocks.map(printRange);
  const source = policySource(site.plan, 'network');
  const vpc = write.resource('network', 'aws_vpc', 'main', [
    source,
    {
      cidr_block: first,
      enable_dns_hostnames: true,
      enable_dns_support: true,
      tags: { Name: site.called(255) },
    },
  ]);
  for (const [index, cidr_block] of more.entries())
    write.resource('network', 'aws_vpc_ipv4_cidr_block_association', idOf('block', String(index)), [
      source,
      { vpc_id: ref(vpc, 'id'), cidr_block },
    ]);
  // The group that AWS makes by itself lets everything through: it is emptied.
  write.resource('network', 'aws_default_security_group', 'none', [
    source,
    { vpc_id: ref(vpc, 'id') },
  ]);
  const made = new Map(strips.map((strip) => [strip, writeSubnet(site, vpc, strip)]));
  const tables = writeRoutes(site, vpc, made);
  const bucketGate = write.resource('network', 'aws_vpc_endpoint', 's3', [
    source,
    {
      vpc_id: ref(vpc, 'id'),
      service_name: `com.amazonaws.${site.region}.s3`,
      vpc_endpoint_type: 'Gateway',
      route_table_ids: tables.map((table) => ref(table, 'id')),
    },
  ]);
  return {
    vpc,
    bucketGate,
    subnetsFor: (access, part) =>
      pick(site, access, part).flatMap((strip) => {
        const block = made.get(strip);
        return block ? [ref(block, 'id')] : [];
      }),
  };
});

/** The subnet that the plan puts a part in; else those of its access, one a zone. */
function pick(site: AwsSite, access: Access, part: string): readonly Strip[] {
  const { strips } = layoutOf(site);
  const named = site.plan.policy.network?.subnets?.find(({ parts = [] }) => parts.includes(part));
  const own = strips.filter(({ of }) => of === named?.name);
  if (own.length > 0) return own;
  const fitting = strips.filter((strip) => strip.access === access);
  const byZone = new Map(fitting.toReversed().map((strip) => [strip.zone, strip]));
  if (byZone.size > 0) return [...byZone.values()].sort((a, b) => a.zone - b.zone);
  // What should be isolated is never put further out than private.
  return access === 'isolated' ? pick(site, 'private', part) : [];
}

function writeSubnet(site: AwsSite, vpc: Block<'id'>, strip: Strip): Block<'id' | 'cidr_block'> {
  const isCluster = site.placement.engine === 'eks';
  const role = strip.access === 'public' ? 'elb' : 'internal-elb';
  return site.write.resource('network', 'aws_subnet', strip.id, [
    strip.source,
    {
      vpc_id: ref(vpc, 'id'),
      cidr_block: printRange(strip.range),
      availability_zone: zoneName(site, strip.zone),
      map_public_ip_on_launch: false,
      tags: {
        Name: site.called(255, strip.of, String(strip.zone + 1)),
        [`kubernetes.io/role/${role}`]: isCluster && strip.access !== 'isolated' ? '1' : undefined,
      },
    },
  ]);
}

type Made = ReadonlyMap<Strip, Block<'id' | 'cidr_block'>>;
type Table = Block<'id'>;

function writeRoutes(site: AwsSite, vpc: Block<'id'>, made: Made): readonly Table[] {
  const strips = [...made.keys()];
  const has = (access: Access) => strips.some((strip) => strip.access === access);
  const source = policySource(site.plan, 'network.subnets');
  const table = (name: string): Table =>
    site.write.resource('network', 'aws_route_table', name, [
      source,
      { vpc_id: ref(vpc, 'id'), tags: { Name: site.called(255, name) } },
    ]);
  const tables = new Map<string, Table>();
  if (has('public')) tables.set('public', publicTable(site, vpc, table('public')));
  if (has('isolated')) tables.set('isolated', table('isolated'));
  const zones = [
    ...new Set(strips.filter(({ access }) => access === 'private').map(({ zone }) => zone)),
  ];
  for (const zone of zones) tables.set(`private ${zone}`, table(idOf('private', String(zone))));
  writeNat(site, made, tables);
  for (const strip of strips) {
    const block = made.get(strip);
    const own = tables.get(strip.access === 'private' ? `private ${strip.zone}` : strip.access);
    if (block && own)
      site.write.resource('network', 'aws_route_table_association', strip.id, [
        strip.source,
        { subnet_id: ref(block, 'id'), route_table_id: ref(own, 'id') },
      ]);
  }
  return [...tables].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** What answers the internet is refused until the network has a way there. */
export const wayOutOf = (site: AwsSite): readonly string[] | undefined =>
  site.write.has('network', ['resource', 'aws_internet_gateway', 'main'])
    ? ['aws_internet_gateway.main']
    : undefined;

function publicTable(site: AwsSite, vpc: Block<'id'>, table: Table): Table {
  const source = policySource(site.plan, 'network.subnets');
  const gateway = site.write.resource('network', 'aws_internet_gateway', 'main', [
    source,
    { vpc_id: ref(vpc, 'id') },
  ]);
  site.write.resource('network', 'aws_route', 'public', [
    source,
    {
      route_table_id: ref(table, 'id'),
      destination_cidr_block: '0.0.0.0/0',
      gateway_id: ref(gateway, 'id'),
    },
  ]);
  return table;
}

/** One in each zone: a zone that is lost takes only its own way out with it. */
function writeNat(site: AwsSite, made: Made, tables: ReadonlyMap<string, Table>): void {
  if (!site.plan.policy.network?.nat) return;
  const source = policySource(site.plan, 'network.nat');
  const outer = [...made].filter(([{ access }]) => access === 'public');
  if (outer.length === 0) {
    site.cannotSay(source, {
      en: 'NAT stands in a public subnet, and the plan has none: nothing gets out',
      ko: 'NAT는 public 서브넷에 두는데 계획에 하나도 없어 밖으로 나가는 길이 없다',
    });
    return;
  }
  const gateways = new Map<number, Block<'id'>>();
  for (const [{ zone }, subnet] of outer) {
    if (gateways.has(zone)) continue;
    const id = idOf('nat', String(zone));
    const eip = site.write.resource('network', 'aws_eip', id, [source, { domain: 'vpc' }]);
    gateways.set(
      zone,
      site.write.resource('network', 'aws_nat_gateway', id, [
        source,
        {
          allocation_id: ref(eip, 'id'),
          subnet_id: ref(subnet, 'id'),
          connectivity_type: sayPolicy(site)('network.nat', 'public'),
          depends_on: wayOutOf(site),
        },
      ]),
    );
  }
  const any = [...gateways.values()][0];
  for (const [name, table] of tables) {
    if (!name.startsWith('private')) continue;
    const nat = gateways.get(Number(name.split(' ')[1])) ?? any;
    if (nat)
      site.write.resource('network', 'aws_route', idOf('private', name.split(' ')[1] ?? ''), [
        source,
        {
          route_table_id: ref(table, 'id'),
          destination_cidr_block: '0.0.0.0/0',
          nat_gateway_id: ref(nat, 'id'),
        },
      ]);
  }
}
