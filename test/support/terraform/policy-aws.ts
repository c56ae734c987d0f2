import type { ResolvedPlan } from '#model';
import { isMap, type Json, type JsonMap, type Module, resourcesOf } from './configuration.ts';
import { waitsOf } from './waits.ts';
import { isPermitted, waysOf } from './words.ts';

/** What of a module for AWS breaks the plan it was written from. */
export const awsRefusals = (module: Module, plan: ResolvedPlan): readonly string[] => [
  ...openDoors(module, plan),
  ...unencrypted(module),
  ...strayRules(module, plan),
  ...strayRegions(module, plan),
  ...tooEarly(module),
];

const EVERYBODY = '0.0.0.0/0';

interface Asked {
  readonly args: JsonMap;
  readonly name: string;
  readonly module: Module;
  readonly plan: ResolvedPlan;
}
type Door = (asked: Asked) => false | string;

const idOf = (name: string): string => name.replaceAll('-', '_');

function standsOutside(value: Json | undefined, { policy }: ResolvedPlan): boolean {
  const outside = (policy.network?.subnets ?? []).filter(({ access }) => access === 'public');
  const names = new Set(outside.map(({ name }) => idOf(name)));
  const found = JSON.stringify(value ?? null).matchAll(/aws_subnet\.(\w+?)__\d/g);
  return [...found].some(([, name = '']) => names.has(name));
}
const inside =
  (field: string): Door =>
  ({ args, plan }) =>
    standsOutside(args[field], plan) && 'is in a public subnet';

/** By which argument each kind of resource would be open. */
const DOORS: Readonly<Record<string, Door>> = {
  aws_db_instance: ({ args }) => args.publicly_accessible !== false && 'is public',
  aws_subnet: ({ args }) => args.map_public_ip_on_launch !== false && 'gives public addresses',
  aws_db_subnet_group: inside('subnet_ids'),
  aws_elasticache_subnet_group: inside('subnet_ids'),
  aws_ecs_service: inside('network_configuration'),
  aws_autoscaling_group: inside('vpc_zone_identifier'),
  aws_opensearch_domain: (asked) =>
    isMap(asked.args.vpc_options) ? inside('vpc_options')(asked) : 'is outside of the network',
  aws_s3_bucket: ({ module, name }) => !isShut(module, name) && 'is not shut to the public',
  aws_vpc_security_group_ingress_rule: ({ args, plan }) =>
    args.cidr_ipv4 === EVERYBODY && !isPublic(args, plan) && 'lets everybody in',
  aws_eks_cluster: ({ args, plan: { environment } }) => {
    const may = [environment.on, ...environment.also].some(({ endpoint }) =>
      endpoint?.includes('public'),
    );
    const { vpc_config: network } = args;
    return (
      isMap(network) && network.endpoint_public_access === true && !may && 'answers the internet'
    );
  },
};

const openDoors = (module: Module, plan: ResolvedPlan): readonly string[] =>
  resourcesOf(module).flatMap(([address, type, args]) => {
    const said = DOORS[type]?.({ args, name: address.split('.')[1] ?? '', module, plan });
    return said ? [`${address} ${said}`] : [];
  });

const isPublic = ({ security_group_id: group }: JsonMap, { parts }: ResolvedPlan): boolean =>
  parts.some(
    (part) =>
      part.kind === 'gateway' &&
      part.onlyFrom !== 'cdn' &&
      group === `\${aws_security_group.${idOf(part.name)}.id}`,
  );

function isShut({ resource }: Module, name: string): boolean {
  const block = resource.aws_s3_bucket_public_access_block?.[name];
  const all = [
    'block_public_acls',
    'block_public_policy',
    'ignore_public_acls',
    'restrict_public_buckets',
  ];
  return block !== undefined && all.every((key) => block[key] === true);
}

/** Where each kind of resource says that what rests in it is encrypted. */
const SEALED: Readonly<Record<string, (args: JsonMap, name: string, module: Module) => boolean>> = {
  aws_db_instance: ({ storage_encrypted }) => storage_encrypted === true,
  aws_elasticache_replication_group: (args) =>
    args.at_rest_encryption_enabled === 'true' && args.transit_encryption_enabled === true,
  aws_opensearch_domain: ({ encrypt_at_rest, node_to_node_encryption }) =>
    isMap(encrypt_at_rest) &&
    encrypt_at_rest.enabled === true &&
    isMap(node_to_node_encryption) &&
    node_to_node_encryption.enabled === true,
  aws_sqs_queue: (args) =>
    args.sqs_managed_sse_enabled === true || args.kms_master_key_id !== undefined,
  aws_s3_bucket: (_, name, { resource }) =>
    resource.aws_s3_bucket_server_side_encryption_configuration?.[name] !== undefined,
  aws_launch_template: ({ block_device_mappings }) =>
    JSON.stringify(block_device_mappings ?? []).includes('"encrypted":"true"'),
  aws_ecr_repository: ({ encryption_configuration }) => encryption_configuration !== undefined,
};

const unencrypted = (module: Module): readonly string[] =>
  resourcesOf(module).flatMap(([address, type, args]) => {
    const isSealed = SEALED[type];
    return !isSealed || isSealed(args, address.split('.')[1] ?? '', module)
      ? []
      : [`${address} is not encrypted`];
  });

/** Every way between two parts stands for links or routes of the plan; every other for none. */
function strayRules(module: Module, plan: ResolvedPlan): readonly string[] {
  const ways = waysOf(plan);
  const vpn = (plan.policy.network?.vpnFor ?? []).map((name) => `operators -> ${name}`);
  const gateways = plan.parts
    .filter(({ kind }) => kind === 'gateway')
    .flatMap(({ name }) => [`internet -> ${name}`, `CloudFront -> ${name}`]);
  const known = new Set([...ways, ...vpn, ...gateways]);
  const seen = new Map<string, string>();
  return resourcesOf(
    module,
    'aws_vpc_security_group_ingress_rule',
    'aws_vpc_security_group_egress_rule',
  ).flatMap(([address, type, args]) => {
    const words = String(args.description);
    const key = `${type} ${words} ${args.from_port}`;
    const twin = seen.get(key);
    seen.set(key, address);
    if (twin !== undefined) return [`${address} says again what ${twin} says`];
    const [by = '', to = ''] = words.split(' -> ');
    const all = by
      .split(', ')
      .flatMap((one) => to.split(', ').map((other) => `${one} -> ${other}`));
    const stray = all.filter(
      (one) =>
        !known.has(one) && !one.endsWith(' -> images') && !one.endsWith('secrets and logs of AWS'),
    );
    return stray.map((one) => `${address}: the plan has no way ${one}`);
  });
}

/** What holds nobody's data may be where CloudFront reads it. */
const GLOBAL = ['aws_acm_certificate', 'aws_acm_certificate_validation', 'aws_wafv2_web_acl'];

function strayRegions(module: Module, plan: ResolvedPlan): readonly string[] {
  const isAllowed = (region: Json | undefined) => isPermitted(plan, ['aws', region]);
  const home = module.provider.aws?.region;
  return [
    ...(isAllowed(home) ? [] : [`the provider is in ${home}`]),
    ...resourcesOf(module).flatMap(([address, type, { region }]) =>
      region === undefined || GLOBAL.includes(type) || isAllowed(region)
        ? []
        : [`${address} is in ${region}`],
    ),
  ];
}

/** What AWS refuses while something else is not there yet, though nothing refers to it. */
const FIRST: Readonly<Record<string, readonly [other: string, when: (args: JsonMap) => boolean]>> =
  {
    aws_ecs_service: ['aws_ecs_cluster_capacity_providers.main', () => true],
    aws_lb: ['aws_internet_gateway.main', ({ internal }) => internal === false],
    aws_nat_gateway: [
      'aws_internet_gateway.main',
      ({ connectivity_type: type }) => type === 'public',
    ],
  };

function tooEarly(module: Module): readonly string[] {
  const waits = waitsOf(module);
  const early = resourcesOf(module, ...Object.keys(FIRST)).flatMap(([address, type, args]) => {
    const [other = '', when] = FIRST[type] ?? [];
    return when?.(args) && !waits(address).has(other)
      ? [`${address} does not wait for ${other}`]
      : [];
  });
  const shy = resourcesOf(module, 'aws_eks_addon')
    .filter(([, , args]) => args.resolve_conflicts_on_create !== 'OVERWRITE')
    .map(([address]) => `${address} is refused where the cluster came with it`);
  return [...early, ...shy];
}
