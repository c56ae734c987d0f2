import { SECOND } from '#kernel';
import type { Source } from '../source.ts';
import { type Database, machineOf, rollingOf } from './database.ts';

/** One setting of a server, and what of the plan it follows from. */
export interface Setting {
  readonly name: string;
  readonly value: string;
  readonly source: Source;
  /** It takes a restart. */
  readonly restarts?: boolean;
}

/** What the plan says of a PostgreSQL wherever it runs: memory, connections, what is watched. */
export function postgresSettings(database: Database): readonly Setting[] {
  const { part, field } = database;
  const libraries = librariesOf(database);
  return [
    ...(part.maxConnections === undefined
      ? []
      : [
          {
            name: 'max_connections',
            value: String(part.maxConnections),
            source: field('maxConnections'),
            restarts: true,
          },
        ]),
    ...memoryOf(database),
    ...(libraries.length === 0
      ? []
      : [
          {
            name: 'shared_preload_libraries',
            value: libraries.join(','),
            source: field(part.insights ? 'insights' : 'extensions'),
            restarts: true,
          },
        ]),
    ...watchedOf(database),
  ];
}

/** What stands ready before the first connection, for what is said of statistics and records. */
function librariesOf(database: Database): readonly string[] {
  const { part, kept, audits } = database;
  const wanted = [
    ...(isCounted(database) ? ['pg_stat_statements'] : []),
    ...(audits ? ['pgaudit'] : []),
    ...(kept === 'managed' && rollingOf(database) ? ['pg_cron'] : []),
    ...(part.extensions ?? []).filter((one) => PRELOADED.includes(one)),
  ];
  return [...new Set(wanted)].sort();
}
const PRELOADED = ['timescaledb', 'pg_cron', 'pg_squeeze', 'pg_partman_bgw'];

const isCounted = ({ part }: Database): boolean =>
  part.insights === true || part.extensions?.includes('pg_stat_statements') === true;

/** Extensions that setup creates, each once. */
export const extensionsOf = (database: Database): readonly { name: string; source: Source }[] => {
  const { part, field, audits } = database;
  const said = (part.extensions ?? []).map((name, index) => ({
    name,
    source: field(`extensions[${index}]`),
  }));
  const more = [
    ...(part.insights ? [{ name: 'pg_stat_statements', source: field('insights') }] : []),
    ...(audits ? [{ name: 'pgaudit', source: field('accessAudited') }] : []),
  ];
  const all = [...said, ...more.filter(({ name }) => !part.extensions?.includes(name))];
  return all.sort((a, b) => (a.name < b.name ? -1 : 1));
};

/**
 * What the plan says of memory; where it says only how much there is, the shares that PostgreSQL's own
 * manual begins with: a quarter shared, three quarters to be expected in caches.
 */
function memoryOf(database: Database): readonly Setting[] {
  const { part, field } = database;
  const machine = machineOf(database);
  const { sharedBuffers, effectiveCache, workMem, maintenanceWorkMem } = part.memory ?? {};
  const one = (name: string, key: string, said: number | undefined, share: number): Setting[] => {
    const source = said === undefined ? field(machine?.field ?? 'size') : field(`memory.${key}`);
    const bytes = said ?? (machine && machine.bytes * share);
    const restarts = name === 'shared_buffers';
    return bytes === undefined
      ? []
      : [{ name, value: `${Math.max(64, Math.floor(bytes / 1024))}kB`, source, restarts }];
  };
  const connections = part.maxConnections ?? 100;
  return [
    ...one('shared_buffers', 'sharedBuffers', sharedBuffers, 1 / 4),
    // Cloud SQL takes no more than seven tenths of a machine for it.
    ...one(
      'effective_cache_size',
      'effectiveCache',
      effectiveCache,
      part.managed === 'cloud-sql' ? 2 / 3 : 3 / 4,
    ),
    ...one('work_mem', 'workMem', workMem, 1 / 4 / connections),
    ...one('maintenance_work_mem', 'maintenanceWorkMem', maintenanceWorkMem, 1 / 16),
  ];
}

function watchedOf(database: Database): readonly Setting[] {
  const { field, audits, part } = database;
  const counted: Setting[] = isCounted(database)
    ? [{ name: 'pg_stat_statements.track', value: 'all', source: field('insights') }]
    : [];
  const audited: Setting[] = audits
    ? [
        { name: 'pgaudit.log', value: 'read,write,role', source: field('accessAudited') },
        // What was asked, not what was handed over: a parameter may be somebody's name.
        { name: 'pgaudit.log_parameter', value: 'off', source: field('accessAudited') },
        { name: 'log_connections', value: 'on', source: field('accessAudited') },
        { name: 'log_disconnections', value: 'on', source: field('accessAudited') },
      ]
    : [];
  const slow = part.objective?.latency?.p95 ?? part.objective?.latency?.p99;
  return [
    ...counted,
    ...audited,
    ...(slow === undefined
      ? []
      : [
          {
            name: 'log_min_duration_statement',
            value: `${slow}ms`,
            source: field('objective.latency'),
          },
        ]),
  ];
}

/** A segment is handed over after so long even when it is not full: within half of what may be lost. */
export function archiveEvery({ part, context }: Database): { seconds: number; source: Source } {
  const said = part.objective?.recovery?.point ?? context.plan.objectives.recovery?.point;
  const seconds =
    said === undefined ? 300 : Math.max(10, Math.min(300, Math.floor(said / SECOND / 2)));
  const source =
    said === undefined
      ? { path: `parts.${part.name}.backup.continuous`, at: part.at }
      : part.objective?.recovery?.point === undefined
        ? { path: 'objectives.recovery.point', at: context.plan.at }
        : { path: `parts.${part.name}.objective.recovery.point`, at: part.at };
  return { seconds, source };
}

/** Where it listens: loopback, and the machine's addresses when callers stand on others. */
export const listensOn = (database: Database): 'loopback' | 'all' =>
  database.accounts.some(({ from }) => from.some((range) => !/^(127\.|::1)/.test(range)))
    ? 'all'
    : 'loopback';
