import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { Failure, withParticle } from '#kernel';
import type { LaunchSpec } from '../supervisor/launch.ts';
import type { Recipe } from '../supervisor/recipe.ts';
import { findPostgres, type PostgresPrograms } from './postgres-programs.ts';
import { canReach, giveTo, type User, userForPostgres } from './run-as.ts';

export interface PostgresSpec {
  readonly name: string;
  /** The plan's version; its major decides. */
  readonly version: string;
  readonly maxConnections: number;
  readonly planFolder: string;
  readonly data: string;
  readonly elsewhere: string;
  readonly log: string;
  readonly password: string;
  readonly env: Readonly<Record<string, string>>;
}

/** How services reach it. */
export const postgresUrl = (name: string, password: string, port: number): string =>
  `postgres://${name}:${encodeURIComponent(password)}@127.0.0.1:${port}/${name}`;

/** A real PostgreSQL of the plan's major on loopback, with one account and database of the store's name. */
export function postgresRecipe(spec: PostgresSpec): Recipe {
  const user = userForPostgres();
  const place = placeOf(spec, user);
  let programs: PostgresPrograms | undefined;
  return {
    async prepare() {
      programs ??= findPostgres(majorOf(spec.version), spec.planFolder, user, spec.elsewhere);
      await initialise(spec, place, programs, user);
    },
    launch: (port) => launchSpec(spec, place, programs, user, port),
    isReady: (port) => connects(spec, port),
    settle: (port) => settle(spec, port),
    // Fast shutdown: clients are told, and the data is flushed. Never to the group: that would hit the writers.
    stop: { signal: 'SIGINT', group: false, graceMs: 20_000 },
    startWithinMs: 60_000,
    port: 'fresh',
  };
}

const majorOf = (version: string): string => version.split('.')[0] ?? version;

/**
 * Data rests beside the plan, unless root's account for it cannot walk there (a plan under /root).
 * There its name follows the password, which rests beside the plan: who removes the state folder
 * begins anew, and never meets data that is locked with a key that is gone.
 */
function placeOf(spec: PostgresSpec, user: User | undefined): string {
  if (!user || canReach(dirname(spec.data), user)) return spec.data;
  const key = createHash('sha256').update(spec.password).digest('hex').slice(0, 8);
  return join(spec.elsewhere, `${spec.name}-${key}`);
}

async function initialise(
  spec: PostgresSpec,
  place: string,
  programs: PostgresPrograms,
  user: User | undefined,
): Promise<void> {
  const found = join(place, 'PG_VERSION');
  if (existsSync(found)) return refuseOtherMajor(spec, place, readFileSync(found, 'utf8').trim());
  mkdirSync(dirname(place), { recursive: true });
  const draft = mkdtempSync(`${place}.draft-`);
  const secret = join(draft, 'password');
  const data = join(draft, 'data');
  try {
    giveTo(draft, user);
    writeFileSync(secret, spec.password, { mode: 0o600 });
    giveTo(secret, user);
    const words = [
      '-D',
      data,
      '-U',
      'hanok',
      '--pwfile',
      secret,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--no-instructions',
    ];
    await promisify(execFile)(programs.initdb, words, {
      ...user,
      cwd: draft,
      env: { ...spec.env },
    });
    chmodSync(data, 0o700);
    // Only a whole cluster gets the name: one cut short is a draft that nobody mistakes for data.
    renameSync(data, place);
  } catch (cause) {
    throw new Failure(
      'runtime/postgres-not-initialised',
      {
        en: `could not initialise ${spec.name}: ${(cause as Error).message}`,
        ko: `${withParticle(spec.name, '을/를')} 초기화하지 못했다: ${(cause as Error).message}`,
      },
      { cause },
    );
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function refuseOtherMajor(spec: PostgresSpec, place: string, major: string): void {
  if (major === majorOf(spec.version)) return;
  throw new Failure(
    'runtime/data-of-another-major',
    {
      en: `${place} is PostgreSQL ${major}'s; the plan says ${spec.version}. It was not touched`,
      ko: `${withParticle(place, '은/는')} PostgreSQL ${major}의 데이터이고 계획은 ${withParticle(spec.version, '이다/다')}. 건드리지 않았다`,
    },
    {
      hint: {
        en: `Set \`version: '${major}'\`, or dump it there and move the folder away.`,
        ko: `\`version: '${major}'\`로 되돌리거나, 덤프한 뒤 폴더를 옮긴다.`,
      },
    },
  );
}

function launchSpec(
  spec: PostgresSpec,
  place: string,
  programs: PostgresPrograms | undefined,
  user: User | undefined,
  port: number,
): LaunchSpec {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: String(spec.maxConnections),
    wal_level: 'replica',
    log_destination: 'stderr',
    log_line_prefix: '%m [%p] ',
  };
  const options = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  return {
    command: [programs?.postgres ?? 'postgres', '-D', place, '-p', String(port), ...options],
    folder: place,
    env: spec.env,
    log: spec.log,
    user,
  };
}

const clientFor = (spec: PostgresSpec, port: number, database: string): pg.Client => {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'hanok',
    password: spec.password,
    database,
    connectionTimeoutMillis: 2_000,
  });
  // A server that stops while we are connected says so here as well as to the query.
  client.on('error', () => undefined);
  return client;
};

async function connects(spec: PostgresSpec, port: number): Promise<boolean> {
  const client = clientFor(spec, port, 'postgres');
  try {
    await client.connect();
    return true;
  } catch (cause) {
    if ((cause as { code?: string }).code === WRONG_PASSWORD) throw lockedData(spec.name, cause);
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** PostgreSQL's code for it; asking again will not help. */
const WRONG_PASSWORD = '28P01';

const lockedData = (name: string, cause: unknown) =>
  new Failure(
    'runtime/data-of-another-password',
    {
      en: `the data of ${name} was made with another password than the one in .hanok/…/secrets`,
      ko: `${name}의 데이터는 .hanok/…/secrets에 있는 것과 다른 비밀번호로 만들어졌다`,
    },
    {
      hint: {
        en: 'Put the former secrets folder back, or move the data folder away to begin anew.',
        ko: '이전 secrets 폴더를 되돌리거나, 데이터 폴더를 옮기고 새로 시작한다.',
      },
      cause,
    },
  );

async function settle(spec: PostgresSpec, port: number): Promise<void> {
  const client = clientFor(spec, port, 'postgres');
  await client.connect();
  try {
    const name = client.escapeIdentifier(spec.name);
    const known = await client.query('select 1 from pg_roles where rolname = $1', [spec.name]);
    if (known.rowCount === 0)
      await client.query(
        `create role ${name} login password ${client.escapeLiteral(spec.password)}`,
      );
    const made = await client.query('select 1 from pg_database where datname = $1', [spec.name]);
    if (made.rowCount === 0) await client.query(`create database ${name} owner ${name}`);
  } finally {
    await client.end();
  }
}
