/** What this target asks of the resources it writes: no other attribute of them can be referred to. */
export interface GoogleResources {
  readonly google_artifact_registry_repository: 'repository_id';
  readonly google_artifact_registry_repository_iam_member: 'id';
  readonly google_bigquery_data_transfer_config: 'id';
  readonly google_bigquery_dataset: 'dataset_id' | 'id';
  readonly google_billing_budget: 'id';
  readonly google_compute_firewall: 'id';
  readonly google_compute_global_address: 'name' | 'address' | 'prefix_length';
  readonly google_compute_network: 'id' | 'name';
  readonly google_compute_router: 'name';
  readonly google_compute_router_nat: 'id';
  readonly google_compute_security_policy: 'name';
  readonly google_compute_subnetwork: 'id' | 'name' | 'ip_cidr_range';
  readonly google_container_cluster: 'id' | 'name' | 'project';
  readonly google_container_node_pool: 'id';
  readonly google_dns_managed_zone: 'name';
  readonly google_dns_record_set: 'id';
  readonly google_firestore_backup_schedule: 'id';
  readonly google_firestore_database: 'name';
  readonly google_kms_crypto_key: 'id';
  readonly google_kms_crypto_key_iam_member: 'crypto_key_id';
  readonly google_kms_key_ring: 'id';
  readonly google_logging_project_bucket_config: 'id';
  readonly google_logging_project_exclusion: 'id';
  readonly google_logging_project_sink: 'id';
  readonly google_monitoring_alert_policy: 'id';
  readonly google_monitoring_notification_channel: 'name';
  readonly google_network_connectivity_service_connection_policy: 'id';
  readonly google_org_policy_policy: 'id';
  readonly google_project_iam_audit_config: 'id';
  readonly google_project_iam_member: 'id';
  readonly google_project_service: 'id';
  readonly google_redis_cluster: 'id' | 'discovery_endpoints';
  readonly google_redis_instance: 'id' | 'host';
  readonly google_secret_manager_secret: 'secret_id';
  readonly google_secret_manager_secret_iam_member: 'id';
  readonly google_service_account: 'email' | 'member' | 'name' | 'account_id';
  readonly google_service_account_iam_member: 'id';
  readonly google_service_networking_connection: 'id';
  readonly google_sql_database: 'id';
  readonly google_sql_database_instance: 'name' | 'private_ip_address' | 'connection_name';
  readonly google_sql_user: 'id';
  readonly google_storage_bucket: 'name';
  readonly google_storage_bucket_iam_member: 'id';
  readonly google_storage_transfer_job: 'id';
}

export interface GoogleData {
  readonly google_bigquery_default_service_account: 'email';
  readonly google_compute_zones: 'names';
  readonly google_project: 'number';
  readonly google_storage_project_service_account: 'email_address';
  readonly google_storage_transfer_project_service_account: 'email';
}
