import type { ResolvedMysql, ResolvedPostgres } from '#model';
import type { Said } from '../../source.ts';
import { idOf } from '../names.ts';
import { say, sourceOf } from '../site.ts';
import type { Block } from '../terraform.ts';
import type { AwsSite } from './site.ts';

type Database = ResolvedPostgres | ResolvedMysql;

/** In the units of each engine. */
function parametersOf(store: Database): Readonly<Record<string, Said | string>> {
  const said = say(store);
  const blocks = (field: string, bytes: number | undefined, unit: number) =>
    bytes === undefined ? undefined : said(`memory.${field}`, String(Math.floor(bytes / unit)));
  const { sharedBuffers, effectiveCache, workMem, maintenanceWorkMem } = store.memory ?? {};
  const connections =
    store.maxConnections === undefined
      ? undefined
      : said('maxConnections', String(store.maxConnections));
  const own: Readonly<Record<string, Said | string | undefined>> =
    store.kind === 'mysql'
      ? {
          innodb_buffer_pool_size: blocks('sharedBuffers', sharedBuffers, 1),
          max_connections: connections,
          require_secure_transport: said('encryptedInTransit', '1'),
        }
      : {
          effective_cache_size: blocks('effectiveCache', effectiveCache, 8_192),
          maintenance_work_mem: blocks('maintenanceWorkMem', maintenanceWorkMem, 1_024),
          max_connections: connections,
          'rds.force_ssl': said('encryptedInTransit', '1'),
          shared_buffers: blocks('sharedBuffers', sharedBuffers, 8_192),
          shared_preload_libraries:
            store.insights || store.extensions?.includes('pg_stat_statements')
              ? 'pg_stat_statements'
              : undefined,
          work_mem: blocks('workMem', workMem, 1_024),
        };
  return Object.fromEntries(
    Object.entries(own).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** What the plan says of a database's memory, connections and TLS. */
export function parameterGroup(site: AwsSite, store: Database): Block<'name'> | undefined {
  const major =
    store.kind === 'mysql'
      ? store.version?.split('.').slice(0, 2).join('.')
      : store.version?.split('.')[0];
  if (major === undefined) {
    site.isMissing(
      { path: `parts.${store.name}.version`, at: store.at },
      {
        en: `${store.name} says no version: AWS chooses it, and its parameters stay as they come`,
        ko: `${store.name} 버전이 없어 AWS가 고르고, 매개변수는 기본값 그대로다`,
      },
    );
    return undefined;
  }
  return site.write.resource('stores', 'aws_db_parameter_group', idOf(store.name), [
    sourceOf(store),
    {
      name: site.called(255, store.name),
      family: say(store)('version', `${store.kind}${major}`),
      parameter: Object.entries(parametersOf(store)).map(([name, value]) => ({
        name,
        value,
        apply_method: 'pending-reboot',
      })),
      lifecycle: { create_before_destroy: true },
    },
  ]);
}
