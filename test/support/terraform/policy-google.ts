import { inArea, regionOf } from '#facts';
import type { ResolvedPlacement, ResolvedPlan } from '#model';
import { isMap, type Json, type JsonMap, type Module, resourcesOf } from './configuration.ts';
import { strayRoles } from './policy-google-identity.ts';
import { tooEarly } from './policy-google-waits.ts';
import { isPermitted, waysOf } from './words.ts';

/** What of a module for Google Cloud breaks the plan it was written from. */
export const googleRefusals = (module: Module, plan: ResolvedPlan): readonly string[] => [
  ...openDoors(module, plan),
  ...unsealed(module, plan),
  ...strayRules(module, plan),
  ...strayRegions(module, plan),
  ...strayZones(module, plan),
  ...strayRoles(module, plan),
  ...misnamed(module),
  ...tooEarly(module),
  ...tooMuch(module),
];

const EVERYBODY = '0.0.0.0/0';
const idOf = (name: string): string => name.replaceAll('-', '_');
const nameOf = (address: string): string => address.split('.')[1] ?? '';
/** The member of a block, or of a block in it. */
function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  return isMap(value) ? at(value[first], ...rest) : undefined;
}

const placementsOf = ({ environment }: ResolvedPlan): readonly ResolvedPlacement[] =>
  [environment.on, ...environment.also, environment.standby ?? []]
    .flat()
    .filter(({ site }) => site?.provider === 'gcp');

type Door = (args: JsonMap, plan: ResolvedPlan) => false | string;

/** By which argument each kind of resource would be open. */
const DOORS: Readonly<Record<string, Door>> = {
  google_compute_network: (args) =>
    args.auto_create_subnetworks !== false && 'has subnets of its own',
  google_compute_firewall: (args) =>
    args.direction === 'INGRESS' &&
    args.allow !== undefined &&
    JSON.stringify(args.source_ranges).includes(EVERYBODY) &&
    'lets everybody in',
  google_sql_database_instance: ({ settings }) => {
    const ip = at(settings, 'ip_configuration');
    if (at(ip, 'ipv4_enabled') !== false) return 'is public';
    return at(ip, 'ssl_mode') !== 'ENCRYPTED_ONLY' && 'speaks in the clear';
  },
  google_storage_bucket: (args) =>
    (args.public_access_prevention !== 'enforced' || args.uniform_bucket_level_access !== true) &&
    'is not shut to the public',
  google_container_cluster: (args, plan) => {
    const config = args.private_cluster_config;
    const all = placementsOf(plan);
    const mayShow = all.some(({ privateNodes }) => privateNodes === false);
    const mayAnswer = all.some(({ endpoint }) => endpoint?.includes('public'));
    if (at(config, 'enable_private_nodes') !== true && !mayShow) return 'has public machines';
    if (at(config, 'enable_private_endpoint') !== true && !mayAnswer) return 'answers the internet';
    const named = args.master_authorized_networks_config;
    return (
      (named === undefined || JSON.stringify(named).includes(EVERYBODY)) &&
      'answers everybody who finds it'
    );
  },
  google_bigquery_dataset: ({ access }) =>
    (access === undefined ||
      /allUsers|allAuthenticatedUsers|projectReaders/.test(JSON.stringify(access))) &&
    'is seen by more than its links',
};

const openDoors = (module: Module, plan: ResolvedPlan): readonly string[] => {
  const shut = resourcesOf(module, 'google_compute_firewall')
    .filter(([, , args]) => args.deny !== undefined)
    .map(([, , args]) => args.direction);
  return [
    ...resourcesOf(module).flatMap(([address, type, args]) => {
      const said = DOORS[type]?.(args, plan);
      return said ? [`${address} ${said}`] : [];
    }),
    ...['INGRESS', 'EGRESS']
      .filter((way) => !shut.includes(way))
      .map((way) => `${way} is not shut`),
  ];
};

/** What Google takes as a name, by the kind of what bears it; a part of it may be asked for. */
const NAMES: readonly (readonly [types: RegExp, field: string, letters: RegExp])[] = [
  [/^google_compute_|^google_dns_managed/, 'name', /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/],
  [/^google_container_/, 'name', /^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/],
  [/^google_service_account$/, 'account_id', /^[a-z][-a-z0-9]{4,28}[a-z0-9]$/],
  [/^google_redis_instance$/, 'name', /^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/],
  [/^google_redis_cluster$/, 'name', /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/],
  [/^google_sql_database_instance$/, 'name', /^[a-z]([-a-z0-9]{0,78}[a-z0-9])?$/],
  [/^google_storage_bucket$/, 'name', /^\$\{var\.project\}-[a-z0-9][-a-z0-9]{0,30}[a-z0-9]$/],
  [/^google_bigquery_dataset$/, 'dataset_id', /^\w{1,1024}$/],
  [/^google_firestore_database$/, 'name', /^[a-z][-a-z0-9]{2,61}[a-z0-9]$/],
  [/^google_kms_/, 'name', /^[\w-]{1,63}$/],
  [/^google_secret_manager_secret$/, 'secret_id', /^[\w-]{1,255}$/],
  [/^google_artifact_registry_repository$/, 'repository_id', /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/],
];

/** Names that Google would refuse, and two of a kind with one. */
function misnamed(module: Module): readonly string[] {
  const seen = new Map<string, string>();
  return resourcesOf(module).flatMap(([address, type, args]) => {
    const found = NAMES.find(([types, field]) => types.test(type) && args[field] !== undefined);
    if (!found) return [];
    const [, field, letters] = found;
    const name = String(args[field]);
    // A ring of keys is a region's: one name may be there in each.
    const key = `${type} ${name} ${args.location ?? args.key_ring ?? ''}`;
    const twin = seen.get(key);
    seen.set(key, address);
    return [
      ...(letters.test(name) ? [] : [`${address} cannot be called ${name}`]),
      ...(twin === undefined ? [] : [`${address} is called as ${twin} is`]),
    ];
  });
}

/** Where each kind of store says which key it is sealed with. */
const SEALS: Readonly<Record<string, readonly string[]>> = {
  google_bigquery_dataset: ['default_encryption_configuration', 'kms_key_name'],
  google_firestore_database: ['cmek_config', 'kms_key_name'],
  google_redis_cluster: ['kms_key'],
  google_redis_instance: ['customer_managed_key'],
  google_sql_database_instance: ['encryption_key_name'],
  google_storage_bucket: ['encryption', 'default_kms_key_name'],
};

/** Google seals everything by itself: here it is asked whether it is with the key of the plan. */
function unsealed(module: Module, { parts }: ResolvedPlan): readonly string[] {
  const keyed = new Set(
    parts.flatMap((part) => ('key' in part && part.key !== undefined ? [idOf(part.name)] : [])),
  );
  const bare = resourcesOf(module, ...Object.keys(SEALS))
    .filter(([address]) => keyed.has(nameOf(address).split('__')[0] ?? ''))
    .filter(([, type, args]) => {
      const key = at(args, ...(SEALS[type] ?? []));
      return typeof key !== 'string' || !key.includes('google_kms_crypto_key');
    })
    .map(([address]) => `${address} is not sealed with the key of the plan`);
  const clear = resourcesOf(module, 'google_redis_cluster', 'google_redis_instance')
    .filter(([, , args]) => !String(args.transit_encryption_mode).endsWith('SERVER_AUTHENTICATION'))
    .map(([address]) => `${address} speaks in the clear`);
  return [...bare, ...clear];
}

/** What a cluster needs of the network, besides links and routes. */
const PLATFORM = [
  'machines and pods -> machines and pods',
  'machines and pods -> machines, pods, services and the control plane',
  'machines and pods -> Google',
];

/** Every way stands for links or routes of the plan, or for what the platform needs. */
function strayRules(module: Module, plan: ResolvedPlan): readonly string[] {
  const ways = waysOf(plan);
  const images = plan.parts.flatMap((part) =>
    'image' in part && part.image?.registry !== undefined
      ? [`${part.name} -> images of ${part.image.registry}`]
      : [],
  );
  const known = new Set([...ways, ...images]);
  return resourcesOf(module, 'google_compute_firewall')
    .filter(([, , { allow }]) => allow !== undefined)
    .flatMap(([address, , args]) => {
      const words = String(args.description);
      if (PLATFORM.includes(words)) return [];
      const [by = '', to = ''] = words.split(' -> ');
      const all = by.split(', ').flatMap((one) => to.split(', ').map((two) => `${one} -> ${two}`));
      return all
        .filter((one) => !known.has(one))
        .map((one) => `${address}: the plan has no way ${one}`);
    });
}

/** Everything that says where it is, is where data may rest. */
function strayRegions(module: Module, plan: ResolvedPlan): readonly string[] {
  const home = module.provider.google?.region;
  const isAllowed = (place: Json) =>
    (typeof place === 'string' && place.startsWith('${')) ||
    isPermitted(plan, ['gcp', String(place).toLowerCase()]);
  const inside = (value: Json): readonly Json[] =>
    isMap(value)
      ? Object.entries(value).flatMap(([key, one]) =>
          /^(location|region|location_id)$/.test(key) ? [one] : inside(one),
        )
      : Array.isArray(value)
        ? value.flatMap((one: Json) => inside(one))
        : [];
  const { residency } = plan.environment;
  const policies = resourcesOf(module, 'google_org_policy_policy').flatMap(([address, , args]) =>
    [...JSON.stringify(args).matchAll(/in:([a-z0-9-]+)-locations/g)].flatMap(([, name = '']) => {
      const known = regionOf('gcp', name);
      const isIn = known && residency?.in.some((area) => inArea(known, area));
      return isIn ? [] : [`${address} permits ${name}`];
    }),
  );
  return [
    ...(home === undefined || isAllowed(home) ? [] : [`the provider is in ${home}`]),
    ...resourcesOf(module).flatMap(([address, , args]) =>
      inside(args).flatMap((place) => (isAllowed(place) ? [] : [`${address} is in ${place}`])),
    ),
    ...policies,
  ];
}

/** Machines and databases are in zones that the plan names, or in those that Google names. */
function strayZones(module: Module, plan: ResolvedPlan): readonly string[] {
  const known = new Set(placementsOf(plan).flatMap(({ site }) => site?.zoneIds ?? []));
  const isKnown = (zone: Json) =>
    known.has(String(zone)) || String(zone).includes('data.google_compute_zones.');
  return resourcesOf(module).flatMap(([address, , args]) => {
    const place = at(args, 'settings', 'location_preference');
    const zones = [
      args.node_locations ?? [],
      at(place, 'zone') ?? [],
      at(place, 'secondary_zone') ?? [],
    ];
    return zones
      .flat()
      .filter((zone) => !isKnown(zone as Json))
      .map((zone) => `${address} is in the zone ${zone}`);
  });
}

/** A flag of Cloud SQL has to be within a share of its machine's memory. */
const tooMuch = (module: Module): readonly string[] =>
  resourcesOf(module, 'google_sql_database_instance').flatMap(([address, , { settings }]) => {
    const [, memory] = /^db-custom-\d+-(\d+)$/.exec(String(at(settings, 'tier'))) ?? [];
    const flags = [at(settings, 'database_flags') ?? []].flat() as readonly JsonMap[];
    const cache = flags.find(({ name }) => name === 'effective_cache_size')?.value;
    const share = (Number(cache) * 8) / 1_024 / Number(memory);
    return share > 0.7 || share < 0.1
      ? [`${address} expects ${Math.round(share * 100)} % of its memory in caches`]
      : [];
  });
