import { DAY } from '#kernel';
import type { ResolvedMysql, ResolvedPostgres } from '#model';
import { databaseOf } from '../../databases/database.ts';
import { managedSettings } from '../../databases/parameters.ts';
import { from, Said, type TreeMap } from '../../source.ts';
import { idOf } from '../names.ts';
import { say } from '../site.ts';
import { ref } from '../terraform.ts';
import { inUtc } from '../windows.ts';
import { copyRegionOf, sayMoments, sourceOfCopies } from './copies.ts';
import { networkOf } from './network.ts';
import { peeringOf } from './private-access.ts';
import type { GoogleSite } from './site.ts';

export type Database = ResolvedPostgres | ResolvedMysql;
const GIB = 2 ** 30;
const MIB = 2 ** 20;

/** The primary, what follows it from another site, or the reader of a number. */
export type Standing = 'primary' | 'follower' | number;

/** What one instance is made of. */
export function settingsOf(site: GoogleSite, store: Database, standing: Standing): TreeMap {
  const said = say(store);
  const isPrimary = standing === 'primary';
  const isDoubled = store.failover === true || (store.replicas ?? 0) > 0;
  return {
    tier: tierOf(site, store),
    edition: editionOf(store.instance),
    availability_type: isPrimary ? said('failover', isDoubled ? 'REGIONAL' : 'ZONAL') : 'ZONAL',
    ...disk(site, store),
    ip_configuration: {
      ipv4_enabled: false,
      private_network: ref(networkOf(site).vpc, 'id'),
      allocated_ip_range: peeringOf(site).name,
      ssl_mode: said('encryptedInTransit', 'ENCRYPTED_ONLY'),
    },
    location_preference: zonesFor(site, [standing, isDoubled]),
    backup_configuration: isPrimary ? kept(site, store) : { enabled: false },
    maintenance_window: isPrimary ? windowOf(site, store) : undefined,
    insights_config: store.insights
      ? from(
          { path: `parts.${store.name}.insights`, at: store.at },
          // Who asked and from where may be somebody's name.
          {
            query_insights_enabled: true,
            record_application_tags: false,
            record_client_address: false,
          },
        )
      : undefined,
    database_flags: flagsOf(site, store),
    deletion_protection_enabled: site.isProtected,
    retain_backups_on_delete: isPrimary ? site.isProtected : undefined,
  };
}

/** Machines are named by a rule, so what the plan says of cores and memory is a name. */
export function tierOf(
  site: GoogleSite,
  store: Database,
  { instance, size }: Pick<Database, 'instance' | 'size'> = store,
): TreeMap[string] {
  const said = say(store);
  if (instance !== undefined) return said('instance', instance);
  if (size) return said('size', `db-custom-${size.cpu}-${Math.ceil(size.memory / MIB)}`);
  const source = { path: `parts.${store.name}.instance`, at: store.at };
  site.isMissing(source, {
    en: `${store.name} names no machine and no size: Terraform asks for it`,
    ko: `${store.name} 인스턴스도 크기도 없어 Terraform이 묻는다`,
  });
  return site.write.variable(
    idOf(store.name, 'tier'),
    { type: 'string', about: `The machine of ${store.name}, such as those Cloud SQL names.` },
    source,
  );
}

/** Newer versions begin in the dearer edition, which has no machines of one's own measure. */
export const editionOf = (instance: string | undefined): string =>
  instance?.startsWith('db-perf-optimized') ? 'ENTERPRISE_PLUS' : 'ENTERPRISE';

function disk(site: GoogleSite, store: Database): TreeMap {
  const said = say(store);
  const { storage, maxStorage } = store;
  if (storage === undefined)
    site.isMissing(
      { path: `parts.${store.name}.storage`, at: store.at },
      {
        en: `${store.name} says no storage: it gets the 10 GiB that Cloud SQL begins with`,
        ko: `${store.name} 저장 공간이 없어 Cloud SQL의 최소인 10 GiB로 시작한다`,
      },
    );
  return {
    disk_type:
      store.storageType === undefined
        ? 'PD_SSD'
        : said('storageType', store.storageType.toUpperCase().replaceAll('-', '_')),
    disk_size: storage === undefined ? 10 : said('storage', Math.ceil(storage / GIB)),
    disk_autoresize: said('maxStorage', maxStorage !== undefined),
    disk_autoresize_limit:
      maxStorage === undefined ? undefined : said('maxStorage', Math.ceil(maxStorage / GIB)),
  };
}

/** In the zones that the plan names, where it names them: another for each that follows. */
function zonesFor(
  site: GoogleSite,
  [standing, isDoubled]: readonly [Standing, boolean],
): TreeMap | undefined {
  const { zoneIds = [] } = site.placement.site ?? {};
  if (zoneIds.length === 0) return undefined;
  const nth = (index: number) => zoneIds[index % zoneIds.length];
  return from(site.source, {
    zone: nth(typeof standing === 'number' ? standing : 0),
    secondary_zone: standing === 'primary' && isDoubled && zoneIds.length > 1 ? nth(1) : undefined,
  });
}

/** Any moment of a week, and copies for as long as the plan keeps them. */
function kept(site: GoogleSite, store: Database): TreeMap {
  const said = say(store);
  const { backup } = store;
  const region = copyRegionOf(site, store);
  const days = backup?.keep === undefined ? undefined : Math.ceil(backup.keep / DAY);
  if (region !== undefined) sayFar(site, store, region);
  if (backup?.continuous && (days ?? 8) > 7) sayMoments(site, store, 7);
  if (days === undefined)
    site.isMissing(
      { path: `parts.${store.name}.backup`, at: store.at },
      {
        en: `${store.name} says not how long its copies are kept: Cloud SQL keeps the last seven`,
        ko: `${store.name} 백업 보관 기간이 없어 Cloud SQL이 마지막 일곱 개를 보관한다`,
      },
    );
  const isContinuous = backup?.continuous !== false;
  return {
    enabled: true,
    start_time: startOf(site, store),
    location: region === undefined ? site.region : said('backup.copyTo', region),
    ...(store.kind === 'postgres'
      ? { point_in_time_recovery_enabled: said('backup.continuous', isContinuous) }
      : { binary_log_enabled: said('backup.continuous', isContinuous) }),
    transaction_log_retention_days:
      days === undefined ? 7 : said('backup.keep', Math.min(7, Math.max(1, days))),
    backup_retention_settings: {
      retention_unit: 'COUNT',
      retained_backups: days === undefined ? 7 : said('backup.keep', Math.min(365, days)),
    },
  };
}

const sayFar = (site: GoogleSite, store: Database, region: string): void => {
  const home = site.placement.site?.region ?? site.name;
  site.cannotSay(
    sourceOfCopies(store),
    {
      en: `copies of ${store.name} rest in ${region} and nowhere else; the log between two of them, and the key they are sealed with, stay in ${home}`,
      ko: `${store.name} 사본은 ${region} 리전에만 있다. 사본 사이의 로그와 그것을 봉한 키는 ${home} 리전에 남는다`,
    },
    store.backup?.mirrored
      ? undefined
      : {
          en: 'For less than a day of loss when the region is lost, let the standby site follow: `mirrored`.',
          ko: '리전을 잃어도 하루보다 덜 잃으려면 대기 사이트가 따르게 한다(`mirrored`).',
        },
  );
};

/** The hour at which Cloud SQL begins a copy, in UTC. */
function startOf(site: GoogleSite, store: Database): TreeMap[string] {
  const field = store.backupWindow ? 'backupWindow' : 'backup.full';
  const schedule = store.backupWindow ?? store.backup?.full;
  if (schedule?.at === undefined) return undefined;
  const begins = inUtc(schedule);
  if (begins === undefined) return sayHour(site, store, field);
  return say(store)(field, `${String(Math.floor((begins % 1_440) / 60)).padStart(2, '0')}:00`);
}

function windowOf(site: GoogleSite, store: Database): TreeMap | undefined {
  const { maintenanceWindow: window } = store;
  if (!window) return undefined;
  const begins = inUtc(window);
  if (begins === undefined) return sayHour(site, store, 'maintenanceWindow');
  const day = Math.floor(begins / 1_440);
  return from(
    { path: `parts.${store.name}.maintenanceWindow`, at: store.at },
    { day: day === 0 ? 7 : day, hour: Math.floor((begins % 1_440) / 60), update_track: 'stable' },
  );
}

function sayHour(site: GoogleSite, store: Database, field: string): undefined {
  site.cannotSay(
    { path: `parts.${store.name}.${field}`, at: store.at },
    {
      en: `hours of Cloud SQL stand in UTC, and that of \`${field}\` of ${store.name} is another one in summer: Google chooses it`,
      ko: `Cloud SQL의 시각은 UTC로 적는데 ${store.name}의 \`${field}\` 시각은 여름에 바뀌어 Google이 고른다`,
    },
  );
  return undefined;
}

/** What the plan says of memory, connections and records, in the units of Cloud SQL. */
function flagsOf(site: GoogleSite, store: Database): readonly TreeMap[] | undefined {
  const settings = managedSettings(databaseOf(site.context, store));
  if (settings.length === 0) return undefined;
  return settings.map(({ name, value, source }) =>
    from(source, { name, value: new Said(value, source) }),
  );
}
