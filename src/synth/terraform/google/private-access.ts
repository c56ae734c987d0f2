import { from, type Source } from '../../source.ts';
import { idOf } from '../names.ts';
import { onceFor } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import { networkOf } from './network.ts';
import { api } from './project.ts';
import type { GoogleSite } from './site.ts';

export interface Peering {
  /** What a database has to wait for. */
  readonly address: string;
  /** The range that Google's side answers in. */
  readonly range: string;
  readonly name: string;
}

/** The way to services that stand in a network of Google's own: Cloud SQL, a single Memorystore. */
export const peeringOf = onceFor((site: GoogleSite): Peering => {
  const { vpc } = networkOf(site);
  const range = site.write.resource('network', 'google_compute_global_address', 'services', [
    site.source,
    {
      name: site.called(63, site.name, 'services'),
      purpose: 'VPC_PEERING',
      address_type: 'INTERNAL',
      // Google takes a free range of this size: the plan names none.
      prefix_length: 20,
      network: ref(vpc, 'id'),
    },
  ]);
  const way = site.write.resource('network', 'google_service_networking_connection', 'services', [
    site.source,
    {
      network: ref(vpc, 'id'),
      service: 'servicenetworking.googleapis.com',
      reserved_peering_ranges: [ref(range, 'name')],
      depends_on: [api(site, 'servicenetworking')],
    },
  ]);
  return {
    address: way.address,
    range: `${ref(range, 'address')}/${ref(range, 'prefix_length')}`,
    name: ref(range, 'name'),
  };
});

/** Leave for a cluster of Memorystore to put its addresses into a subnet: what it waits for. */
export const endpointsOf = onceFor((site: GoogleSite): string => {
  const { vpc, subnetFor } = networkOf(site);
  const subnet = subnetFor('isolated');
  const policy = site.write.resource(
    'network',
    'google_network_connectivity_service_connection_policy',
    'memorystore',
    [
      site.source,
      {
        name: site.called(63, site.name, 'memorystore'),
        location: site.region,
        service_class: 'gcp-memorystore-redis',
        network: ref(vpc, 'id'),
        psc_config: { subnetworks: subnet ? [ref(subnet, 'id')] : [] },
        depends_on: [api(site, 'networkconnectivity')],
      },
    ],
  );
  return policy.address;
});

/** Zones of names that are Google's own. */
const ZONES = ['gcr.io', 'googleapis.com', 'pkg.dev'] as const;
/** Where Google answers on addresses that no route of the internet has. */
export const GOOGLE_RANGE = '199.36.153.8/30';
const ADDRESSES = ['199.36.153.8', '199.36.153.9', '199.36.153.10', '199.36.153.11'];

/** Google's own interfaces are asked at one range, so that nothing else has to be let out: what to wait for. */
export function writeGoogleNames(site: GoogleSite): readonly string[] {
  const { source } = site;
  return ZONES.flatMap((zone) => {
    const id = idOf(zone.replace('.', '-'));
    const first = zone === 'googleapis.com' ? 'private.googleapis.com' : zone;
    const made = site.write.resource('network', 'google_dns_managed_zone', id, [
      source,
      {
        name: site.called(63, site.name, zone.replace('.', '-')),
        dns_name: `${zone}.`,
        description: `${zone} by addresses within Google`,
        visibility: 'private',
        private_visibility_config: {
          networks: [from(source, { network_url: ref(networkOf(site).vpc, 'id') })],
        },
        depends_on: [api(site, 'dns')],
      },
    ]);
    const all = {
      id: idOf(zone.replace('.', '-'), 'all'),
      source,
      name: `*.${zone}.`,
      type: 'CNAME',
      rrdatas: [`${first}.`],
    } as const;
    return [
      writeRecord(site, made, { id, source, name: `${first}.`, type: 'A', rrdatas: ADDRESSES }),
      writeRecord(site, made, all),
    ].map(({ address }) => address);
  });
}

interface RecordWords {
  readonly id: string;
  readonly source: Source;
  readonly name: string;
  readonly type: 'A' | 'CNAME';
  readonly rrdatas: readonly string[];
}

const writeRecord = (
  site: GoogleSite,
  zone: Block<'name'>,
  { id, source, ...words }: RecordWords,
): Block<'id'> =>
  site.write.resource('network', 'google_dns_record_set', id, [
    source,
    { managed_zone: ref(zone, 'name'), ttl: 300, ...words },
  ]);
