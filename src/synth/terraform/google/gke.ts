import { HOUR } from '#kernel';
import { from, type TreeMap } from '../../source.ts';
import { sayPolicy } from '../site.ts';
import { ref } from '../terraform.ts';
import { inUtc } from '../windows.ts';
import { machineOf } from './identity.ts';
import { anyKeyOf } from './keys.ts';
import { networkOf } from './network.ts';
import { GUARDED, writePools } from './pools.ts';
import { writeGoogleNames } from './private-access.ts';
import { api, projectOf, zonesOf } from './project.ts';
import type { GoogleSite } from './site.ts';

const WAYS = ['cluster_in', 'cluster_out', 'google_out'].map(
  (id) => `google_compute_firewall.${id}`,
);

/** A cluster of GKE over the zones of the plan, and its machines. */
export function writeCluster(site: GoogleSite): void {
  const names = writeGoogleNames(site);
  const { endpoint = ['private'] } = site.placement;
  const cluster = site.write.resource('compute', 'google_container_cluster', 'main', [
    site.source,
    {
      ...named(site),
      ...networked(site),
      ...guarded(site),
      ...watched(site),
      maintenance_policy: windowOf(site),
      lifecycle: { ignore_changes: ['initial_node_count', 'node_config'] },
      // The first machine has to find Google before it is taken away.
      depends_on: [api(site, 'container'), ...WAYS, ...names],
    },
  ]);
  if (endpoint.includes('public')) sayOpen(site);
  writePools(site, cluster);
}

function named(site: GoogleSite): TreeMap {
  const { version, cluster } = site.placement;
  return {
    name: cluster === undefined ? site.called(40) : site.said('on.cluster', cluster),
    location: site.region,
    node_locations: zonesOf(site).names,
    min_master_version: version === undefined ? undefined : site.said('on.version', version),
    release_channel: { channel: 'REGULAR' },
    deletion_protection: site.isProtected,
    // Machines are those of the plan's pools; the one that every cluster begins with goes.
    remove_default_node_pool: true,
    initial_node_count: 1,
    node_config: firstMachine(site),
  };
}

/** What of a machine is the same in every pool, and holds for the one that is taken away. */
const firstMachine = (site: GoogleSite): TreeMap => ({
  service_account: ref(machineOf(site), 'email'),
  boot_disk_kms_key: anyKeyOf(site, { by: 'compute' }),
  ...GUARDED,
});

function networked(site: GoogleSite): TreeMap {
  const { endpoint = ['private'], privateNodes = true } = site.placement;
  const { vpc, machines } = networkOf(site);
  return {
    network: ref(vpc, 'id'),
    subnetwork: machines && ref(machines, 'id'),
    networking_mode: 'VPC_NATIVE',
    ip_allocation_policy: {
      cluster_secondary_range_name: 'pods',
      services_secondary_range_name: 'services',
    },
    private_cluster_config: {
      enable_private_nodes: site.said('on.privateNodes', privateNodes),
      enable_private_endpoint: site.said('on.endpoint', !endpoint.includes('public')),
    },
    // Nobody asks the control plane from outside of the network until somebody is named.
    master_authorized_networks_config: { gcp_public_cidrs_access_enabled: false },
    // NetworkPolicies are only words until the network reads them.
    datapath_provider: 'ADVANCED_DATAPATH',
    gateway_api_config: { channel: 'CHANNEL_STANDARD' },
  };
}

function guarded(site: GoogleSite): TreeMap {
  const key = anyKeyOf(site, { by: 'gke' });
  return {
    workload_identity_config: { workload_pool: `${projectOf(site)}.svc.id.goog` },
    database_encryption: key === undefined ? undefined : { state: 'ENCRYPTED', key_name: key },
    enable_shielded_nodes: true,
    master_auth: { client_certificate_config: { issue_client_certificate: false } },
  };
}

const watched = (site: GoogleSite): TreeMap => ({
  logging_config: {
    enable_components: [
      'APISERVER',
      'CONTROLLER_MANAGER',
      'SCHEDULER',
      'SYSTEM_COMPONENTS',
      'WORKLOADS',
    ],
  },
  monitoring_config: {
    enable_components: ['SYSTEM_COMPONENTS'],
    // Where the plan has a Prometheus of its own, a second one is not paid for.
    managed_prometheus: {
      enabled: sayPolicy(site)(
        'monitoring.metrics',
        !site.plan.policy.monitoring?.metrics?.includes('prometheus'),
      ),
    },
  },
  cost_management_config: { enabled: true },
});

const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
/** GKE must be let in for so long in every 32 days. */
const LEAST = 48 * HOUR;

/** When the cluster may be changed, where the plan's window is long enough for GKE to take it. */
function windowOf(site: GoogleSite): TreeMap | undefined {
  const { window, windowLasts = 2 * HOUR, name, at } = site.plan.environment;
  if (!window) return undefined;
  const source = { path: `environments.${name}.window`, at };
  const isWeekly = window.everyMs > 24 * HOUR;
  const open = windowLasts * (isWeekly ? 4 : 32);
  const begins = inUtc(window);
  if (begins === undefined || open < LEAST) {
    site.cannotSay(source, {
      en: `GKE upgrades the cluster of ${site.name} when its channel brings it: a window of it stands in UTC and is open for 48 hours of every 32 days at least, and that of releases is not`,
      ko: `${site.name} 클러스터는 채널이 정한 때에 올라간다. GKE의 창은 UTC로 적고 32일마다 48시간 이상 열려야 하는데 배포 창은 그렇지 않다`,
    });
    return undefined;
  }
  const day = Math.floor(begins / 1_440);
  const start = begins % 1_440;
  // Only the hours count: the year of the plan begins it, and the days are those of the recurrence.
  const stamp = (minutes: number): string =>
    `${site.plan.asOf.slice(0, 4)}-01-0${minutes < 1_440 ? 1 : 2}T${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}:00Z`;
  const lasts = Math.min(windowLasts / 60_000, 1_439);
  return {
    recurring_window: from(source, {
      start_time: stamp(start),
      end_time: stamp(start + lasts),
      recurrence: isWeekly ? `FREQ=WEEKLY;BYDAY=${DAYS[day]}` : 'FREQ=DAILY',
    }),
  };
}

const two = (value: number): string => String(value).padStart(2, '0');

const sayOpen = (site: GoogleSite): void =>
  site.isMissing(
    { ...site.source, path: `${site.source.path}.endpoint` },
    {
      en: `the control plane of ${site.name} has a public address, and answers nobody there: the plan names no addresses that may ask it`,
      ko: `${site.name} 사이트의 control plane은 공개 주소가 있지만 아무에게도 답하지 않는다. 물어도 되는 주소가 계획에 없다`,
    },
  );
