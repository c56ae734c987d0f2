import type { SynthFile } from '../file.ts';
import { from, Said, type TreeMap } from '../source.ts';
import { type Database, majorOf, nameOf, rollingOf } from './database.ts';
import { mysqlSettings } from './mysql-settings.ts';
import { postgresSettings, type Setting } from './settings.ts';

/** A managed database takes no file and no ALTER SYSTEM: its provider is given a list. */
export function parametersOf(database: Database): SynthFile {
  const { part, source } = database;
  return {
    path: `${part.name}/parameters.json`,
    source,
    body: {
      kind: 'json',
      note: '//',
      value: from(source, {
        engine: part.kind,
        version: majorOf(database),
        service: part.managed,
        parameters: managedSettings(database).map(one),
      }),
    },
  };
}

/** The settings of a managed database, each in the units that its provider's list counts in. */
export function managedSettings(database: Database): readonly Setting[] {
  const { part } = database;
  const settings = part.kind === 'postgres' ? postgres(database) : mysqlSettings(database);
  return settings.map((setting) => inOwnUnits(setting, part.managed));
}

/** Kibibytes of what a plain number counts; a provider's list takes no unit beside it. */
const UNITS: Readonly<Record<string, number>> = {
  shared_buffers: 8,
  effective_cache_size: 8,
  work_mem: 1,
  maintenance_work_mem: 1,
};

function inOwnUnits(setting: Setting, service: string | undefined): Setting {
  const { name, value } = setting;
  const unit = UNITS[name];
  const [, size, word] = /^(\d+)(kB|ms)$/.exec(value) ?? [];
  if (size !== undefined && word === 'kB' && unit !== undefined)
    return { ...setting, value: String(Math.floor(Number(size) / unit)) };
  if (size !== undefined && word === 'ms') return { ...setting, value: size };
  // Amazon's switches are numbers, but for this one.
  if (service === 'rds' && /^(on|off)$/i.test(value) && name !== 'event_scheduler')
    return { ...setting, value: /^on$/i.test(value) ? '1' : '0' };
  return setting;
}

const one = ({ name, value, source, restarts }: Setting): TreeMap =>
  from(source, {
    name,
    value: new Said(value, source),
    applies: restarts ? 'after-restart' : 'at-once',
  });

function postgres(database: Database): readonly Setting[] {
  const { part, field } = database;
  const more: Setting[] = [];
  if (part.encryptedInTransit && part.managed === 'rds')
    more.push({ name: 'rds.force_ssl', value: '1', source: field('encryptedInTransit') });
  if (rollingOf(database))
    more.push({
      name: 'cron.database_name',
      value: nameOf(database),
      source: field('partitions'),
      restarts: true,
    });
  if (part.managed === 'cloud-sql') {
    if (database.audits) more.push(flag('cloudsql.enable_pgaudit', field('accessAudited')));
    if (rollingOf(database)) more.push(flag('cloudsql.enable_pg_cron', field('partitions')));
    // Cloud SQL loads what its flags ask for by itself.
    return [
      ...postgresSettings(database).filter(({ name }) => name !== 'shared_preload_libraries'),
      ...more,
    ].sort(byName);
  }
  return [...postgresSettings(database), ...more].sort(byName);
}

const flag = (name: string, source: Setting['source']): Setting => ({
  name,
  value: 'on',
  source,
  restarts: true,
});
const byName = (a: Setting, b: Setting): number => (a.name < b.name ? -1 : 1);
