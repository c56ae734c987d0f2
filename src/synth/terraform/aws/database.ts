import { DAY } from '#kernel';
import type { ResolvedMysql, ResolvedPostgres } from '#model';
import { nameAtProvider } from '../../databases/database.ts';
import { type Said, sayer, type TreeMap } from '../../source.ts';
import { idOf } from '../names.ts';
import { say, sourceOf } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import { keyOf } from './keys.ts';
import { databaseLogs } from './logs.ts';
import { parameterGroup } from './parameters.ts';
import { groupOfPart } from './security-group.ts';
import type { AwsSite } from './site.ts';
import { networkOf } from './vpc.ts';
import { windowOf } from './windows.ts';

type Database = ResolvedPostgres | ResolvedMysql;
type Instance = Block<'arn' | 'identifier' | 'endpoint'>;
const GIB = 2 ** 30;
export const gibibytes = (bytes: number): number => Math.ceil(bytes / GIB);

/** A database of RDS: never public, always encrypted. */
export function writeDatabase(site: AwsSite, store: Database): void {
  const source = sourceOf(store);
  const id = idOf(store.name);
  const group = site.write.resource('stores', 'aws_db_subnet_group', id, [
    source,
    {
      name: site.called(255, store.name),
      subnet_ids: networkOf(site).subnetsFor('isolated', store.name),
    },
  ]);
  const parameters = parameterGroup(site, store);
  const fromCopy = site.isStandby && store.backup?.mirrored === true;
  const primary = site.write.resource('stores', 'aws_db_instance', id, [
    source,
    {
      ...logged(site, store, []),
      ...(fromCopy ? followed(site, store) : begun(site, store)),
      ...machine(store),
      ...kept(site, store),
      ...watched(site, store),
      db_subnet_group_name: ref(group, 'name'),
      parameter_group_name: parameters && ref(parameters, 'name'),
      vpc_security_group_ids: [ref(groupOfPart(site, store), 'id')],
    },
  ]);
  writeReaders(site, store, { primary, parameters });
  site.write.output(idOf(store.name, 'endpoint'), [
    source,
    {
      value: ref(primary, 'endpoint'),
      description: `Where ${store.name} answers, inside the network.`,
    },
  ]);
  site.write.output(idOf(store.name, 'arn'), [
    source,
    { value: ref(primary, 'arn'), description: `What a standby site follows ${store.name} by.` },
  ]);
}

/** The database of a plan and an environment, with its administrator; no password is seen here. */
function begun(site: AwsSite, store: Database): TreeMap {
  const said = say(store);
  const { plan } = site;
  return {
    engine: said('kind', store.kind),
    engine_version: store.version === undefined ? undefined : said('version', store.version),
    db_name: nameAtProvider(site),
    username: `${idOf(plan.name).slice(0, 10)}_admin`,
    ...passwordOf(site, store),
    allocated_storage: storageOf(site, store),
    // The copies of `backup` are made by AWS Backup, which waits while RDS makes its own.
    backup_window: windowOf(
      site,
      store.backupWindow,
      { path: `parts.${store.name}.backupWindow`, at: store.at },
      false,
    ),
  };
}

/** RDS makes and keeps it itself, but for a database that others follow: there it is only passed on. */
function passwordOf(site: AwsSite, store: Database): TreeMap {
  const isFollowed = (store.readers?.count ?? 0) > 0 || store.backup?.mirrored === true;
  if (!isFollowed)
    return {
      manage_master_user_password: true,
      master_user_secret_kms_key_id: keyOf(site, store),
    };
  return {
    password_wo: site.write.variable(
      idOf(store.name, 'password'),
      {
        type: 'string',
        about: `The password of the administrator of ${store.name}: passed on when it is made, and never kept.`,
        isSecret: true,
      },
      { path: `parts.${store.name}.readers`, at: store.at },
    ),
    password_wo_version: 1,
  };
}

/** A standby site follows the primary, and is promoted when that is lost. */
const followed = (site: AwsSite, store: Database): TreeMap => ({
  replicate_source_db: site.write.variable(
    idOf(store.name, 'primary-arn'),
    {
      type: 'string',
      about: `The output ${idOf(store.name, 'arn')} of the primary site: this one can be planned without it.`,
    },
    { path: `parts.${store.name}.backup.mirrored`, at: store.at },
  ),
});

function storageOf(site: AwsSite, store: Database): Said | number {
  if (store.storage !== undefined) return say(store)('storage', gibibytes(store.storage));
  site.isMissing(
    { path: `parts.${store.name}.storage`, at: store.at },
    {
      en: `${store.name} says no storage: it gets the 20 GiB that RDS begins with`,
      ko: `${store.name} 저장 공간이 없어 RDS의 최소인 20 GiB로 시작한다`,
    },
  );
  return 20;
}

function machine(store: Database): TreeMap {
  const said = say(store);
  return {
    instance_class:
      store.instance === undefined ? 'db.t4g.medium' : said('instance', store.instance),
    multi_az: said('failover', store.failover === true || (store.replicas ?? 0) > 0),
    max_allocated_storage:
      store.maxStorage === undefined ? undefined : said('maxStorage', gibibytes(store.maxStorage)),
    storage_type: store.storageType === undefined ? 'gp3' : said('storageType', store.storageType),
    port: store.port === undefined ? undefined : said('port', store.port),
  };
}

/** Automatic copies are what a point in time is restored from; RDS keeps 35 days of them. */
function kept(site: AwsSite, store: Database): TreeMap {
  const said = say(store);
  const days = store.backup?.keep === undefined ? undefined : Math.ceil(store.backup.keep / DAY);
  const source = { path: `parts.${store.name}.backup`, at: store.at };
  if (days === undefined)
    site.isMissing(source, {
      en: `${store.name} says not how long its copies are kept: RDS keeps a week`,
      ko: `${store.name} 백업 보관 기간이 없어 RDS가 일주일을 보관한다`,
    });
  if (store.instance === undefined)
    site.isMissing(
      { ...source, path: `parts.${store.name}.instance` },
      {
        en: `${store.name} names no machine: it gets db.t4g.medium`,
        ko: `${store.name} 인스턴스가 없어 db.t4g.medium을 준다`,
      },
    );
  const weekly = { ...source, path: `parts.${store.name}.maintenanceWindow` };
  const window = windowOf(site, store.maintenanceWindow, weekly, true);
  return {
    storage_encrypted: store.encrypted ? said('encrypted', true) : true,
    kms_key_id: keyOf(site, store),
    publicly_accessible: false,
    backup_retention_period:
      days === undefined ? 7 : said('backup.keep', Math.min(35, Math.max(1, days))),
    maintenance_window: window === undefined ? undefined : said('maintenanceWindow', window),
    copy_tags_to_snapshot: true,
    delete_automated_backups: false,
    deletion_protection: site.isProtected,
    skip_final_snapshot: !site.isProtected,
    final_snapshot_identifier: site.isProtected ? site.called(200, store.name, 'last') : undefined,
    auto_minor_version_upgrade: true,
    apply_immediately: false,
    ca_cert_identifier: 'rds-ca-rsa2048-g1',
  };
}

/** What an instance is called, and its logs: RDS names their groups by it. */
function logged(site: AwsSite, store: Database, names: readonly string[]): TreeMap {
  const identifier = site.called(63, store.name, ...names);
  const logs = store.kind === 'postgres' ? ['postgresql', 'upgrade'] : ['error', 'slowquery'];
  return {
    identifier,
    enabled_cloudwatch_logs_exports: logs,
    depends_on: databaseLogs(site, store, { names, identifier, logs }),
  };
}

function watched(site: AwsSite, store: Database): TreeMap {
  const said = sayer(store);
  return {
    performance_insights_enabled: store.insights ? said('insights', true) : undefined,
    performance_insights_retention_period: store.insights ? 7 : undefined,
    performance_insights_kms_key_id: store.insights ? keyOf(site, store) : undefined,
  };
}

interface Primary {
  readonly primary: Instance;
  readonly parameters: Block<'name'> | undefined;
}

function writeReaders(site: AwsSite, store: Database, { primary, parameters }: Primary): void {
  const { readers } = store;
  const count = readers?.count ?? 0;
  const on = readers?.on ?? [];
  if (!readers || count === 0 || (on.length > 0 && !on.includes(site.siteName))) return;
  const said = say(store);
  for (let index = 1; index <= count; index += 1)
    site.write.resource('stores', 'aws_db_instance', idOf(store.name, 'reader', String(index)), [
      { path: `parts.${store.name}.readers`, at: store.at },
      {
        ...logged(site, store, ['reader', String(index)]),
        ...watched(site, store),
        replicate_source_db: ref(primary, 'identifier'),
        instance_class: said(
          'readers.instance',
          readers.instance ?? store.instance ?? 'db.t4g.medium',
        ),
        parameter_group_name: parameters && ref(parameters, 'name'),
        storage_encrypted: true,
        publicly_accessible: false,
        backup_retention_period: readers.backup ? 1 : 0,
        copy_tags_to_snapshot: true,
        skip_final_snapshot: true,
        auto_minor_version_upgrade: true,
        ca_cert_identifier: 'rds-ca-rsa2048-g1',
        vpc_security_group_ids: [ref(groupOfPart(site, store), 'id')],
      },
    ]);
}
