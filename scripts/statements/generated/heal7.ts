import { at, type Tellings } from './anchor.ts';
import { databases, stores } from './heal7-stores.ts';

const FRONT = 'production/terraform/cloudflare/edge.tf.json';
const AWS = 'production/terraform/seoul-aws';
const GOOGLE = 'production/terraform/seoul-gcp';
const GKE = `${GOOGLE}/compute.tf.json`;
const NETWORK = `${AWS}/network.tf.json`;
const COMPUTE = `${AWS}/compute.tf.json`;

const subnet = (name: string, index: number) =>
  at(
    NETWORK,
    `network.subnets[${name}]`,
    '"aws_subnet": {',
    `"${name.replace('-', '_')}__${index}": {`,
    '"availability_zone"',
  );
const cluster: Tellings = {
  'S4-011': {
    lines: [
      at(
        COMPUTE,
        'environments.production.on.pools.compute.instance',
        '"aws_eks_node_group"',
        '"compute": {',
        '"c6i.2xlarge"',
      ),
    ],
  },
  'S4-092': {
    lines: [at(`${AWS}/providers.tf.json`, 'environments.production.on', '"aws"', '"region"')],
  },
  'S4-093': {
    lines: [
      at(COMPUTE, 'environments.production.on', '"aws_eks_cluster"', '"name": "heal7-production"'),
      at(COMPUTE, 'environments.production.on.version', '"aws_eks_cluster"', '"version": "1.36"'),
    ],
  },
  'S4-094': {
    partly: true,
    lines: [
      subnet('private-1a', 0),
      subnet('private-1c', 2),
      subnet('public-1a', 0),
      subnet('public-1c', 2),
    ],
    note: {
      en: 'The control plane and the nodes stand in the private ones; the public ones take load balancers.',
      ko: '컨트롤 플레인과 노드는 private 서브넷에 있고, public 서브넷에는 로드 밸런서가 온다.',
    },
  },
  'S4-095': {
    lines: [
      at(COMPUTE, 'environments.production.on.endpoint', '"endpoint_private_access": true'),
      at(COMPUTE, 'environments.production.on.endpoint', '"endpoint_public_access": false'),
    ],
  },
  'S4-096': {
    partly: true,
    lines: [
      at(
        COMPUTE,
        'environments.production.on',
        '"aws_eks_cluster"',
        '"depends_on"',
        'AmazonEKSClusterPolicy',
      ),
    ],
    note: {
      en: 'The cluster policy alone: EKS has needed no service policy since April 2020.',
      ko: '클러스터 정책만 붙인다. EKS는 2020년 4월부터 service 정책이 필요 없다.',
    },
  },
};

const ON = 'environments.production.on';
const gke = (of: string, ...words: readonly string[]) =>
  at(GKE, of, '"google_container_cluster"', ...words);
const second: Tellings = {
  'S4-012': {
    lines: [
      at(
        GKE,
        `${ON}.pools.gpu.instance`,
        '"google_container_node_pool"',
        '"gpu": {',
        '"machine_type"',
      ),
      at(
        GKE,
        `${ON}.pools[gpu]`,
        '"google_container_node_pool"',
        '"gpu": {',
        '"type": "nvidia-l4"',
      ),
      at(GKE, `${ON}.pools.gpu.gpu`, '"google_container_node_pool"', '"gpu": {', '"count": 1'),
    ],
  },
  'S4-111': {
    partly: true,
    lines: [
      at(`${GOOGLE}/providers.tf.json`, ON, '"google": {', '"region": "asia-northeast3"'),
      at(`${GOOGLE}/providers.tf.json`, ON, '"google": {', '"project"'),
    ],
    note: {
      en: 'Which project it is, is asked for.',
      ko: '어느 프로젝트인지는 묻는다.',
    },
  },
  'S4-112': {
    lines: [
      gke(`${ON}.cluster`, '"name": "heal7-secondary"'),
      gke(ON, '"remove_default_node_pool": true'),
      at(
        GKE,
        `${ON}.pools.gpu.min`,
        '"google_container_node_pool"',
        '"gpu": {',
        '"total_min_node_count": 2',
      ),
      at(GKE, `${ON}.pools.second.min`, '"second": {', '"total_min_node_count": 3'),
    ],
  },
  'S4-113': {
    lines: [
      gke(ON, '"network"'),
      gke(ON, '"subnetwork"'),
      gke(ON, '"ip_allocation_policy"', '"cluster_secondary_range_name"'),
      gke(ON, '"ip_allocation_policy"', '"services_secondary_range_name"'),
    ],
    note: {
      en: 'The ranges are called pods and services.',
      ko: '범위의 이름은 pods와 services다.',
    },
  },
  'S4-114': {
    lines: [
      gke(`${ON}.privateNodes`, '"enable_private_nodes": true'),
      gke(`${ON}.endpoint`, '"enable_private_endpoint": true'),
    ],
    note: {
      en: 'No range is written for the control plane: GKE takes its address from the subnet.',
      ko: '컨트롤 플레인의 범위는 쓰지 않는다. GKE가 서브넷에서 주소를 얻는다.',
    },
  },
  'S4-115': { lines: [gke(ON, '"workload_identity_config"', '"workload_pool"')] },
};

const HOST = '"cloudflare__host__0"';
const pool = (site: string, word: string) =>
  at(
    FRONT,
    'environments.production.on',
    '"cloudflare_load_balancer_pool": {',
    `"heal7_gateway__${site}": {`,
    word,
  );
const weight = (site: string, share: string) =>
  at(
    FRONT,
    'environments.production.on.weight',
    HOST,
    '"pool_weights"',
    `heal7_gateway__${site}.id}": ${share}`,
  );
const probed = at(FRONT, 'environments.production.steer.healthPath', '"path": "/health"');

const front: Tellings = {
  'S4-006': {
    lines: [
      at(FRONT, 'parts.cloudflare.caches', '"description": "Static files are kept'),
      at(FRONT, 'parts.cloudflare.firewall', '"description": "Cloudflare Managed Ruleset"'),
      at(FRONT, 'parts.cloudflare.hosts[0]', HOST, '"default_pools"'),
    ],
  },
  'S4-121': {
    lines: [
      at(FRONT, 'parts.cloudflare.hosts[0]', HOST, '"proxied": true'),
      weight('seoul_aws', '0.7'),
      weight('seoul_gcp', '0.3'),
    ],
  },
  'S4-122': {
    partly: true,
    lines: [pool('seoul_aws', '"address"'), pool('seoul_aws', '"weight": 1'), probed],
    note: {
      en: 'The address is asked for, as no plan has it; who hears of a lost site is said by the alerts, and no pool writes letters.',
      ko: '주소는 계획에 없어 묻는다. 사이트를 잃으면 누구에게 알릴지는 경보가 정하며 풀은 메일을 보내지 않는다.',
    },
  },
  'S4-123': {
    lines: [pool('seoul_gcp', '"address"'), pool('seoul_gcp', '"weight": 1'), probed],
    note: {
      en: 'The address is asked for, as no plan has it.',
      ko: '주소는 계획에 없어 묻는다.',
    },
  },
  'S4-124': {
    lines: [
      at(FRONT, 'parts.cloudflare.hosts[0]', HOST, '"steering_policy": "random"'),
      at(FRONT, 'parts.cloudflare.hosts[0]', HOST, '"fallback_pool"'),
    ],
  },
};

/** Where the statements of heal7 are written, when their fields do not lead there alone. */
export const heal7: Tellings = {
  ...cluster,
  ...stores,
  ...second,
  ...front,
  ...databases,
};
