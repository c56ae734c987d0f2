import type { Module } from './configuration.ts';
import { addressesOf, waitsOf } from './waits.ts';

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
  const waits = waitsOf(module);
  return addressesOf(module).flatMap((address) => {
    const type = address.replace('data.', '').split('.')[0] ?? '';
    const [, api] = APIS.find(([types]) => types.test(type)) ?? [];
    const names = type === 'google_container_cluster' ? namesOf(module) : [];
    const wanted = [...(api === undefined ? [] : [`google_project_service.${api}`]), ...names];
    return wanted
      .filter((one) => !waits(address).has(one))
      .map((one) => `${address} does not wait for ${one}`);
  });
}

const namesOf = ({ resource }: Module): readonly string[] =>
  Object.keys(resource.google_dns_record_set ?? {}).map((name) => `google_dns_record_set.${name}`);
