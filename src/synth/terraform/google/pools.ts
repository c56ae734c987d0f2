import { classOf } from '#facts';
import type { ResolvedPlacement } from '#model';
import type { TreeMap } from '../../source.ts';
import { idOf } from '../names.ts';
import { say } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import { machineOf } from './identity.ts';
import { anyKeyOf } from './keys.ts';
import { zonesOf } from './project.ts';
import type { GoogleSite } from './site.ts';

type Cluster = Block<'name' | 'id'>;
type Pool = NonNullable<ResolvedPlacement['pools']>[number];

/** Every pool of the plan, under its own name: pods ask for it by that. */
export function writePools(site: GoogleSite, cluster: Cluster): void {
  const pools = [...(site.placement.pools ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (pools.length === 0)
    site.isMissing(
      { ...site.source, path: `${site.source.path}.pools` },
      {
        en: `the cluster of ${site.name} has no node pool: nothing can be scheduled on it`,
        ko: `${site.name} 클러스터에 노드 풀이 없어 아무것도 올릴 수 없다`,
      },
    );
  for (const pool of pools) writePool(site, pool, cluster);
}

const sourceOfPool = (site: GoogleSite, pool: Pool) => ({
  path: `${site.source.path}.pools[${pool.name}]`,
  at: pool.at,
});

function writePool(site: GoogleSite, pool: Pool, cluster: Cluster): void {
  site.write.resource('compute', 'google_container_node_pool', idOf(pool.name), [
    sourceOfPool(site, pool),
    {
      name: pool.name,
      cluster: ref(cluster, 'id'),
      node_locations: zonesOf(site).names,
      ...counted(site, pool),
      management: { auto_repair: true, auto_upgrade: true },
      // One more comes before one goes.
      upgrade_settings: { strategy: 'SURGE', max_surge: 1, max_unavailable: 0 },
      node_config: machine(site, pool),
      lifecycle: { ignore_changes: ['initial_node_count'] },
    },
  ]);
}

/** In every zone, or over all of them, as the plan counts. */
function counted(site: GoogleSite, pool: Pool): TreeMap {
  const said = say(pool, `${site.source.path}.pools`);
  const { min = 1, max = min } = pool;
  const zones = zonesOf(site).count ?? 1;
  if (pool.counted === 'total')
    return {
      initial_node_count: said('min', Math.ceil(min / zones)),
      autoscaling: {
        total_min_node_count: said('min', min),
        total_max_node_count: said('max', Math.max(1, max)),
        location_policy: 'BALANCED',
      },
    };
  return {
    initial_node_count: said('min', min),
    autoscaling: {
      min_node_count: said('min', min),
      max_node_count: said('max', Math.max(1, max)),
      location_policy: pool.spot ? 'ANY' : 'BALANCED',
    },
  };
}

function machine(site: GoogleSite, pool: Pool): TreeMap {
  const said = say(pool, `${site.source.path}.pools`);
  const key = anyKeyOf(site, { by: 'compute' });
  return {
    machine_type: machineType(site, pool),
    spot: pool.spot ? said('spot', true) : undefined,
    image_type: 'COS_CONTAINERD',
    disk_size_gb: 50,
    disk_type: 'pd-balanced',
    boot_disk_kms_key: key,
    guest_accelerator: accelerators(site, pool),
    service_account: ref(machineOf(site), 'email'),
    ...GUARDED,
  };
}

/** Nothing starts that was not signed, and no pod asks who its machine is. */
export const GUARDED = {
  // What it may do is said by its roles alone.
  oauth_scopes: ['https://www.googleapis.com/auth/cloud-platform'],
  workload_metadata_config: { mode: 'GKE_METADATA' },
  shielded_instance_config: { enable_secure_boot: true, enable_integrity_monitoring: true },
  metadata: { 'disable-legacy-endpoints': 'true' },
} as const;

/** A pool whose machine the plan does not name is a question. */
function machineType(site: GoogleSite, pool: Pool): TreeMap[string] {
  if (pool.instance !== undefined)
    return say(pool, `${site.source.path}.pools`)('instance', pool.instance);
  const source = sourceOfPool(site, pool);
  site.isMissing(
    { ...source, path: `${source.path}.instance` },
    {
      en: `the pool ${pool.name} of ${site.name} names no machine: Terraform asks for it`,
      ko: `${site.name} 사이트의 ${pool.name} 풀에 기계가 없어 Terraform이 묻는다`,
    },
  );
  return site.write.variable(
    idOf('pool', pool.name, 'machine'),
    { type: 'string', about: `The type of the machines of the pool ${pool.name}.` },
    source,
  );
}

/** Families of machines that are sold with one kind of GPU. */
const FAMILIES: readonly (readonly [prefix: string, accelerator: string])[] = [
  ['g2-', 'nvidia-l4'],
  ['a2-highgpu-', 'nvidia-tesla-a100'],
  ['a2-ultragpu-', 'nvidia-a100-80gb'],
  ['a3-highgpu-', 'nvidia-h100-80gb'],
];

/** GKE installs the driver, and taints what has GPUs by itself. */
function accelerators(site: GoogleSite, pool: Pool): readonly TreeMap[] | undefined {
  const { instance = '' } = pool;
  const known = classOf('gce', instance);
  const count = pool.gpu ?? (known.state === 'offered' ? (known.gpu ?? 0) : 0);
  if (count === 0) return undefined;
  const [, type] = FAMILIES.find(([prefix]) => instance.startsWith(prefix)) ?? [];
  return [
    {
      type:
        type ??
        site.write.variable(
          idOf('pool', pool.name, 'gpu'),
          { type: 'string', about: `The kind of GPU that the machines of ${pool.name} have.` },
          sourceOfPool(site, pool),
        ),
      count: say(pool, `${site.source.path}.pools`)('gpu', count),
      gpu_driver_installation_config: { gpu_driver_version: 'DEFAULT' },
    },
  ];
}
