import { SECOND } from '#kernel';
import type { SynthFile } from '../file.ts';
import { Lines } from '../print/text.ts';
import { cannotSay } from '../target.ts';
import { type Account, type Database, portOf } from './database.ts';

/** Kept for administrators: what superusers keep, and one to look accounts up. */
const KEPT = 5;
const LISTENS = 6432;

/** PgBouncer before a PostgreSQL: no caller takes more connections than the plan gives it. */
export function poolerIni(database: Database): SynthFile | undefined {
  const { part, source, accounts, field } = database;
  if (!accounts.some(({ pool }) => pool !== undefined)) return undefined;
  const text = new Lines();
  const { name } = part;
  text.from(source, () => {
    // A caller asks for the database by a name of its own, which has its pool: PgBouncer would ask
    // nobody for the password of a user that is named here.
    text.line('[databases]');
    for (const { account, size } of sharesOf(database)) {
      const way = `host=127.0.0.1 port=${portOf(database)} dbname=${name} auth_user=pgbouncer`;
      const most = `pool_size=${size} max_db_connections=${size}`;
      text.line(`${name}_${account.name} = ${way} ${most}`, account.source);
    }
    text
      .line()
      .line('[pgbouncer]')
      .line('listen_addr = 127.0.0.1')
      .line(`listen_port = ${LISTENS}`);
    text.line('unix_socket_dir =\nauth_type = scram-sha-256');
    text.line(`auth_file = /etc/pgbouncer/${name}.txt`);
    text.line('auth_query = SELECT username, password FROM pgbouncer.look_up($1)');
    // Prepared statements, advisory locks and settings of a session mean what they say.
    text.line('pool_mode = session');
    text.line('max_client_conn = 1000\nserver_reset_query = DISCARD ALL');
    const wait = Math.max(...accounts.map(({ timeoutMs = 0 }) => timeoutMs));
    if (wait > 0) text.line(`query_wait_timeout = ${Math.ceil(wait / SECOND)}`);
    if (part.encryptedInTransit)
      text.from(field('encryptedInTransit'), () => writeTls(text, database));
  });
  return {
    path: `${name}/pgbouncer.ini`,
    source,
    body: { kind: 'text', comment: [';'], lines: text.lines },
  };
}

function writeTls(text: Lines, { part, context }: Database): void {
  const file = `/etc/${context.plan.name}/tls/${part.name}`;
  text.line('client_tls_sslmode = require');
  text.line(`client_tls_cert_file = ${file}.pem\nclient_tls_key_file = ${file}.key`);
  text.line(`server_tls_sslmode = verify-full\nserver_tls_ca_file = ${file}.pem`);
}

/** What each caller asks for, made smaller alike where all together exceed what the server has. */
export function sharesOf({
  accounts,
  part,
}: Database): readonly { readonly account: Account; readonly size: number }[] {
  const asked = accounts.reduce((sum, { pool = 1 }) => sum + pool, 0);
  const room = Math.max(1, (part.maxConnections ?? 100) - KEPT);
  const share = asked <= room ? 1 : room / asked;
  return accounts.map((account) => ({
    account,
    size: Math.max(1, Math.floor((account.pool ?? 1) * share)),
  }));
}

/** Said where pools exceed the server: they were cut. */
export function reportPools(database: Database): void {
  const { accounts, part, context } = database;
  const asked = accounts.reduce((sum, { pool = 0 }) => sum + pool, 0);
  const room = (part.maxConnections ?? 100) - KEPT;
  if (asked <= room) return;
  cannotSay(
    context,
    'databases',
    database.field('maxConnections'),
    {
      en: `callers of ${part.name} may open ${asked} connections and ${room} are to be had: each pool is cut alike`,
      ko: `${part.name}에 열 수 있는 연결은 ${room}개인데 부르는 쪽 풀은 모두 ${asked}개다. 풀을 같은 비율로 줄였다`,
    },
    {
      en: 'Raise `maxConnections`, or lower `pool`.',
      ko: '`maxConnections`를 올리거나 `pool`을 낮춘다.',
    },
  );
}
