import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '#runtime';
import {
  type Account,
  accountFor,
  binaries,
  end,
  untilListening,
} from '../scenarios/posture-stores.ts';

export interface Answer {
  readonly code: number | null;
  readonly said: string;
}

/** A PostgreSQL of npm with a generated configuration. */
export interface RealPostgres {
  readonly port: number;
  /** Runs a script with psql, as the superuser or as somebody with a password. */
  psql(script: string, as?: Readonly<Record<string, string>>): Answer;
  [Symbol.asyncDispose](): Promise<void>;
}

const certificate = (file: string): string =>
  fileURLToPath(new URL(`../fixtures/tls/${file}`, import.meta.url));

/**
 * What is changed is said here: the certificate is a test's, segments are not archived, pgaudit (which
 * the package has not) is not loaded, and the superuser gets in without being the system's `postgres`.
 */
export const onThisMachine = (conf: string, folder: string): string =>
  conf
    .replaceAll(/\/etc\/[\w-]+\/tls\/[\w-]+\.(pem|key)/g, `${folder}/server.$1`)
    .replace(/archive_command = .*/, "archive_command = 'true'")
    .replace(/^(shared_preload_libraries = ')(.*)'/m, (_, begin, list: string) => {
      const there = list.split(',').filter((one) => one !== 'pgaudit');
      return `${begin}${there.join(',')}'`;
    })
    // Else a library that is not loaded would be asked for its settings.
    .replaceAll(/^pgaudit\..*\n/gm, '');

/** What the package's PostgreSQL has no file for. */
export const withoutAudit = (sql: string): string =>
  sql.replace('CREATE EXTENSION IF NOT EXISTS "pgaudit";\n', '');

interface Files {
  readonly conf: string;
  readonly hba?: string;
}

/** A cluster of its own with the files beside the distribution's, as install.sh lays them. */
export async function preparedPostgres({ conf, hba }: Files) {
  const folder = mkdtempSync(join(tmpdir(), 'hanok-postgres-'));
  const account = accountFor(folder);
  const data = join(folder, 'data');
  const { initdb, postgres } = await binaries();
  const words = ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8'];
  execFileSync(initdb, words, { ...account, stdio: 'ignore' });
  for (const end of ['pem', 'key']) {
    const file = join(folder, `server.${end}`);
    cpSync(certificate(`one.${end === 'pem' ? 'cert' : 'key'}.pem`), file);
    chmodSync(file, 0o600);
    if (account.uid !== undefined) chownSync(file, account.uid, account.gid ?? account.uid);
  }
  writeFileSync(join(folder, 'plan.conf'), conf.includes('\n') ? onThisMachine(conf, folder) : '');
  appendFileSync(join(data, 'postgresql.conf'), `include '${folder}/plan.conf'\n`);
  if (hba !== undefined)
    writeFileSync(join(data, 'pg_hba.conf'), `local all postgres trust\n${hba}`);
  return { folder, data, account, postgres };
}

export async function runPostgres(files: Files): Promise<RealPostgres> {
  const { folder, data, account, postgres } = await preparedPostgres(files);
  const port = await freePort();
  const more = ['fsync=off', 'shared_buffers=64MB', `unix_socket_directories=${folder}`];
  const args = ['-D', data, '-p', String(port), ...more.flatMap((one) => ['-c', one])];
  const log = join(folder, 'log');
  const child = spawn(postgres, args, {
    ...account,
    stdio: ['ignore', 'ignore', openSync(log, 'a')],
  });
  await untilListening(port).catch(() => {
    throw new Error(readFileSync(log, 'utf8'));
  });
  await ready(folder, port);
  return {
    port,
    psql: (script, as = {}) => psql(script, { PGHOST: folder, PGPORT: String(port), ...as }),
    [Symbol.asyncDispose]: () => ended(child, folder, 'SIGINT'),
  };
}

async function ready(folder: string, port: number): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    if (psql('SELECT 1', { PGHOST: folder, PGPORT: String(port) }).code === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('PostgreSQL does not answer');
}

/** What PostgreSQL says of a configuration when it is told to start with it. */
export async function postgresSays(conf: string, setting: string): Promise<Answer> {
  const { folder, data, account, postgres } = await preparedPostgres({ conf });
  const { status, stdout, stderr } = spawnSync(postgres, ['-D', data, '-C', setting], {
    ...account,
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true, force: true });
  return { code: status, said: `${stdout}${stderr}`.trim() };
}

function psql(script: string, env: Readonly<Record<string, string>>): Answer {
  const { status, stdout, stderr } = spawnSync('psql', ['-X', '-A', '-t'], {
    input: script,
    encoding: 'utf8',
    timeout: 20_000,
    env: { PATH: process.env.PATH, PGUSER: 'postgres', PGDATABASE: 'postgres', ...env },
  });
  return { code: status, said: `${stdout}${stderr}`.trim() };
}

async function ended(child: ChildProcess, folder: string, signal: NodeJS.Signals): Promise<void> {
  await end(child, signal);
  rmSync(folder, { recursive: true, force: true });
}

/** A MariaDB of the distribution with a generated configuration, on a socket. */
export interface RealMariadb {
  sql(script: string, as?: { readonly user: string; readonly password: string }): Answer;
  [Symbol.asyncDispose](): Promise<void>;
}

export async function runMariadb(conf: string): Promise<RealMariadb> {
  const folder = mkdtempSync(join(tmpdir(), 'hanok-mariadb-'));
  const account: Account = accountFor(folder);
  const [data, socket, port] = [join(folder, 'data'), join(folder, 'socket'), await freePort()];
  mkdirSync(data);
  if (account.uid !== undefined) chownSync(data, account.uid, account.gid ?? account.uid);
  const install = [`--datadir=${data}`, '--auth-root-authentication-method=normal'];
  execFileSync('mariadb-install-db', ['--no-defaults', '--skip-test-db', ...install], {
    ...account,
    stdio: 'ignore',
  });
  for (const end of ['pem', 'key']) {
    const file = join(folder, `server.${end}`);
    cpSync(certificate(`one.${end === 'pem' ? 'cert' : 'key'}.pem`), file);
    if (account.uid !== undefined) chownSync(file, account.uid, account.gid ?? account.uid);
  }
  const file = join(folder, 'my.cnf');
  writeFileSync(file, onThisMachine(conf, folder));
  // The machine of a test has other memory and other ports.
  const more = [`--port=${port}`, `--socket=${socket}`, '--innodb-buffer-pool-size=64M'];
  const args = [`--defaults-file=${file}`, `--datadir=${data}`, ...more];
  const log = join(folder, 'log');
  const child = spawn('/usr/sbin/mariadbd', args, {
    ...account,
    stdio: ['ignore', 'ignore', openSync(log, 'a')],
  });
  await untilListening(port).catch(() => {
    throw new Error(readFileSync(log, 'utf8'));
  });
  const run = (words: readonly string[], input: string, password: string): Answer => {
    const { status, stdout, stderr } = spawnSync('mariadb', ['--no-defaults', '-N', ...words], {
      input,
      encoding: 'utf8',
      timeout: 20_000,
      env: { PATH: process.env.PATH, MYSQL_PWD: password },
    });
    return { code: status, said: `${stdout}${stderr}`.trim() };
  };
  return {
    sql: (script, as) =>
      as
        ? run(
            [
              '-h',
              '127.0.0.1',
              '-P',
              String(port),
              '-u',
              as.user,
              '--ssl',
              `--ssl-ca=${folder}/server.pem`,
            ],
            script,
            as.password,
          )
        : run(['-S', socket, '-u', 'root'], script, ''),
    [Symbol.asyncDispose]: () => ended(child, folder, 'SIGTERM'),
  };
}

/** PgBouncer with a generated file: ports, the certificate and the file of its own password are a test's. */
export async function runPgBouncer(
  ini: string,
  { port, password }: { readonly port: number; readonly password: string },
) {
  const folder = mkdtempSync(join(tmpdir(), 'hanok-pgbouncer-'));
  const account = accountFor(folder);
  const own = await freePort();
  cpSync(certificate('one.cert.pem'), join(folder, 'server.pem'));
  cpSync(certificate('one.key.pem'), join(folder, 'server.key'));
  writeFileSync(join(folder, 'users.txt'), `"pgbouncer" "${password}"\n`);
  const text = onThisMachine(ini, folder)
    .replaceAll(/port=\d+/g, `port=${port}`)
    .replace(/listen_port = \d+/, `listen_port = ${own}`)
    .replace(/auth_file = .*/, `auth_file = ${folder}/users.txt`);
  writeFileSync(join(folder, 'pgbouncer.ini'), text);
  for (const name of ['server.pem', 'server.key', 'users.txt', 'pgbouncer.ini'])
    if (account.uid !== undefined)
      chownSync(join(folder, name), account.uid, account.gid ?? account.uid);
  const log = join(folder, 'log');
  const child = spawn('/usr/sbin/pgbouncer', [join(folder, 'pgbouncer.ini')], {
    ...account,
    stdio: ['ignore', 'ignore', openSync(log, 'a')],
  });
  await untilListening(own).catch(() => {
    throw new Error(readFileSync(log, 'utf8'));
  });
  return { port: own, [Symbol.asyncDispose]: () => ended(child, folder, 'SIGINT') };
}

export const golden = (path: string): string =>
  readFileSync(new URL(`../golden/${path}`, import.meta.url), 'utf8');
