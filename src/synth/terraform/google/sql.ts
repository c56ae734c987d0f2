import { nameAtProvider } from '../../databases/database.ts';
import type { TreeMap } from '../../source.ts';
import { idOf } from '../names.ts';
import { say, sourceOf } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import { allowOnly, callersWithLeave } from './identity.ts';
import { keyOf } from './keys.ts';
import { peeringOf } from './private-access.ts';
import { api, projectOf } from './project.ts';
import type { GoogleSite } from './site.ts';
import { sayDatabaseGaps } from './sql-gaps.ts';
import { type Database, editionOf, settingsOf, tierOf } from './sql-settings.ts';

type Instance = Block<'name' | 'private_ip_address' | 'connection_name'>;

/** A database of Cloud SQL: on a private address alone, sealed, and spoken to by TLS. */
export function writeDatabase(site: GoogleSite, store: Database): void {
  const source = sourceOf(store);
  const id = idOf(store.name);
  const follows = site.isStandby && store.backup?.mirrored === true;
  const primary = site.write.resource('stores', 'google_sql_database_instance', id, [
    source,
    {
      name: site.called(80, site.name, store.name),
      region: site.region,
      database_version: versionOf(site, store),
      master_instance_name: follows ? primaryOf(site, store) : undefined,
      deletion_protection: site.isProtected,
      encryption_key_name: keyOf(site, store, { by: 'sql' }),
      settings: settingsOf(site, store, follows ? 'follower' : 'primary'),
      depends_on: [peeringOf(site).address, api(site, 'sqladmin')],
    },
  ]);
  if (!follows) writeInside(site, store, primary);
  sayDatabaseGaps(site, store);
  writeReaders(site, store, primary);
  writeOutputs(site, store, primary);
  for (const caller of callersWithLeave(site, store))
    allowOnly(site, caller, {
      role: 'roles/cloudsql.client',
      on: `projects/${projectOf(site)}/instances/${ref(primary, 'name')}`,
    });
}

function writeOutputs(site: GoogleSite, store: Database, primary: Instance): void {
  site.write.output(idOf(store.name, 'address'), [
    sourceOf(store),
    {
      value: ref(primary, 'private_ip_address'),
      description: `Where ${store.name} answers, inside the network.`,
    },
  ]);
  site.write.output(idOf(store.name, 'instance'), [
    sourceOf(store),
    { value: ref(primary, 'name'), description: `What a standby site follows ${store.name} by.` },
  ]);
}

/** 'POSTGRES_18', 'MYSQL_8_4'; a version that the plan does not say is a question. */
function versionOf(site: GoogleSite, store: Database): TreeMap[string] {
  const { kind, version } = store;
  const parts = version?.split('.') ?? [];
  if (version !== undefined)
    return say(store)(
      'version',
      kind === 'mysql' ? `MYSQL_${parts.slice(0, 2).join('_')}` : `POSTGRES_${parts[0]}`,
    );
  const source = { path: `parts.${store.name}.version`, at: store.at };
  site.isMissing(source, {
    en: `${store.name} says no version: Terraform asks for it`,
    ko: `${store.name} 버전이 없어 Terraform이 묻는다`,
  });
  return site.write.variable(
    idOf(store.name, 'version'),
    { type: 'string', about: `The version of ${store.name}, as Cloud SQL spells it.` },
    source,
  );
}

/** A standby site follows the primary, and is promoted when that is lost. */
const primaryOf = (site: GoogleSite, store: Database): string =>
  site.write.variable(
    idOf(store.name, 'primary'),
    {
      type: 'string',
      about: `The output ${idOf(store.name, 'instance')} of the primary site: this one can be planned without it.`,
    },
    { path: `parts.${store.name}.backup.mirrored`, at: store.at },
  );

/** The database of a plan and an environment, and its administrator; no password is kept. */
function writeInside(site: GoogleSite, store: Database, primary: Instance): void {
  const source = sourceOf(store);
  const instance = ref(primary, 'name');
  const id = idOf(store.name);
  const { plan } = site;
  site.write.resource('stores', 'google_sql_database', id, [
    source,
    {
      instance,
      name: nameAtProvider(site),
      // It goes with its instance, whoever owns what is in it.
      deletion_policy: 'ABANDON',
    },
  ]);
  site.write.resource('stores', 'google_sql_user', id, [
    source,
    {
      instance,
      name: `${idOf(plan.name).slice(0, 10)}_admin`,
      password_wo: site.write.variable(
        idOf(store.name, 'password'),
        {
          type: 'string',
          about: `The password of the administrator of ${store.name}: passed on when it is made, and never kept.`,
          isSecret: true,
        },
        source,
      ),
      password_wo_version: 1,
      deletion_policy: 'ABANDON',
    },
  ]);
}

/** Replicas that are read from, in the site's own region. */
function writeReaders(site: GoogleSite, store: Database, primary: Instance): void {
  const { readers } = store;
  const on = readers?.on ?? [];
  if (!readers?.count || (on.length > 0 && !on.includes(site.siteName))) return;
  const source = { path: `parts.${store.name}.readers`, at: store.at };
  for (let index = 1; index <= readers.count; index += 1)
    site.write.resource(
      'stores',
      'google_sql_database_instance',
      idOf(store.name, 'reader', String(index)),
      [
        source,
        {
          name: site.called(80, site.name, store.name, 'reader', String(index)),
          region: site.region,
          database_version: versionOf(site, store),
          master_instance_name: ref(primary, 'name'),
          deletion_protection: site.isProtected,
          encryption_key_name: keyOf(site, store, { by: 'sql' }),
          settings: {
            ...settingsOf(site, store, index),
            tier: tierOf(site, store, readers.instance || readers.size ? readers : store),
            edition: editionOf(readers.instance ?? store.instance),
          },
          depends_on: [peeringOf(site).address],
        },
      ],
    );
}
