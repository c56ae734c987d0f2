import type { JsonMap, Module } from './configuration.ts';

/** The interface that has to be on before something is made, or asked for; the first that fits counts. */
const APIS: readonly (readonly [types: RegExp, api: string])[] = [
  [/^google_artifact_registry_/, 'artifactregistry'],
  [/^google_bigquery_data_transfer_/, 'bigquerydatatransfer'],
  [/^google_bigquery_/, 'bigquery'],
  [/^google_billing_/, 'billingbudgets'],
  [/^google_compute_/, 'compute'],
  [/^google_container_/, 'container'],
  [/^google_dns_/, 'dns'],
  [/^google_firestore_/, 'firestore'],
  [/^google_kms_/, 'cloudkms'],
  [/^google_logging_project_bucket_/, 'logging'],
  [/^google_monitoring_/, 'monitoring'],
  [/^google_network_connectivity_/, 'networkconnectivity'],
  [/^google_org_policy_/, 'orgpolicy'],
  [/^google_redis_/, 'redis'],
  [/^google_secret_manager_/, 'secretmanager'],
  [/^google_service_account/, 'iam'],
  [/^google_service_networking_/, 'servicenetworking'],
  [/^google_sql_/, 'sqladmin'],
  [/^google_storage_transfer_/, 'storagetransfer'],
  [/^google_storage_/, 'storage'],
];

/**
 * What is made, or read, before its interface is on: data is read while Terraform plans, where
 * nothing holds it back. And a cluster whose machines cannot find Google yet.
 */
export function tooEarly(module: Module): readonly string[] {
  const blocks = blocksOf(module);
  const reached = reacher(blocks);
  return [...blocks.keys()].flatMap((address) => {
    const type = address.replace('data.', '').split('.')[0] ?? '';
    const [, api] = APIS.find(([types]) => types.test(type)) ?? [];
    const names = type === 'google_container_cluster' ? namesOf(module) : [];
    const wanted = [...(api === undefined ? [] : [`google_project_service.${api}`]), ...names];
    return wanted
      .filter((one) => !reached(address).has(one))
      .map((one) => `${address} does not wait for ${one}`);
  });
}

const namesOf = ({ resource }: Module): readonly string[] =>
  Object.keys(resource.google_dns_record_set ?? {}).map((name) => `google_dns_record_set.${name}`);

/** What each block refers to, by its address. */
function blocksOf(module: Module): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const put = (address: string, args: JsonMap[string]) =>
    found.set(
      address,
      [...JSON.stringify(args).matchAll(/\b(?:data\.)?google_\w+\.\w+|\blocal\.\w+/g)].map(
        ([one]) => one,
      ),
    );
  for (const kind of ['resource', 'data'] as const)
    for (const [type, named] of Object.entries(module[kind]))
      for (const [name, args] of Object.entries(named))
        put(`${kind === 'data' ? 'data.' : ''}${type}.${name}`, args);
  for (const [name, value] of Object.entries(module.locals)) put(`local.${name}`, value);
  return found;
}

/** Everything that a block waits for, by way of others. */
function reacher(blocks: ReadonlyMap<string, readonly string[]>) {
  const known = new Map<string, ReadonlySet<string>>();
  return function reached(address: string): ReadonlySet<string> {
    const before = known.get(address);
    if (before) return before;
    known.set(address, new Set());
    const all = (blocks.get(address) ?? []).flatMap((one) => [one, ...reached(one)]);
    const set = new Set(all);
    known.set(address, set);
    return set;
  };
}
