import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '#runtime';
import { golden, type RealPostgres, runPostgres, withoutAudit } from '../support/real-databases.ts';
import { type RealProxy, runNginx } from '../support/real-proxies.ts';
import { tempDir } from '../support/temp-dir.ts';
import { SECRETS } from './posture-instance.ts';
import { end, untilListening } from './posture-stores.ts';
import { POSTURE_SUITE } from './posture-suite.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/posture', import.meta.url));
const CERTIFICATE = fileURLToPath(new URL('../fixtures/tls/one.cert.pem', import.meta.url));
const KEY = fileURLToPath(new URL('../fixtures/tls/one.key.pem', import.meta.url));
const HOSTS = 'posture/production/hosts';
const DATABASE = 'posture/production/databases/predictions';
const PASSWORDS = { classifier: 'of the classifier', redis: 'of redis' };

/** What of a unit a program notices: its words, its environment, its credentials, its folder. */
function unitOf(path: string, instance: number) {
  const entries = [
    ...golden(path)
      .replaceAll('%i', String(instance))
      .matchAll(/^(\w+)=(.*)$/gm),
  ].map(([, key = '', value = '']) => [key, value] as const);
  const all = (key: string) => entries.filter(([name]) => name === key).map(([, value]) => value);
  return {
    command: (all('ExecStart')[0] ?? '').split(' '),
    waits: (all('ExecStartPost')[0] ?? '').split(' '),
    folder: all('WorkingDirectory')[0] ?? '',
    environment: Object.fromEntries(
      all('Environment').map((word) => {
        const [key = '', ...rest] = word.split('=');
        return [key, rest.join('=')];
      }),
    ),
    credentials: all('LoadCredential').map((word) => word.split(':') as [string, string]),
  };
}

const dir = tempDir();
const at = (path: string): string => join(dir.path, path);
let database: RealPostgres;
let redis: ChildProcess;
let nginx: RealProxy;
const instances: ChildProcess[] = [];

/** A machine's own folders are this test's, and its ports free ones; nothing else is changed. */
const onThisMachine = (text: string): string =>
  text
    .replaceAll('/srv/posture', at('srv'))
    .replaceAll('/etc/posture', at('etc'))
    .replaceAll('/usr/local/lib/posture', at('lib'));

async function raiseStores(): Promise<{ redisPort: number }> {
  database = await runPostgres({
    conf: golden(`${DATABASE}/postgresql.conf`),
    hba: golden(`${DATABASE}/pg_hba.conf`),
  });
  const setup = withoutAudit(golden(`${DATABASE}/setup.sql`));
  expect(database.psql(setup, { PASSWORD_CLASSIFIER: PASSWORDS.classifier }).code).toBe(0);
  const redisPort = await freePort();
  const conf = golden(`${HOSTS}/redis/redis-sessions.conf`)
    .replace('/run/credentials/redis-server@sessions.service/requirepass.conf', at('requirepass'))
    .replace('/run/credentials/redis-server@sessions.service/tls.pem', CERTIFICATE)
    .replace('/run/credentials/redis-server@sessions.service/tls.key', KEY)
    .replaceAll(/\/(?:var\/lib|var\/log|run)\/redis-sessions/g, dir.path)
    .replace('tls-port 6379', `tls-port ${redisPort}`);
  writeFileSync(at('requirepass'), `requirepass "${PASSWORDS.redis}"\n`);
  writeFileSync(at('redis.conf'), conf);
  redis = spawn('redis-server', [at('redis.conf')], { stdio: 'ignore' });
  await untilListening(redisPort);
  return { redisPort };
}

/** What bin/make-secrets and a person lay into the machine. */
function laySecrets(redisPort: number): void {
  mkdirSync(at('etc/secrets/classifier'), { recursive: true });
  mkdirSync(at('etc/tls'));
  mkdirSync(at('srv/classifier'), { recursive: true });
  mkdirSync(at('lib'));
  writeFileSync(at('etc/tls/stores.pem'), readFileSync(CERTIFICATE));
  symlinkSync(join(EXAMPLE, 'services/classifier'), at('srv/classifier/current'));
  symlinkSync(join(EXAMPLE, 'models'), at('srv/models'));
  writeFileSync(at('lib/with-credentials'), golden(`${HOSTS}/bin/with-credentials`), {
    mode: 0o755,
  });
  const trust = `sslmode=verify-full&sslrootcert=${at('etc/tls/stores.pem')}`;
  const [word, redisWord] = [PASSWORDS.classifier, PASSWORDS.redis].map(encodeURIComponent);
  const files = {
    'classifier/predictions-url': `postgres://classifier:${word}@127.0.0.1:${database.port}/predictions?${trust}`,
    'classifier/sessions-url': `rediss://:${redisWord}@127.0.0.1:${redisPort}/0`,
    'identity-key': SECRETS.IDENTITY_KEY,
    'device-keys': SECRETS.DEVICE_KEYS,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(at(`etc/secrets/${name}`), text);
}

/**
 * No systemd runs here: what it would do for the program is done from the unit's own lines. Limits and
 * confinement are not tried by this.
 */
async function start(instance: number, port: number): Promise<void> {
  const { command, waits, folder, environment, credentials } = unitOf(
    `${HOSTS}/systemd/classifier@.service`,
    instance,
  );
  const given = at(`credentials-${instance}`);
  mkdirSync(given);
  for (const [name, file] of credentials)
    writeFileSync(join(given, name), readFileSync(onThisMachine(file)));
  const [program = '', ...words] = command.map(onThisMachine);
  const env = Object.fromEntries(
    Object.entries(environment).map(([key, value]) => [key, onThisMachine(value)]),
  );
  const own = { PORT: String(port), CREDENTIALS_DIRECTORY: given };
  // Node is the test's: which one a machine has, the plan does not decide.
  const PATH = `${env.PATH}:${fileURLToPath(new URL('../../node_modules/.bin', import.meta.url))}`;
  const withNode = { ...env, ...own, PATH: PATH.split(':').reverse().join(':') };
  const cwd = onThisMachine(folder);
  instances.push(
    spawn(program, words, { cwd, env: withNode, stdio: ['ignore', 'ignore', 'inherit'] }),
  );
  await untilListening(port);
  // Started is what says it is ready, as the unit asks.
  const [ask = '', ...how] = waits.map((word) => word.replace(`:${instance}/`, `:${port}/`));
  expect(spawnSync(ask, how, { timeout: 30_000 }).status).toBe(0);
}

beforeAll(async () => {
  const { redisPort } = await raiseStores();
  laySecrets(redisPort);
  const [one, two] = [await freePort(), await freePort()];
  await start(8000, one);
  await start(8001, two);
  const moved = { 8000: one, 8001: two };
  const sites = fileURLToPath(new URL('../golden/posture/production/nginx/', import.meta.url));
  nginx = await runNginx(sites, 'edge', moved);
});

afterAll(async () => {
  await nginx?.[Symbol.asyncDispose]();
  await Promise.all(instances.map((one) => end(one, 'SIGTERM')));
  if (redis) await end(redis, 'SIGTERM');
  await database?.[Symbol.asyncDispose]();
  dir[Symbol.dispose]();
});

describe('posture raised from generated files alone: units, SQL, Redis, nginx', () => {
  it.each(POSTURE_SUITE)('%s', async (_name, run) => {
    await run({ port: nginx.securePort, ca: nginx.ca });
  });

  it('keeps its tables with the owner that the setup made', () => {
    const asked = `SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'`;
    expect(database.psql(asked, { PGDATABASE: 'predictions' }).said).toBe('predictions_owner');
  });

  it('hands a program its secrets by credentials and by nothing in the unit', () => {
    const { environment, credentials } = unitOf(`${HOSTS}/systemd/classifier@.service`, 8000);
    expect(credentials.map(([name]) => name).toSorted()).toEqual([
      'device-keys',
      'identity-key',
      'predictions-url',
      'sessions-url',
    ]);
    expect(Object.keys(environment).toSorted()).toEqual([
      'HOST',
      'LOG_LEVEL',
      'MODELS_DIR',
      'NODE_EXTRA_CA_CERTS',
      'PATH',
      'PORT',
      'RATE_LIMIT',
    ]);
  });
});
