import type { SynthFile } from '../file.ts';
import { Lines } from '../print/text.ts';
import { type Database, portOf } from './database.ts';
import { pgBackRestCommand } from './pgbackrest.ts';
import { archiveEvery, listensOn, postgresSettings } from './settings.ts';

/** Beside the distribution's own file, as `conf.d/<plan>.conf`: what the plan says of the server. */
export function postgresConf(database: Database): SynthFile {
  const { part, source } = database;
  const text = new Lines();
  text.from(source, () => {
    writeReach(text, database);
    text.line();
    for (const setting of postgresSettings(database))
      text.line(assigned(setting.name, setting.value), setting.source);
    writeSafety(text, database);
    writeArchive(text, database);
  });
  return {
    path: `${part.name}/postgresql.conf`,
    source,
    body: { kind: 'text', comment: ['#'], lines: text.lines },
  };
}

/** Numbers, sizes and switches stand plain; anything else in quotes. */
const assigned = (name: string, value: string): string =>
  /^(?:\d+(?:kB|ms|s)?|on|off|all)$/.test(value)
    ? `${name} = ${value}`
    : `${name} = '${value.replaceAll("'", "''")}'`;

function writeReach(text: Lines, database: Database): void {
  const { part, field } = database;
  text.line(`listen_addresses = '${listensOn(database) === 'all' ? '*' : 'localhost'}'`);
  text.line(`port = ${portOf(database)}`, field('port'));
  text.line("password_encryption = 'scram-sha-256'");
  if (part.encryptedInTransit)
    text.from(field('encryptedInTransit'), () => {
      const file = `/etc/${database.context.plan.name}/tls/${part.name}`;
      text.line(`ssl = on\nssl_cert_file = '${file}.pem'\nssl_key_file = '${file}.key'`);
      text.line("ssl_min_protocol_version = 'TLSv1.2'");
    });
}

function writeSafety(text: Lines, { part, field }: Database): void {
  text.line();
  text.line("timezone = 'UTC'\nlog_timezone = 'UTC'");
  text.line('log_checkpoints = on\nlog_lock_waits = on');
  const followers = (part.replicas ?? 0) + (part.readers?.count ?? 0);
  if (followers > 0)
    text.from(field('replicas'), () => {
      text.line('wal_level = replica\nhot_standby = on');
      // One for each that follows, two for copies.
      text.line(`max_wal_senders = ${followers + 2}\nmax_replication_slots = ${followers + 2}`);
    });
}

function writeArchive(text: Lines, database: Database): void {
  const { part, field } = database;
  if (!part.backup?.continuous) return;
  text.line();
  text.from(field('backup.continuous'), () => {
    text.line('archive_mode = on');
    text.line(`archive_command = '${pgBackRestCommand(part.name)} archive-push %p'`);
  });
  const { seconds, source } = archiveEvery(database);
  text.line(`archive_timeout = ${seconds}s`, source);
}

/** Who may connect, from where, to what. The first line that fits decides; nobody else gets in. */
export function postgresHba(database: Database): SynthFile {
  const { part, source, accounts, field } = database;
  const host = part.encryptedInTransit ? 'hostssl' : 'host';
  const text = new Lines();
  text.from(source, () => {
    text.line('local all postgres peer');
    for (const account of accounts)
      for (const range of account.from)
        text.line(`${host} ${part.name} ${account.name} ${range} scram-sha-256`, account.source);
    for (const range of ['127.0.0.1/32', '::1/128'])
      text.line(`host ${part.name} pgbouncer ${range} scram-sha-256`, field('maxConnections'));
  });
  return {
    path: `${part.name}/pg_hba.conf`,
    source,
    body: { kind: 'text', comment: ['#'], lines: text.lines },
  };
}
