import { classOf } from '#facts';
import type { ResolvedPlacement } from '#model';
import { idOf } from '../names.ts';
import { say } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import { writeIdentities } from './eks-identity.ts';
import { type Role, writeRole } from './identity.ts';
import { anyKeyOf } from './keys.ts';
import { retention } from './logs.ts';
import { writeClusterWays } from './security-group.ts';
import type { AwsSite } from './site.ts';
import { layoutOf } from './subnets.ts';
import { networkOf } from './vpc.ts';

type Cluster = Block<'name' | 'arn' | 'vpc_config' | 'endpoint' | 'identity'>;
type Pool = NonNullable<ResolvedPlacement['pools']>[number];

/** A cluster of EKS, its machines, and who the parts on it are to AWS. */
export function writeCluster(site: AwsSite): void {
  const { placement, source, write } = site;
  const role = writeRole(site, '_cluster', {
    source,
    for: 'eks.amazonaws.com',
    managed: ['AmazonEKSClusterPolicy'],
  });
  const { endpoint = ['private'] } = placement;
  write.resource('watch', 'aws_cloudwatch_log_group', '_cluster', [
    source,
    {
      name: `/aws/eks/${nameOf(site)}/cluster`,
      kms_key_id: anyKeyOf(site),
      retention_in_days: retention(site),
    },
  ]);
  const cluster = writeControlPlane(site, role);
  if (endpoint.includes('public')) sayOpen(site);
  writePools(site, cluster);
  writeAddons(site, cluster);
  writeIdentities(site, cluster);
  writeClusterWays(site, ref(cluster, 'vpc_config', '[0].cluster_security_group_id'));
}

const nameOf = (site: AwsSite): string => site.placement.cluster ?? site.called(100);

function writeControlPlane(site: AwsSite, role: Role): Cluster {
  const { placement, source, write } = site;
  const key = anyKeyOf(site);
  const { endpoint = ['private'] } = placement;
  return write.resource('compute', 'aws_eks_cluster', 'main', [
    source,
    {
      name: nameOf(site),
      version:
        placement.version === undefined ? undefined : site.said('on.version', placement.version),
      role_arn: ref(role, 'arn'),
      vpc_config: {
        subnet_ids: networkOf(site).subnetsFor('private', ''),
        endpoint_private_access: site.said('on.endpoint', true),
        endpoint_public_access: site.said('on.endpoint', endpoint.includes('public')),
      },
      access_config: {
        authentication_mode: 'API',
        bootstrap_cluster_creator_admin_permissions: true,
      },
      encryption_config: key && { provider: { key_arn: key }, resources: ['secrets'] },
      enabled_cluster_log_types: [
        'api',
        'audit',
        'authenticator',
        'controllerManager',
        'scheduler',
      ],
      deletion_protection: site.plan.environment.approval !== undefined,
      depends_on: [
        `aws_iam_role_policy_attachment.${idOf('_cluster', 'AmazonEKSClusterPolicy')}`,
        'aws_cloudwatch_log_group._cluster',
      ],
    },
  ]);
}

const sayOpen = (site: AwsSite): void =>
  site.isMissing(
    { ...site.source, path: `${site.source.path}.endpoint` },
    {
      en: `the control plane of ${site.name} answers the whole internet: the plan names no addresses that may ask it`,
      ko: `${site.name} 사이트의 control plane은 인터넷 전체에 답한다. 물어도 되는 주소가 계획에 없다`,
    },
  );

const ADDONS = [
  'coredns',
  'eks-pod-identity-agent',
  'kube-proxy',
  'metrics-server',
  'vpc-cni',
] as const;

function writeAddons(site: AwsSite, cluster: Cluster): void {
  for (const addon_name of ADDONS)
    site.write.resource('compute', 'aws_eks_addon', idOf(addon_name), [
      site.source,
      {
        cluster_name: ref(cluster, 'name'),
        addon_name,
        // A new cluster comes with some of them already, which this then takes over.
        resolve_conflicts_on_create: 'OVERWRITE',
        resolve_conflicts_on_update: 'PRESERVE',
        // NetworkPolicies are only words until the network reads them.
        configuration_values:
          addon_name === 'vpc-cni' ? JSON.stringify({ enableNetworkPolicy: 'true' }) : undefined,
      },
    ]);
}

function writePools(site: AwsSite, cluster: Cluster): void {
  const pools = [...(site.placement.pools ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (pools.length === 0) {
    site.isMissing(
      { ...site.source, path: `${site.source.path}.pools` },
      {
        en: `the cluster of ${site.name} has no node pool: nothing can be scheduled on it`,
        ko: `${site.name} 클러스터에 노드 풀이 없어 아무것도 올릴 수 없다`,
      },
    );
    return;
  }
  const role = writeRole(site, '_nodes', {
    source: site.source,
    for: 'ec2.amazonaws.com',
    managed: [
      'AmazonEC2ContainerRegistryPullOnly',
      'AmazonEKSWorkerNodePolicy',
      'AmazonEKS_CNI_Policy',
      ...(site.plan.policy.network?.operators === 'ssm' ? ['AmazonSSMManagedInstanceCore'] : []),
    ],
  });
  for (const pool of pools) writePool(site, pool, { cluster, role });
}

interface Within {
  readonly cluster: Cluster;
  readonly role: Role;
}

function writePool(site: AwsSite, pool: Pool, { cluster, role }: Within): void {
  const source = { path: `${site.source.path}.pools[${pool.name}]`, at: pool.at };
  const said = say(pool, `${site.source.path}.pools`);
  const times = pool.counted === 'total' ? 1 : layoutOf(site).zones;
  const { min = 1, max = min } = pool;
  const template = writeTemplate(site, pool);
  const isGpu = (pool.gpu ?? gpusOf(pool.instance)) > 0;
  site.write.resource('compute', 'aws_eks_node_group', idOf(pool.name), [
    source,
    {
      cluster_name: ref(cluster, 'name'),
      // Pods ask for their pool by this name: `eks.amazonaws.com/nodegroup`.
      node_group_name: pool.name,
      node_role_arn: ref(role, 'arn'),
      subnet_ids: networkOf(site).subnetsFor('private', ''),
      ami_type: imageType(pool.instance, isGpu),
      capacity_type: said('spot', pool.spot ? 'SPOT' : 'ON_DEMAND'),
      instance_types: pool.instance === undefined ? undefined : [said('instance', pool.instance)],
      launch_template: { id: ref(template, 'id'), version: ref(template, 'latest_version') },
      scaling_config: {
        desired_size: said('min', min * times),
        min_size: said('min', min * times),
        max_size: said('max', Math.max(1, max * times)),
      },
      update_config: { max_unavailable: 1 },
      taint: isGpu ? [{ key: 'nvidia.com/gpu', value: 'true', effect: 'NO_SCHEDULE' }] : undefined,
      lifecycle: { ignore_changes: ['scaling_config[0].desired_size'] },
      depends_on: [`aws_iam_role_policy_attachment.${idOf('_nodes', 'AmazonEKSWorkerNodePolicy')}`],
    },
  ]);
}

function gpusOf(instance: string | undefined): number {
  const found = instance === undefined ? undefined : classOf('ec2', instance);
  return found?.state === 'offered' ? (found.gpu ?? 0) : 0;
}

function imageType(instance: string | undefined, isGpu: boolean): string {
  const isArm = /^[a-z]+\d+g[a-z]*\./.test(instance ?? '');
  if (isGpu) return isArm ? 'AL2023_ARM_64_NVIDIA' : 'AL2023_x86_64_NVIDIA';
  return isArm ? 'AL2023_ARM_64_STANDARD' : 'AL2023_x86_64_STANDARD';
}

/** Disks are encrypted, and a pod cannot ask who the machine is. */
const writeTemplate = (site: AwsSite, pool: Pool): Block<'id' | 'latest_version'> =>
  site.write.resource('compute', 'aws_launch_template', idOf('pool', pool.name), [
    { path: `${site.source.path}.pools[${pool.name}]`, at: pool.at },
    {
      name: site.called(128, site.placement.cluster ?? 'cluster', pool.name),
      update_default_version: true,
      metadata_options: {
        http_endpoint: 'enabled',
        http_tokens: 'required',
        http_put_response_hop_limit: 1,
      },
      block_device_mappings: [
        {
          device_name: '/dev/xvda',
          ebs: {
            volume_type: 'gp3',
            volume_size: 50,
            encrypted: 'true',
            delete_on_termination: 'true',
          },
        },
      ],
    },
  ]);
