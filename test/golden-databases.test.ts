import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changed, goldens } from './support/goldens.ts';
import {
  golden,
  postgresSays,
  type RealPostgres,
  runPgBouncer,
  runPostgres,
  withoutAudit,
} from './support/real-databases.ts';
import { tried } from './support/real-proxies.ts';
import { tempDir } from './support/temp-dir.ts';

const confs = goldens(/\/databases\/[^/]+\/postgresql\.conf$/);
const setups = goldens(/\/databases\/[^/]+\/setup\.sql$/);
const isPostgres = ({ text }: { text: string }) => text.includes('\\set ON_ERROR_STOP');
const HEAL7 = 'heal7/production/databases/heal7-database/setup.sql';
const POSTURE = 'posture/production/databases/predictions';

describe('generated settings of PostgreSQL', () => {
  it.each(confs.map(({ path, text }) => [path, text]))('%s starts it', async (path, text) => {
    const said = /^work_mem = (\d+)kB/m.exec(text)?.[1];
    const { code, said: answer } = await postgresSays(text, 'work_mem');
    expect([path, code, answer]).toEqual([path, 0, said ?? '4096']);
  });

  it.each([
    [
      'an amount that is none',
      'shared_buffers = 2097152kB',
      'shared_buffers = 2097152XB',
      'invalid value for parameter "shared_buffers": "2097152XB"',
    ],
    [
      'a setting that there is not',
      'archive_timeout',
      'archive_time_out',
      'unrecognized configuration parameter "archive_time_out"',
    ],
  ])('are refused with %s', async (_, from, to, message) => {
    const text = changed(`${POSTURE}/postgresql.conf`, from, to);
    const says = await postgresSays(text, 'work_mem');
    expect([says.code, says.said]).toEqual([1, expect.stringContaining(message)]);
  });
});

describe('generated setup of PostgreSQL', () => {
  let server: RealPostgres;
  beforeAll(async () => {
    server = await runPostgres({
      conf: golden(`${POSTURE}/postgresql.conf`),
      hba: `host all all 127.0.0.1/32 scram-sha-256\n`,
    });
  }, 60_000);
  afterAll(() => server?.[Symbol.asyncDispose](), 60_000);

  const done = { code: 0, said: '' };
  const run = (sql: string, env: Record<string, string> = {}) => {
    const { code, said } = server.psql(withoutAudit(sql), env);
    // What is already there is only noted; pg_cron comes with the provider.
    const heard = said
      .split('\n')
      .filter((line) => !/NOTICE|WARNING|pg_cron is not offered|^\d*$/.test(line));
    return { code, said: heard.join('\n') };
  };
  const asked = (sql: string, env: Record<string, string> = {}) =>
    server.psql(sql, { PGDATABASE: 'heal7_production', ...env }).said;
  const as = (user: string) => ({
    PGHOST: '127.0.0.1',
    PGSSLMODE: 'require',
    PGUSER: user,
    PGPASSWORD: `${user}'s`,
    PGDATABASE: 'heal7_production',
  });

  it.each(setups.filter(isPostgres).map(({ path, text }) => [path, text]))(
    '%s may be run twice',
    (_, text) => {
      expect([run(text), run(text)]).toEqual([done, done]);
    },
  );

  it('gives each caller what its link says, and passwords from the environment', () => {
    const passwords = {
      PASSWORD_HEAL7_API_GATEWAY: "heal7-api-gateway's",
      PASSWORD_HEAL7_WEB_MAIN: "heal7-web-main's",
    };
    expect(run(golden(HEAL7), passwords)).toEqual(done);
    const [api, web] = [as('heal7-api-gateway'), as('heal7-web-main')];
    const made = `CREATE TABLE kept (id int primary key);
      CREATE TABLE calculations (id int, created_at timestamptz not null)
        PARTITION BY RANGE (created_at);
      CREATE TABLE monthly (created_at date not null) PARTITION BY RANGE (created_at);
      INSERT INTO kept VALUES (1);`;
    expect(server.psql(made, api).code).toBe(0);
    expect(asked('SELECT * FROM kept', web)).toBe('1');
    expect(asked('INSERT INTO kept VALUES (2)', web)).toContain('permission denied');
    expect(asked('CREATE TABLE mine (id int)', web)).toContain('permission denied');
    expect(asked("SELECT tableowner FROM pg_tables WHERE tablename = 'kept'")).toBe(
      'heal7-database_owner',
    );
    expect(asked('SHOW statement_timeout', web)).toBe('2s');
    expect(asked('SELECT 1', { ...web, PGPASSWORD: 'wrong' })).toContain('authentication failed');
  });

  it('makes partitions ahead, as wide as the last one, and rows go on over the end of a year', () => {
    const first = `DO $$ BEGIN
      EXECUTE format('CREATE TABLE calculations_first PARTITION OF calculations FOR VALUES FROM (%L) TO (%L)',
        date_trunc('year', now()), date_trunc('year', now()) + interval '1 year');
      EXECUTE format('CREATE TABLE monthly_first PARTITION OF monthly FOR VALUES FROM (%L) TO (%L)',
        date_trunc('month', now())::date, (date_trunc('month', now()) + interval '1 month')::date);
    END $$;`;
    expect(asked(first, as('heal7-api-gateway'))).toBe('DO');
    expect([run(golden(HEAL7)), run(golden(HEAL7))]).toEqual([done, done]);
    const rows = `INSERT INTO calculations SELECT n, date_trunc('year', now())
        + interval '1 year' + (n - 5) * interval '1 hour' FROM generate_series(0, 10) n;
      INSERT INTO monthly SELECT (date_trunc('month', now()) + n * interval '1 month')::date
        FROM generate_series(0, 2) n;`;
    expect(server.psql(rows, as('heal7-api-gateway')).said).toBe('INSERT 0 11\nINSERT 0 3');
    const counts = (table: string) =>
      asked(`SELECT count(DISTINCT tableoid), count(*) FROM ${table}`);
    expect([counts('calculations'), counts('monthly')]).toEqual(['2|11', '3|3']);
    const made = `SELECT parent.relname, count(*) FROM pg_inherits i
      JOIN pg_class parent ON parent.oid = i.inhparent WHERE parent.relkind = 'p' GROUP BY 1 ORDER BY 1`;
    expect(asked(made)).toBe('calculations|3\nmonthly|3');
    const gaps = `SELECT count(*) FROM pg_class WHERE relname ~ '^(calculations|monthly)'
      AND relkind IN ('r', 'p') AND pg_get_userbyid(relowner) <> 'heal7-database_owner'`;
    expect(asked(gaps)).toBe('0');
  });

  it('makes the next ones when a year is over', () => {
    const later = "SELECT upkeep.make_partitions('created_at', 4)";
    expect([asked(later), asked(later)]).toEqual(['4', '0']);
    const row = `INSERT INTO calculations VALUES (1, date_trunc('year', now()) + interval '4 years');`;
    expect(server.psql(row, as('heal7-api-gateway')).said).toBe('INSERT 0 1');
    const never = `INSERT INTO calculations VALUES (1, now() + interval '50 years');`;
    expect(server.psql(never, as('heal7-api-gateway')).said).toContain(
      'no partition of relation "calculations" found for row',
    );
  });

  it('gives a partitioned table its index partition by partition, and counts it valid', () => {
    const index = `SELECT c.relname, x.indisvalid, (SELECT count(*) FROM pg_inherits i
        WHERE i.inhparent = x.indexrelid) FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid
      WHERE c.relkind = 'I' ORDER BY 1`;
    expect(asked(index)).toBe('calculations_by_created_at|t|5\nmonthly_by_created_at|t|5');
  });

  it('lends connections through PgBouncer to who knows a password', async () => {
    const passwords = { PASSWORD_CLASSIFIER: "classifier's", PASSWORD_PGBOUNCER: 'its own' };
    expect(run(golden(`${POSTURE}/setup.sql`), passwords)).toEqual(done);
    const ini = golden(`${POSTURE}/pgbouncer.ini`);
    await using pooler = await runPgBouncer(ini, { port: server.port, password: 'its own' });
    const through = {
      ...as('classifier'),
      PGDATABASE: 'predictions_classifier',
      PGPORT: String(pooler.port),
    };
    expect(server.psql('SELECT session_user, current_user', through).said).toBe(
      'classifier|predictions_owner',
    );
    const wrong = { ...through, PGPASSWORD: 'another' };
    expect(server.psql('SELECT 1', wrong).said).toContain('SASL authentication failed');
    const plain = { ...through, PGSSLMODE: 'disable' };
    expect(server.psql('SELECT 1', plain).said).toContain('SSL required');
  });

  it('says of a role that there is not that there is none', () => {
    const text = changed(
      HEAL7,
      'GRANT SELECT ON ALL TABLES IN SCHEMA public TO "heal7-web-main"',
      'GRANT SELECT ON ALL TABLES IN SCHEMA public TO "nobody"',
    );
    const { code, said } = run(text);
    expect([code, said]).toEqual([3, expect.stringContaining('role "nobody" does not exist')]);
  });
});

describe('generated pgBackRest', () => {
  const key = '[global]\nrepo1-cipher-pass=a\nrepo2-cipher-pass=a\n';
  const says = (edit: (text: string) => string, secret = key) => {
    using dir = tempDir({ 'd/key.conf': secret });
    mkdirSync(join(dir.path, 'repo'));
    const text = golden(`${POSTURE}/pgbackrest.conf`)
      .replace('repo1-path=/var/lib/pgbackrest', `repo1-path=${dir.path}/repo`)
      .replace('spool-path=/var/spool/pgbackrest', `spool-path=${dir.path}`);
    writeFileSync(join(dir.path, 'pgbackrest.conf'), edit(text));
    const words = [
      `--config=${dir.path}/pgbackrest.conf`,
      `--config-include-path=${dir.path}/d`,
      `--lock-path=${dir.path}/lock`,
    ];
    // The second copy is on a host that a test has not.
    return tried('pgbackrest', [...words, '--repo=1', '--stanza=predictions', 'info']);
  };

  it('is read without a warning', () => {
    expect(says((text) => text)).toEqual({
      code: 0,
      said: expect.stringMatching(/stanza: predictions\n\s+status: error \(missing stanza path/),
    });
  });

  it('asks for the key that encrypts', () => {
    const { code, said } = says((text) => text, '[global]\n');
    expect([code, said]).toEqual([
      37,
      expect.stringContaining('requires option: repo1-cipher-pass'),
    ]);
  });

  it('warns of an option that there is not', () => {
    const { said } = says((text) => text.replace('start-fast', 'start-first'));
    expect(said).toContain("WARN: configuration file contains invalid option 'start-first'");
  });
});

it('has no password in any generated file of a database', () => {
  const all = goldens(/\/(?:databases|hosts)\//);
  const found = all.filter(({ text }) =>
    /(?:PASSWORD|IDENTIFIED BY|cipher-pass) ?=? ?'[^']/.test(text),
  );
  expect(found.map(({ path }) => path)).toEqual([]);
  expect(all.length).toBeGreaterThan(10);
});
