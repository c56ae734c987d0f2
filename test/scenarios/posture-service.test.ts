import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { play } from '../../examples/posture/client/player.ts';
import { pseudonymOf } from '../../examples/posture/services/classifier/identity.ts';
import { asDevice, ask, asUser, aWindow, openSocket, postSlowly } from './posture-client.ts';
import { type Instance, SECRETS, startInstance } from './posture-instance.ts';
import { openStores, type Stores } from './posture-stores.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/posture/', import.meta.url));
const SOON = { timeout: 1_000, interval: 20 };

let stores: Stores;
let database: Client;
let one: Instance;
let two: Instance;

/** Every test of rates has a device of its own. */
const predictions = (instance: Instance, as = asDevice('a'), body: unknown = aWindow()) =>
  ask(`${instance.url}/api/predictions`, { method: 'POST', as, body });

const rowsOf = async (pseudonym: string) => {
  const { rows } = await database.query(
    'select model_version, label, release from predictions where pseudonym = $1 order by time',
    [pseudonym],
  );
  return rows;
};

beforeAll(async () => {
  stores = await openStores();
  // Together, on an empty database: the migrations must not collide.
  [one, two] = await Promise.all([
    startInstance(stores, { env: { HANOK_RELEASE: 'r1', HANOK_INSTANCE: 'one' } }),
    startInstance(stores, { env: { HANOK_RELEASE: 'r1', RATE_LIMIT: '5/min' } }),
  ]);
  database = new Client({ connectionString: stores.predictionsUrl });
  await database.connect();
});

afterAll(async () => {
  await database?.end();
  await Promise.all([one?.stop(), two?.stop()]);
  await stores?.close();
});

describe('two instances of the posture service', () => {
  it('apply each migration once although they start together', async () => {
    const { rows } = await database.query('select name from migrations order by name');
    expect(rows.map(({ name }) => name)).toEqual([
      '001-users-and-models.sql',
      '002-predictions.sql',
      '003-connections.sql',
    ]);
    const applied = [...one.log, ...two.log].filter((line) => line.includes('migrations applied'));
    expect(applied).toHaveLength(1);
  });

  it('say they are live and ready, and answer a smoke test without a row', async () => {
    const before = await database.query('select count(*) from predictions');
    expect((await ask(`${one.url}/health`)).body).toEqual({
      status: 'live',
      release: 'r1',
      instance: 'one',
    });
    expect((await ask(`${one.url}/ready`)).status).toBe(200);
    expect((await ask(`${one.url}/smoke`)).body).toMatchObject({ label: 'walking', release: 'r1' });
    expect((await database.query('select count(*) from predictions')).rows).toEqual(before.rows);
  });

  it('answer a window over REST and log it under a pseudonym only', async () => {
    const { status, body } = await predictions(one, asDevice('thermostat-7'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ label: 'laying', modelVersion: '2026.11.1' });
    const pseudonym = pseudonymOf(SECRETS.IDENTITY_KEY, 'device', 'thermostat-7');
    await expect
      .poll(() => rowsOf(pseudonym), SOON)
      .toEqual([{ model_version: '2026.11.1', label: 'laying', release: 'r1' }]);
    const mine = await ask(`${one.url}/api/predictions?limit=5`, { as: asDevice('thermostat-7') });
    expect(mine.body.predictions).toHaveLength(1);
    expect(one.log.join()).not.toContain('thermostat');
  });

  it('keep what was measured of each model, and count its answers by the hour', async () => {
    const measured = await database.query(
      'select version, balanced_accuracy > 0.85 as good from model_performance order by version',
    );
    expect(measured.rows).toEqual([
      { version: '2026.11.0', good: true },
      { version: '2026.11.1', good: true },
    ]);
    const counted = await database.query(
      `select (select sum(predictions) from model_hours) = (select count(*) from predictions) as all`,
    );
    expect(counted.rows).toEqual([{ all: true }]);
  });

  it('answer windows and sliding samples over a WebSocket and note the connection', async () => {
    const socket = await openSocket(one.url, [], asDevice('watch'));
    socket.send({ id: 'x', ...aWindow() });
    expect(await socket.next()).toMatchObject({ id: 'x', label: 'laying' });
    // 192 samples are one window and half of the next one: two windows.
    for (const _ of [1, 2, 3]) socket.send({ samples: aWindow().samples.slice(0, 64) });
    expect(await socket.next()).toMatchObject({ label: 'laying' });
    expect(await socket.next()).toMatchObject({ label: 'laying' });
    socket.send({ id: 3, rateHz: 50, samples: [] });
    expect(await socket.next()).toMatchObject({ id: 3, error: { code: 'samples' } });
    socket.close();
    await socket.closed;
    const pseudonym = pseudonymOf(SECRETS.IDENTITY_KEY, 'device', 'watch');
    const history =
      'select kind, code, closed >= opened as ended from connections where pseudonym = $1';
    await expect
      .poll(async () => (await database.query(history, [pseudonym])).rows, SOON)
      .toEqual([{ kind: 'device', code: 1000, ended: true }]);
  });

  it('let a browser log in by a first message or by a subprotocol', async () => {
    const bearer = await asUser(one.url, 'sora');
    const first = await openSocket(one.url, ['posture']);
    first.send({ authorization: bearer });
    expect(await first.next()).toEqual({ authorized: true });
    first.close();
    const carrier = `authorization.${Buffer.from(bearer).toString('base64url')}`;
    const second = await openSocket(one.url, ['posture', carrier]);
    second.send(aWindow());
    expect(await second.next()).toMatchObject({ label: 'laying' });
    second.close();
    const third = await openSocket(one.url, ['posture']);
    third.send({ authorization: 'Bearer nobody' });
    expect(await third.next()).toMatchObject({ error: { code: 'unauthorized' } });
    expect(await third.closed).toBe(4401);
  });

  it('keep users without clear names and end a session for good', async () => {
    const bearer = await asUser(one.url, 'Minjun');
    expect((await predictions(two, bearer)).status).toBe(200);
    const again = { name: 'minjun', password: 'another password' };
    expect((await ask(`${one.url}/api/users`, { method: 'POST', body: again })).status).toBe(409);
    expect((await ask(`${one.url}/api/sessions`, { method: 'POST', body: again })).status).toBe(
      401,
    );
    const { rows } = await database.query('select * from users');
    expect(JSON.stringify(rows).toLowerCase()).not.toContain('minjun');
    await ask(`${one.url}/api/sessions`, { method: 'DELETE', as: bearer });
    expect((await predictions(one, bearer)).status).toBe(401);
  });

  it('switch the model together, for users only', async () => {
    const switched = { method: 'POST', body: { version: '2026.11.0' } };
    const path = '/api/models/active';
    expect((await ask(one.url + path, { ...switched, as: asDevice('a') })).status).toBe(403);
    const as = await asUser(one.url, 'jiwoo');
    expect((await ask(one.url + path, { ...switched, as })).status).toBe(200);
    const activeOf = async ({ url }: Instance) => (await ask(`${url}/ready`)).body.model;
    expect(await activeOf(one)).toBe('2026.11.0');
    await expect.poll(() => activeOf(two), SOON).toBe('2026.11.0');
    await ask(one.url + path, { ...switched, as, body: { version: '2026.11.1' } });
    const { body } = await ask(`${one.url}/api/models`, { as });
    expect(body.models).toMatchObject([
      { version: '2026.11.0', active: false },
      { version: '2026.11.1', active: true },
    ]);
  });

  it('keep each principal to its rate limit', async () => {
    const answers: number[] = [];
    for (let i = 0; i < 7; i++) answers.push((await predictions(two, asDevice('eager'))).status);
    expect(answers).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect((await predictions(two, asDevice('calm'))).status).toBe(200);
  });

  it('answer a repeated window from Redis', async () => {
    const body = aWindow();
    const answers = [
      await predictions(one, undefined, body),
      await predictions(one, undefined, body),
    ];
    expect(answers[1]?.body).toEqual(answers[0]?.body);
    const metrics = await (await fetch(`${one.url}/metrics`)).text();
    expect(metrics).toMatch(/^posture_cache_hits_total 1$/m);
  });

  it.each([
    ['no credential', 401, undefined, aWindow()],
    ['a forged credential', 401, 'Device a.AAAA', aWindow()],
    ['a body that is no JSON', 400, asDevice('b'), '{'],
    ['a body that is a list', 400, asDevice('b'), []],
    ['too few samples', 400, asDevice('b'), { rateHz: 50, samples: [[0, 0, 1, 0, 0, 0]] }],
    ['an impossible rate', 400, asDevice('b'), { ...aWindow(), rateHz: 5 }],
    ['a body over 256 KiB', 413, asDevice('b'), ' '.repeat(300 * 1024)],
  ])('refuse %s with %i', async (_, status, as, body) => {
    const options = { method: 'POST', body, ...(as === undefined ? {} : { as }) };
    const said = await ask(`${one.url}/api/predictions`, options);
    expect(said.status).toBe(status);
    expect(said.body).toMatchObject({ error: { code: expect.any(String) } });
  });

  it('refuse another media type, another method and an unknown path', async () => {
    const as = { authorization: asDevice('b') };
    const url = `${one.url}/api/predictions`;
    const plain = { method: 'POST', body: '{}', headers: { ...as, 'content-type': 'text/plain' } };
    expect((await fetch(url, plain)).status).toBe(415);
    expect((await fetch(url, { method: 'PUT' })).headers.get('allow')).toBe('POST, GET');
    expect((await fetch(`${one.url}/etc/passwd`)).status).toBe(404);
  });
});

describe('an instance told to stop', () => {
  it('answers what is in flight, closes sockets with 1012, writes its rows and exits 0', async () => {
    const leaving = await startInstance(stores);
    const socket = await openSocket(leaving.url, [], asDevice('leaver'));
    await predictions(leaving, asDevice('leaver'));
    const slow = postSlowly(`${leaving.url}/api/predictions`, asDevice('leaver'));
    await slow.started;
    const exited = leaving.stop();
    expect(await socket.closed).toBe(1012);
    expect((await ask(`${leaving.url}/ready`)).status).toBe(503);
    slow.finish();
    expect(await slow.answer).toEqual({ status: 200, connection: 'close' });
    expect(await exited).toBe(0);
    const pseudonym = pseudonymOf(SECRETS.IDENTITY_KEY, 'device', 'leaver');
    expect(await rowsOf(pseudonym)).toHaveLength(2);
  });
});

describe('a copy of the service with an overlay', () => {
  it('answers 500 for some windows while health, readiness and smoke stay green', async () => {
    const folder = mkdtempSync(join(EXAMPLE, 'services', '.copy-'));
    try {
      cpSync(join(EXAMPLE, 'services', 'classifier'), folder, { recursive: true });
      cpSync(join(EXAMPLE, 'regressions', 'answers-500'), folder, { recursive: true });
      const name = folder.slice(EXAMPLE.length);
      const bad = await startInstance(stores, { folder: name, env: { HANOK_RELEASE: 'bad' } });
      const { DEVICE_KEYS: deviceKeys } = SECRETS;
      const played = await play({
        baseUrl: bad.url,
        deviceKeys,
        clients: 4,
        rate: 150,
        seconds: 2,
        transport: 'rest',
      });
      expect(played.failed).toEqual([]);
      expect(played.byStatus['500']).toBeGreaterThan(3);
      expect(played.byStatus['500']).toBeLessThan(40);
      const green = ['/health', '/ready', '/smoke'].map((path) => ask(bad.url + path));
      expect((await Promise.all(green)).map(({ status }) => status)).toEqual([200, 200, 200]);
      expect(await bad.stop()).toBe(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
