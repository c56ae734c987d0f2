import { partsOf } from '#model';
import type { SynthFile } from '../file.ts';
import type { EnvironmentTarget, SynthContext } from '../target.ts';
import { type Database, databaseOf } from './database.ts';
import { reportDatabase } from './gaps.ts';
import { mysqlConf, mysqlSetup } from './mysql.ts';
import { parametersOf } from './parameters.ts';
import { pgBackRest, reportBackups } from './pgbackrest.ts';
import { poolerIni, reportPools } from './pooler.ts';
import { postgresConf, postgresHba } from './postgres-conf.ts';
import { postgresSetup } from './setup-postgres.ts';

/** What a database is given besides its machine: settings, roles, partitions, copies. */
export const databases: EnvironmentTarget = {
  name: 'databases',
  scope: 'environment',
  about: {
    en: 'databases: settings, roles, partitions, pools, backups',
    ko: '데이터베이스의 설정, 역할, 파티션, 연결 풀, 백업',
  },
  appliesTo: (plan) => partsOf(plan, 'postgres', 'mysql').length > 0,
  render(context) {
    return databasesOf(context).flatMap((database) => {
      reportDatabase(database);
      return database.part.kind === 'postgres' ? postgres(database) : mysql(database);
    });
  },
};

export const databasesOf = (context: SynthContext): readonly Database[] =>
  [...partsOf(context.plan, 'postgres', 'mysql')]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((part) => databaseOf(context, part));

function postgres(database: Database): readonly SynthFile[] {
  const setup = postgresSetup(database);
  if (database.kept === 'operator') return [setup];
  if (database.kept === 'managed') return [parametersOf(database), setup];
  reportPools(database);
  reportBackups(database);
  const more = [poolerIni(database), pgBackRest(database)];
  return [
    postgresConf(database),
    postgresHba(database),
    setup,
    ...more.flatMap((file) => file ?? []),
  ];
}

function mysql(database: Database): readonly SynthFile[] {
  if (database.kept === 'managed') return [parametersOf(database), mysqlSetup(database)];
  return [mysqlConf(database), mysqlSetup(database)];
}
