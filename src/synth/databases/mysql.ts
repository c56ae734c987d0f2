import type { SynthFile } from '../file.ts';
import { Lines } from '../print/text.ts';
import { type Account, type Database, nameOf, portOf, rollingOf } from './database.ts';
import { binlogSeconds, mysqlSettings } from './mysql-settings.ts';
import { writeMysqlPartitions } from './partitions-mysql.ts';
import { listensOn } from './settings.ts';

/** For `/etc/mysql/conf.d`: MariaDB and MySQL read the same. */
export function mysqlConf(database: Database): SynthFile {
  const { part, source, field } = database;
  const text = new Lines();
  text.from(source, () => {
    text.line('[mysqld]');
    text.line(`bind-address = ${listensOn(database) === 'all' ? '*' : '127.0.0.1'}`);
    text.line(`port = ${portOf(database)}`, field('port'));
    text.line('character-set-server = utf8mb4\nskip-name-resolve = ON');
    for (const setting of mysqlSettings(database))
      text.line(`${setting.name} = ${setting.value}`, setting.source);
    if (part.encryptedInTransit)
      text.from(field('encryptedInTransit'), () => {
        const file = `/etc/${database.context.plan.name}/tls/${part.name}`;
        text.line(`ssl_cert = ${file}.pem\nssl_key = ${file}.key\ntls_version = TLSv1.2,TLSv1.3`);
      });
    if (part.backup?.continuous)
      text.from(field('backup.continuous'), () => {
        text.line().line('server_id = 1\nlog_bin = changes\nbinlog_format = ROW');
        text.line('sync_binlog = 1\ninnodb_flush_log_at_trx_commit = 1');
        text.line(`binlog_expire_logs_seconds = ${binlogSeconds(database)}`, field('backup.keep'));
      });
  });
  return {
    path: `${part.name}/my.cnf`,
    source,
    body: { kind: 'text', comment: ['#'], lines: text.lines },
  };
}

/** Passwords are session variables that whoever runs it sets first, on the same standard input. */
export function mysqlSetup(database: Database): SynthFile {
  const { part, source, accounts } = database;
  const text = new Lines();
  text.from(source, () => {
    text.line(
      '-- Set @PASSWORD_… in the same session before it. What an account was granted before',
    );
    text.line('-- and the plan no longer says is not taken back here.');
    text.line(`CREATE DATABASE IF NOT EXISTS ${named(nameOf(database))} CHARACTER SET utf8mb4;`);
    text.line(`USE ${named(nameOf(database))};`);
    for (const account of accounts) writeAccount(text, account, database);
    if (rollingOf(database)) writeMysqlPartitions(text, database);
  });
  return {
    path: `${part.name}/setup.sql`,
    source,
    body: { kind: 'text', comment: ['--'], lines: text.lines },
  };
}

export const named = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

const RIGHTS: Readonly<Record<Account['access'], string>> = {
  read: 'SELECT',
  write: 'INSERT, UPDATE, DELETE',
  'read-write': 'SELECT, INSERT, UPDATE, DELETE',
};
const TABLES = 'CREATE, ALTER, DROP, INDEX, REFERENCES, TRIGGER, CREATE VIEW';

function writeAccount(text: Lines, account: Account, database: Database): void {
  // Where there are other machines the network's rules say which; MySQL has no ranges of addresses.
  const host =
    database.kept === 'machine' && listensOn(database) === 'loopback' ? '127.0.0.1' : '%';
  const user = `'${account.name}'@'${host}'`;
  const secure = database.part.encryptedInTransit ? 'SSL' : 'NONE';
  const rights = [RIGHTS[account.access], ...(account.makesSchema ? [TABLES] : [])].join(', ');
  const password = `@${account.variable}`;
  text.from(account.source, () => {
    text.line().line(`CREATE USER IF NOT EXISTS ${user} REQUIRE ${secure} ACCOUNT LOCK;`);
    text.line(`ALTER USER ${user} REQUIRE ${secure};`);
    text.line(`SET @words = IF(${password} IS NULL, 'DO 0', CONCAT(`);
    text.line(`  "ALTER USER ${user} IDENTIFIED BY ", QUOTE(${password}), ' ACCOUNT UNLOCK'));`);
    text.line('PREPARE said FROM @words;\nEXECUTE said;\nDEALLOCATE PREPARE said;');
    text.line('SET @words = NULL;');
    text.line(`GRANT ${rights} ON ${named(nameOf(database))}.* TO ${user};`);
  });
}
