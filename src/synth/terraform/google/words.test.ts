import { expect, it } from 'vitest';
import { gateway, job, link, postgres, route, service, warehouse } from '#model';
import { everything } from '../../../../test/support/terraform/everything.ts';
import { zonesOf } from './project.ts';
import type { GoogleSite } from './site.ts';

const moduleOf = (place: string, site?: string) => {
  const { modules } = everything(place);
  const [, module] = modules.find(([folder]) => folder.endsWith(site ?? '')) ?? [];
  if (!module) throw new Error(`${place} has no site ${site}`);
  return module;
};
const said = (place: string) => everything(place).findings.map(({ message }) => message.en);

it('counts pools in every zone or over all of them, as the plan does', () => {
  const { gpu, any } = moduleOf('pools').resource.google_container_node_pool ?? {};
  expect([gpu?.autoscaling, any?.initial_node_count]).toEqual([
    { min_node_count: 0, max_node_count: 2, location_policy: 'ANY' },
    1,
  ]);
});

it('asks for a machine, a version and a node that the plan does not name', () => {
  expect(Object.keys(moduleOf('pools').variable)).toEqual(
    expect.arrayContaining(['pool__any__machine', 'sql__tier', 'sql__version', 'shared__node']),
  );
});

it('knows the GPU that a family of machines is sold with, and asks for any other', () => {
  const { gpu, other_gpu } = moduleOf('pools').resource.google_container_node_pool ?? {};
  expect([gpu, other_gpu].map((pool) => JSON.stringify(pool?.node_config))).toEqual([
    expect.stringContaining('"type":"nvidia-tesla-a100","count":1'),
    expect.stringContaining(`"type":"\${var.pool__other_gpu__gpu}","count":2`),
  ]);
});

it('names no zone that the plan only counts: Google is asked', () => {
  const { google_container_cluster: cluster } = moduleOf('pools').resource;
  expect(cluster?.main?.node_locations).toBe(
    `\${slice(sort(data.google_compute_zones.available.names), 0, 2)}`,
  );
  const site = { placement: { site: { zoneIds: ['a', 'b'] } } } as unknown as GoogleSite;
  expect(zonesOf(site)).toEqual({ count: 2, names: ['a', 'b'] });
});

it('lets a cluster be changed in a window that is long enough, in UTC', () => {
  const { google_container_cluster: cluster } = moduleOf('pools').resource;
  expect(cluster?.main?.maintenance_policy).toEqual({
    recurring_window: {
      start_time: '2026-01-01T17:00:00Z',
      end_time: '2026-01-02T05:00:00Z',
      recurrence: 'FREQ=WEEKLY;BYDAY=SU',
    },
  });
});

it('lets a standby site follow a mirrored database, which can be planned without the first', () => {
  const { db } = moduleOf('regions', 'milan').resource.google_sql_database_instance ?? {};
  expect(db?.master_instance_name).toBe(`\${var.db__primary}`);
  expect(said('regions')).not.toContain(
    'db begins empty on milan: what it held does not come along by itself',
  );
});

it('writes what there is once with the first site, and reads it from the second', () => {
  const [first, second] = ['paris', 'milan'].map((one) => moduleOf('regions', one).resource);
  for (const type of [
    'google_secret_manager_secret',
    'google_org_policy_policy',
    'google_billing_budget',
    'google_artifact_registry_repository',
    // Who reads a secret is one principal for both: two states that say so would undo each other.
    'google_secret_manager_secret_iam_member',
  ])
    expect([type, type in (first ?? {}), type in (second ?? {})]).toEqual([type, true, false]);
});

it('seals a copy with a key of the region that it is in', () => {
  const { resource } = moduleOf('regions', 'paris');
  const { files__copy } = resource.google_storage_bucket ?? {};
  const key = `\${google_kms_crypto_key_iam_member.keys__europe_west8__storage.crypto_key_id}`;
  expect(files__copy?.encryption).toEqual({ default_kms_key_name: key });
  expect(resource.google_kms_key_ring?.europe_west8?.location).toBe('europe-west8');
});

it('writes what remembers where nothing of a cluster is, and says what does not run', () => {
  const { resource } = moduleOf('nowhere');
  expect([resource.google_container_cluster, resource.google_service_account]).toEqual([
    undefined,
    undefined,
  ]);
  expect(said('nowhere')).toContain(
    'api runs on server: of what runs on Google Cloud only clusters of GKE are written',
  );
});

it('knows parts by their ServiceAccounts, and says where only a service account will do', () => {
  const { locals, resource } = moduleOf('pools');
  expect(Object.keys(resource.google_service_account ?? {})).toEqual(['_nodes', 'api']);
  expect(said('pools').filter((one) => one.includes('gcp-service-account'))).toEqual([
    'the ServiceAccount api of everything-pools on seoul has to bear iam.gke.io/gcp-service-account: a Memorystore cluster knows it by a service account alone',
  ]);
  expect(locals.principals).toMatch(/\.svc\.id\.goog\/subject\/ns\/everything-pools\/sa$/);
  const { nightly__files } = resource.google_storage_bucket_iam_member ?? {};
  expect(nightly__files?.member).toBe(`\${local.principals}/nightly`);
});

it('gives leave of the whole project once, when two clusters have the same part', () => {
  const facts = warehouse('facts', { managed: 'bigquery' });
  const { modules } = everything('regions', [
    job('api', { uses: [link(facts, { access: 'read' })] }),
  ]);
  expect(
    modules.map(([folder, { resource }]) => [
      folder.split('/').at(-1),
      Object.keys(resource.google_project_iam_member ?? {}).includes('api__facts'),
      JSON.stringify(resource.google_bigquery_dataset?.facts?.access).includes('/api"'),
    ]),
  ).toEqual([
    ['milan', false, true],
    ['paris', true, true],
  ]);
});

it('says what Cloud SQL has no argument for', () => {
  expect(said('pools')).toEqual(
    expect.arrayContaining([
      'Cloud SQL answers at 5432 alone: db is not moved to 6432',
      '`autoScale` of the readers of db is not said: replicas of Cloud SQL are as many, and as they are, as their primary has them',
      'Cloud SQL copies sql once a day, and has its log for what comes between: nothing of `full` is said',
    ]),
  );
  const { db } = moduleOf('pools').resource.google_sql_database_instance ?? {};
  expect(db?.settings).toMatchObject({ disk_type: 'PD_HDD' });
});

it('opens every part of a thousand its own way, and no more', () => {
  const db = postgres('db', {
    managed: 'cloud-sql',
    version: '17',
    size: { cpu: 2, memory: '8 GiB' },
  });
  const many = Array.from({ length: 1_000 }, (_, index) =>
    service(`s-${index}`, { uses: [link(db)] }),
  );
  const edge = gateway('edge', { routes: many.map((one, index) => route(`/${index}`, one)) });
  const [, module] = everything('pools', [edge]).modules[0] ?? [];
  const leave = Object.values(module?.resource.google_project_iam_member ?? {});
  const members = leave.map(({ member }) => String(member)).filter((one) => /s-\d+$/.test(one));
  expect(new Set(members).size).toBe(1_000);
  expect(Object.keys(module?.resource.google_compute_firewall ?? {})).toHaveLength(1_006);
});
