import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definePlan, environment, link, local, mysql, resolve, service } from '#model';
import { NO_LOCK, synthesise, TARGETS } from '#synth';
import { changed } from './support/goldens.ts';
import { golden, type RealMariadb, runMariadb } from './support/real-databases.ts';

/** The setup of a MySQL whose partitions roll; none of the five systems has one. */
function rollingSetup(): string {
  const orders = mysql('orders', {
    version: '11.4',
    partitions: { by: 'made', until: '2027-01-01', rolling: true },
  });
  const api = service('api', { uses: [link(orders, { access: 'read' })] });
  const plan = definePlan('shop', {
    asOf: '2026-11-20',
    roots: [api],
    environments: [environment('local', { on: local() })],
  });
  const { files } = synthesise({
    plans: [resolve(plan, 'local').plan ?? []].flat(),
    targets: TARGETS.filter(({ name }) => name === 'databases'),
    lock: NO_LOCK,
    folder: '/nowhere',
  });
  return files.find(({ path }) => path.endsWith('setup.sql'))?.text() ?? '';
}

describe('generated MariaDB', () => {
  const folder = 'gym-face/local/databases/database';
  let server: RealMariadb;
  beforeAll(async () => {
    server = await runMariadb(golden(`${folder}/my.cnf`));
  }, 60_000);
  afterAll(() => server?.[Symbol.asyncDispose](), 60_000);

  it('runs with the settings of the plan', () => {
    const asked =
      'SELECT @@max_connections, @@require_secure_transport, @@binlog_expire_logs_seconds';
    expect(server.sql(`${asked}, @@log_bin`).said).toBe('200\t1\t2592000\t1');
  });

  it('takes its setup twice, with passwords that are in no file', () => {
    const sql = golden(`${folder}/setup.sql`);
    const password = "SET @PASSWORD_APP = 'it''s';\n";
    const done = { code: 0, said: '' };
    expect([server.sql(sql), server.sql(password + sql), server.sql(sql)]).toEqual([
      done,
      done,
      done,
    ]);
    const app = { user: 'app', password: "it's" };
    expect(
      server.sql('USE `database`; CREATE TABLE t (i INT); INSERT INTO t VALUES (1);', app),
    ).toEqual(done);
    expect(server.sql('CREATE DATABASE other', app).said).toContain('Access denied');
  });

  it('makes partitions ahead, and rows go on over the end of a year', () => {
    const year = (more: number) => new Date().getUTCFullYear() + more;
    const first = `CREATE TABLE yearly (made DATETIME NOT NULL) PARTITION BY RANGE COLUMNS (made)
        (PARTITION first VALUES LESS THAN ('${year(1)}-01-01'));
      CREATE TABLE monthly (made DATE NOT NULL) PARTITION BY RANGE COLUMNS (made)
        (PARTITION a VALUES LESS THAN ('${year(0)}-12-01'),
         PARTITION b VALUES LESS THAN ('${year(1)}-01-01'),
         PARTITION rest VALUES LESS THAN (MAXVALUE));`;
    const sql = rollingSetup();
    expect(server.sql(sql).said).toBe('');
    expect(server.sql(`USE orders; ${first}`)).toEqual({ code: 0, said: '' });
    expect([server.sql(sql), server.sql(sql)].map(({ said }) => said)).toEqual(['', '']);
    const rows = `USE orders; INSERT INTO yearly VALUES ('${year(0)}-12-31 23:59:59'),
        ('${year(1)}-01-01 00:00:00'), ('${year(2)}-06-01');
      INSERT INTO monthly VALUES ('${year(0)}-12-31'), ('${year(1)}-01-01');
      SELECT TABLE_NAME, PARTITION_NAME, TABLE_ROWS FROM information_schema.PARTITIONS
        WHERE TABLE_SCHEMA = 'orders' AND TABLE_ROWS > 0 ORDER BY 1, 2;`;
    expect(server.sql(rows).said.split('\n')).toEqual([
      'monthly\tb\t1',
      expect.stringMatching(/^monthly\t(?:p\d+|rest)\t1$/),
      'yearly\tfirst\t1',
      `yearly\tp${year(1)}0101\t1`,
      `yearly\tp${year(2)}0101\t1`,
    ]);
    const events = "SELECT EVENT_NAME FROM information_schema.EVENTS WHERE EVENT_SCHEMA = 'orders'";
    expect(server.sql(events).said).toBe('make_partitions');
  });

  it('says of a right that there is not that there is none', () => {
    const text = changed(`${folder}/setup.sql`, 'GRANT SELECT,', 'GRANT SELEKT,');
    expect(server.sql(text).said).toContain('You have an error in your SQL syntax');
  });
});
