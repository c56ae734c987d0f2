import type { Break } from './configuration.ts';

const frankfurt = 'dtx/production/terraform/frankfurt';

/** Changes to what is written for Google Cloud, each with what is said of it. */
export const GOOGLE_BREAKS: readonly Break[] = [
  [
    'a network that waits for its own rule',
    frankfurt,
    ({ resource }) => {
      resource.google_compute_network.main.depends_on = ['google_compute_firewall.shut_in'];
    },
    'a circle: google_compute_network.main -> google_compute_firewall.shut_in -> google_compute_network.main',
  ],
  [
    'a word that the provider does not list',
    frankfurt,
    ({ resource }) => {
      resource.google_redis_cluster.cache.authorization_mode = 'AUTH_MODE_IAM';
    },
    'google_redis_cluster.cache.authorization_mode is none of AUTH_MODE_UNSPECIFIED, AUTH_MODE_IAM_AUTH, AUTH_MODE_DISABLED',
  ],
  [
    'a public address of Cloud SQL',
    frankfurt,
    ({ resource }) => {
      const { database } = resource.google_sql_database_instance;
      database.settings.ip_configuration.ipv4_enabled = true;
    },
    'google_sql_database_instance.database is public',
  ],
  [
    'a connection in the clear',
    frankfurt,
    ({ resource }) => {
      const { database } = resource.google_sql_database_instance;
      database.settings.ip_configuration.ssl_mode = 'ALLOW_UNENCRYPTED_AND_ENCRYPTED';
    },
    'google_sql_database_instance.database speaks in the clear',
  ],
  [
    'a bucket of Google that is open',
    frankfurt,
    ({ resource }) => {
      resource.google_storage_bucket.files.public_access_prevention = 'inherited';
    },
    'google_storage_bucket.files is not shut to the public',
  ],
  [
    "a store that is sealed with Google's key",
    frankfurt,
    ({ resource }) => {
      delete resource.google_redis_cluster.cache.kms_key;
    },
    'google_redis_cluster.cache is not sealed with the key of the plan',
  ],
  [
    'a rule for everybody',
    frankfurt,
    ({ resource }) => {
      resource.google_compute_firewall.load_balancer__api_gateway.source_ranges = ['0.0.0.0/0'];
    },
    'google_compute_firewall.load_balancer__api_gateway lets everybody in',
  ],
  [
    'a rule that no link asks for',
    frankfurt,
    ({ resource }) => {
      resource.google_compute_firewall.cluster__cache.description = 'user-service -> cache';
    },
    'google_compute_firewall.cluster__cache: the plan has no way user-service -> cache',
  ],
  [
    'a network that lets everything out',
    frankfurt,
    ({ resource }) => {
      delete resource.google_compute_firewall.shut_out;
    },
    'EGRESS is not shut',
  ],
  [
    'a zone that the plan does not name',
    frankfurt,
    ({ resource }) => {
      resource.google_container_node_pool.workers.node_locations = ['europe-west3-d'];
    },
    'google_container_node_pool.workers is in the zone europe-west3-d',
  ],
  [
    'a copy of a bucket in another country',
    frankfurt,
    ({ resource }) => {
      resource.google_storage_bucket.files__copy.location = 'EUROPE-WEST4';
    },
    'google_storage_bucket.files__copy is in EUROPE-WEST4',
  ],
  [
    'a name that Google refuses',
    frankfurt,
    ({ resource }) => {
      resource.google_service_account.time_machine.account_id = 'Time_Machine';
    },
    'google_service_account.time_machine cannot be called Time_Machine',
  ],
  [
    'two rules of one name',
    frankfurt,
    ({ resource }) => {
      const { cluster__cache, cluster__database } = resource.google_compute_firewall;
      cluster__database.name = cluster__cache.name;
    },
    'google_compute_firewall.cluster__database is called as google_compute_firewall.cluster__cache is',
  ],
  [
    'a secret that rests in another country',
    frankfurt,
    ({ resource }) => {
      const { token_key } = resource.google_secret_manager_secret;
      token_key.replication.user_managed.replicas[0].location = 'us-east1';
    },
    'google_secret_manager_secret.token_key is in us-east1',
  ],
  [
    'a policy that permits another country',
    frankfurt,
    ({ resource }) => {
      const { locations } = resource.google_org_policy_policy;
      locations.spec.rules[0].values.allowed_values = ['in:europe-west4-locations'];
    },
    'google_org_policy_policy.locations permits europe-west4',
  ],
  [
    'machines with public addresses',
    frankfurt,
    ({ resource }) => {
      resource.google_container_cluster.main.private_cluster_config.enable_private_nodes = false;
    },
    'google_container_cluster.main has public machines',
  ],
  [
    'a control plane of Google that answers everybody',
    frankfurt,
    ({ resource }) => {
      const { main } = resource.google_container_cluster;
      main.private_cluster_config.enable_private_endpoint = false;
    },
    'google_container_cluster.main answers the internet',
  ],
  [
    'leave to do anything',
    frankfurt,
    ({ resource }) => {
      resource.google_project_iam_member._nodes.role = 'roles/editor';
    },
    'google_project_iam_member._nodes may do anything',
  ],
  [
    'leave that reaches further than its link',
    frankfurt,
    ({ resource }) => {
      delete resource.google_project_iam_member.user_service__firestore.condition;
    },
    'google_project_iam_member.user_service__firestore holds for the whole project',
  ],
  [
    'leave that is more than a link gives',
    frankfurt,
    ({ resource }) => {
      const { user_service__files } = resource.google_storage_bucket_iam_member;
      user_service__files.role = 'roles/storage.admin';
    },
    'google_storage_bucket_iam_member.user_service__files: roles/storage.admin is no leave of a link to files',
  ],
  [
    'an account lent to another namespace',
    frankfurt,
    ({ resource }) => {
      const { time_machine } = resource.google_service_account_iam_member;
      time_machine.member = time_machine.member.replace('dtx-production/', 'default/');
    },
    'google_service_account_iam_member.time_machine is lent to default/time-machine',
  ],
  [
    'leave given to a ServiceAccount that is nowhere',
    frankfurt,
    ({ resource }) => {
      const { user_service__files } = resource.google_storage_bucket_iam_member;
      user_service__files.member = `\${local.principals}/default`;
    },
    'google_storage_bucket_iam_member.user_service__files is given to default, who is nobody',
  ],
  [
    'leave given to another namespace of the pool',
    frankfurt,
    ({ locals }) => {
      locals.principals = 'principal://iam.googleapis.com/a/subject/ns/default/sa';
    },
    'local.principals is principal://iam.googleapis.com/a/subject/ns/default/sa',
  ],
  [
    'a dataset that a part sees without a link',
    frankfurt,
    ({ resource }) => {
      resource.google_bigquery_dataset.bigquery.access[1].iam_member = `\${local.principals}/time-machine`;
    },
    'google_bigquery_dataset.bigquery is seen by time-machine',
  ],
  [
    'a password of Cloud SQL that the state would keep',
    frankfurt,
    ({ variable }) => {
      delete variable.database__password.ephemeral;
    },
    'google_sql_user.database has a password that is kept',
  ],
  [
    'something asked of Google before it may be',
    frankfurt,
    ({ data }) => {
      delete data.google_storage_transfer_project_service_account.agent.depends_on;
    },
    'data.google_storage_transfer_project_service_account.agent does not wait for google_project_service.storagetransfer',
  ],
  [
    'a cluster that cannot find Google yet',
    frankfurt,
    ({ resource }) => {
      resource.google_container_cluster.main.depends_on.pop();
    },
    'google_container_cluster.main does not wait for google_dns_record_set.pkg_dev__all',
  ],
  [
    'more memory for caches than Cloud SQL takes',
    frankfurt,
    ({ resource }) => {
      const { database_flags: flags } = resource.google_sql_database_instance.database.settings;
      flags.find(({ name }: { name: string }) => name === 'effective_cache_size').value = '1572864';
    },
    'google_sql_database_instance.database expects 75 % of its memory in caches',
  ],
];
