import { at, type Tellings } from './anchor.ts';

const FRANKFURT = 'production/terraform/frankfurt';
const NETWORK = `${FRANKFURT}/network.tf.json`;
const COMPUTE = `${FRANKFURT}/compute.tf.json`;
const STORES = `${FRANKFURT}/stores.tf.json`;
const IDENTITY = `${FRANKFURT}/identity.tf.json`;
const USERS = 'production/kubernetes/frankfurt/user-service.yaml';
const ON = 'environments.production.on';

const zone = (name: string) =>
  at(COMPUTE, ON, '"google_container_cluster"', '"node_locations"', `"europe-west3-${name}"`);
const reader = (number: number) =>
  at(
    STORES,
    'parts.database.readers',
    `"database__reader__${number}": {`,
    '"master_instance_name"',
  );
const subnet = (name: string) =>
  at(
    NETWORK,
    `network.subnets[${name}]`,
    '"google_compute_subnetwork"',
    `"${name}": {`,
    '"ip_cidr_range"',
  );
const may = (name: string, role: string) =>
  at(
    IDENTITY,
    'parts.user-service.uses',
    '"google_project_iam_member"',
    `"user_service__${name}": {`,
    `"role": "${role}"`,
  );

/** Where the statements of dtx are written, when their fields do not lead there alone. */
export const dtx: Tellings = {
  'S2-013': {
    lines: [
      at(COMPUTE, `${ON}.pools.workers.min`, '"workers": {', '"total_min_node_count": 6'),
      at(COMPUTE, `${ON}.pools[workers]`, '"workers": {', '"location_policy": "BALANCED"'),
    ],
  },
  'S2-017': {
    lines: [at(COMPUTE, ON, '"google_container_cluster"', '"location": "europe-west3"')],
  },
  'S2-018': { lines: [zone('a'), zone('b'), zone('c')] },
  'S2-019': {
    lines: [
      at(STORES, 'parts.database', '"google_sql_database_instance": {', '"database": {'),
      at(STORES, 'parts.database.version', '"database_version": "POSTGRES_18"'),
    ],
  },
  'S2-020': { lines: [reader(1), reader(2)] },
  'S2-036': {
    lines: [
      at(
        STORES,
        'parts.files',
        '"google_storage_bucket": {',
        '"files": {',
        '"location": "EUROPE-WEST3"',
      ),
    ],
  },
  'S2-077': {
    lines: [
      at(NETWORK, 'network', '"google_compute_network"', '"main": {'),
      at(NETWORK, 'network', '"google_compute_network"', '"auto_create_subnetworks": false'),
    ],
  },
  'S2-078': {
    lines: [subnet('public'), subnet('stores')],
    found: ['synth/terraform-cannot-say network.subnets'],
  },
  'S2-079': {
    lines: [
      at(NETWORK, 'network', '"google_compute_firewall"', '"shut_in": {'),
      at(
        NETWORK,
        'parts.database',
        '"google_compute_firewall"',
        '"cluster__database": {',
        '"5432"',
      ),
    ],
  },
  'S2-080': {
    lines: [
      at(
        `${FRANKFURT}/edge.tf.json`,
        'parts.load-balancer.firewall',
        '"google_compute_security_policy"',
        '"load_balancer": {',
      ),
    ],
  },
  'S2-081': {
    lines: [may('database', 'roles/cloudsql.client'), may('firestore', 'roles/datastore.user')],
  },
  'S2-083': {
    lines: [
      at(IDENTITY, ON, '"principals": "principal://iam.googleapis.com/'),
      at(IDENTITY, 'parts.time-machine', '"google_service_account": {', '"time_machine": {'),
      at(USERS, 'parts.user-service', 'kind: ServiceAccount'),
    ],
  },
  'S2-086': {
    lines: [
      at(STORES, 'parts.database', '"google_sql_database_instance"', '"encryption_key_name"'),
      at(STORES, 'parts.bigquery', '"google_bigquery_dataset"', '"kms_key_name"'),
      at(STORES, 'parts.firestore', '"google_firestore_database"', '"kms_key_name"'),
      at(STORES, 'parts.files', '"google_storage_bucket": {', '"default_kms_key_name"'),
    ],
  },
  'S2-087': {
    lines: [
      at(STORES, 'parts.keys', '"google_kms_crypto_key": {', '"keys": {'),
      at(STORES, ON, '"google_kms_key_ring"', '"main": {', '"location": "europe-west3"'),
    ],
  },
};
