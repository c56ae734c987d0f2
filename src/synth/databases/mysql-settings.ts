import { DAY, SECOND } from '#kernel';
import { type Database, machineOf, mebibytes, rollingOf } from './database.ts';
import type { Setting } from './settings.ts';

/** What the plan says of a MySQL or a MariaDB wherever it runs; by name. */
export function mysqlSettings(database: Database): readonly Setting[] {
  const { part, field } = database;
  const machine = machineOf(database);
  const settings: (Setting | false | undefined)[] = [
    part.maxConnections !== undefined && {
      name: 'max_connections',
      value: String(part.maxConnections),
      source: field('maxConnections'),
    },
    // What is not the pool is for connections, sorting and the system.
    machine && {
      name: 'innodb_buffer_pool_size',
      value: String(mebibytes(part.memory?.sharedBuffers ?? machine.bytes * 0.6) * 2 ** 20),
      source: field(
        part.memory?.sharedBuffers === undefined ? machine.field : 'memory.sharedBuffers',
      ),
    },
    part.encryptedInTransit && {
      name: 'require_secure_transport',
      value: 'ON',
      source: field('encryptedInTransit'),
    },
    part.insights && {
      name: 'performance_schema',
      value: 'ON',
      source: field('insights'),
      restarts: true,
    },
    rollingOf(database) && { name: 'event_scheduler', value: 'ON', source: field('partitions') },
    { name: 'local_infile', value: 'OFF', source: database.source },
  ];
  return settings.flatMap((one) => (one ? [one] : [])).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** How long the log of changes is kept: as long as one may want to go back within the copies. */
export const binlogSeconds = ({ part }: Database): number =>
  Math.ceil((part.backup?.keep ?? 7 * DAY) / SECOND);
