import { createHash, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { TableTokens } from '#runtime';
import { raised } from '../support/system.ts';
import { byHmac, byRsa, tokenOf, unsigned } from '../support/token.ts';
import { ask, type Backend, Stage } from './gateway-kit.ts';

const SECRET = 'a secret of more than thirty-two bytes';
const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const PEM = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const HS = { alg: 'HS256' };
const inMinutes = (minutes: number): number => Math.floor(Date.now() / 1_000) + minutes * 60;
const CLAIMS = { sub: 'kim', iss: 'https://id.example', exp: inMinutes(10) };
const good = tokenOf(HS, CLAIMS, byHmac(SECRET));
const expired = tokenOf(HS, { ...CLAIMS, exp: inMinutes(-10) }, byHmac(SECRET));
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

let stage: Stage;
let web: Backend;
let port: number;

/** The key's file, with this as its current version. */
async function keep(value: string): Promise<string> {
  const path = join(stage.home, `${createHash('sha256').update(value).digest('hex')}.json`);
  await writeFile(path, JSON.stringify({ version: 1, current: 1, values: { 1: value } }));
  return path;
}

async function force(route: 'needed' | 'checked', over: Partial<TableTokens> = {}): Promise<void> {
  const key = over.key ?? (await keep(SECRET));
  const tokens = { algorithm: 'HS256', skewMs: 1_000, cookie: 'token', ...over, key } as const;
  await stage.change({ stable: [web], tokens, route: { token: route } });
}

beforeAll(async () => {
  stage = await Stage.raise();
  web = await stage.backend('web');
  port = (await stage.open({ stable: [web] })).port;
});
afterAll(() => stage.close());

/** What the instance saw, or how the gateway refused. */
async function tell(headers: Record<string, string>, method = 'GET') {
  const answer = await ask(port, '/', { headers, method });
  const challenge = answer.headers['www-authenticate'];
  if (answer.status !== 200) return { status: answer.status, challenge };
  const seen = (JSON.parse(answer.body) as { headers: Record<string, string> }).headers;
  return { status: 200, subject: seen['x-hanok-subject'] };
}

const refused = (words: string) => ({
  status: 401,
  challenge: `Bearer error="invalid_token", error_description="${words}"`,
});

describe('where a token is needed', () => {
  beforeAll(() => force('needed', { issuer: 'https://id.example' }));

  it('lets a good one in, by header or by cookie, and says inside whose it is', async () => {
    const kim = { status: 200, subject: 'kim' };
    expect(await tell(bearer(good))).toEqual(kim);
    expect(await tell(bearer(good))).toEqual(kim);
    expect(await tell({ cookie: `a=b; token=${good}` })).toEqual(kim);
  });

  it('takes nobody’s word for whose it is', async () => {
    expect(await tell({ ...bearer(good), 'x-hanok-subject': 'root' })).toEqual({
      status: 200,
      subject: 'kim',
    });
    const nameless = tokenOf(HS, { ...CLAIMS, sub: undefined }, byHmac(SECRET));
    expect(await tell({ ...bearer(nameless), 'x-hanok-subject': 'root' })).toEqual({
      status: 200,
      subject: undefined,
    });
  });

  it.each([
    ['nothing', {}, { status: 401, challenge: 'Bearer' }],
    ['an API key', { 'x-api-key': 'key' }, { status: 401, challenge: 'Bearer' }],
    ['a word', bearer('word'), refused('The token is malformed')],
    ['an expired token', bearer(expired), refused('The token has expired')],
    [
      'a token of later',
      bearer(tokenOf(HS, { ...CLAIMS, nbf: inMinutes(5) }, byHmac(SECRET))),
      refused('The token is not valid yet'),
    ],
    [
      'a token of another issuer',
      bearer(tokenOf(HS, { ...CLAIMS, iss: 'me' }, byHmac(SECRET))),
      refused('The token is of another issuer'),
    ],
    [
      'another signature',
      bearer(tokenOf(HS, CLAIMS, byHmac(`not ${SECRET}`))),
      refused('The signature does not verify'),
    ],
    [
      'an unsigned token',
      bearer(tokenOf({ alg: 'none' }, CLAIMS, unsigned)),
      refused('The token is not signed by the algorithm of the key'),
    ],
    [
      'two tokens',
      { authorization: `Bearer ${good}, Bearer ${good}` },
      { status: 401, challenge: 'Bearer' },
    ],
  ])('answers 401 to %s', async (_, headers, answer) => {
    expect(await tell(headers)).toEqual(answer);
  });

  it('lets a browser ask beforehand, which never comes with a token', async () => {
    const asks = { origin: 'https://shop.example', 'access-control-request-method': 'PUT' };
    expect(await tell(asks, 'OPTIONS')).toEqual({ status: 200, subject: undefined });
    expect(await tell(asks)).toEqual({ status: 401, challenge: 'Bearer' });
  });

  it('keeps a WebSocket to the same', async () => {
    const url = `ws://127.0.0.1:${port}/`;
    const socket = new WebSocket(url, { headers: bearer(good) });
    await once(socket, 'open');
    socket.send('hello');
    expect(String((await once(socket, 'message'))[0])).toBe('web hello');
    socket.terminate();
    for (const headers of [{}, bearer(expired)]) {
      const shut = new WebSocket(url, { headers });
      const [error] = (await once(shut, 'error')) as [Error];
      expect(error.message).toBe('Unexpected server response: 401');
    }
  });

  it('counts what it refused', async () => {
    expect((await stage.control.status()).guards.web?.unauthorized).toBeGreaterThan(10);
  });
});

describe('where another way in stands beside tokens', () => {
  beforeAll(() => force('checked'));

  it('leaves what it cannot judge to the service, and refuses a bad token all the same', async () => {
    const nobody = { status: 200, subject: undefined };
    expect(await tell({})).toEqual(nobody);
    expect(await tell({ 'x-api-key': 'key' })).toEqual(nobody);
    expect(await tell(bearer('opaque-key'))).toEqual(nobody);
    expect(await tell({ 'x-hanok-subject': 'root' })).toEqual(nobody);
    expect(await tell(bearer(good))).toEqual({ status: 200, subject: 'kim' });
    expect(await tell(bearer(expired))).toEqual(refused('The token has expired'));
  });
});

describe('where the key is public', () => {
  beforeAll(async () => force('needed', { key: await keep(PEM), algorithm: 'RS256' }));

  it('lets in what its private half signed, and nothing signed with the public half itself', async () => {
    expect(await tell(bearer(tokenOf({ alg: 'RS256' }, CLAIMS, byRsa(rsa.privateKey))))).toEqual({
      status: 200,
      subject: 'kim',
    });
    expect(await tell(bearer(tokenOf(HS, CLAIMS, byHmac(PEM))))).toEqual(
      refused('The token is not signed by the algorithm of the key'),
    );
    expect(await tell(bearer(tokenOf({ alg: 'RS256' }, CLAIMS, byHmac(PEM))))).toEqual(
      refused('The signature does not verify'),
    );
  });

  it('keeps the table in force when the next one has no key for its algorithm', async () => {
    const key = await keep('a shared secret of thirty-two bytes or more');
    await expect(force('needed', { key, algorithm: 'RS256' })).rejects.toThrow(/tokens\.key/);
    expect(await tell(bearer(tokenOf({ alg: 'RS256' }, CLAIMS, byRsa(rsa.privateKey))))).toEqual({
      status: 200,
      subject: 'kim',
    });
  });
});

/** It signs with the secret that the plan gives it, and says whose token the gateway let in. */
const SERVER = `import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
const part = (members) => Buffer.from(JSON.stringify(members)).toString('base64url');
const server = createServer((request, answer) => {
  if (request.url !== '/login') return answer.end(String(request.headers['x-hanok-subject']));
  const text = part({ alg: 'HS256' }) + '.' + part({ sub: 'kim', exp: Date.now() / 1000 + 60 });
  const signature = createHmac('sha256', process.env.TOKEN_KEY).update(text).digest('base64url');
  answer.end(text + '.' + signature);
});
server.listen(Number(process.env.PORT), process.env.HOST);
process.on('SIGTERM', () => { server.close(() => process.exit(0)); server.closeIdleConnections(); });
`;
const PLAN = `import { definePlan, environment, gateway, local, route, secret, service } from 'hanok';
const key = secret('token-key', { rotate: '90 d' });
const shop = service('shop', {
  run: { command: ['node', 'server.ts'], folder: './shop' }, health: { ready: '/login', within: '5 s' },
  uses: [key], stop: { drain: '5 s' }, authenticates: ['jwt'],
});
const routes = [route('/', shop, { allows: ['jwt'] }), route('/login', shop, { allows: ['anybody'] })];
export default definePlan('shopping', {
  asOf: '2026-11-20', roots: [gateway('edge', { routes, tokens: { key } })],
  environments: [environment('local', { on: local({ port: 0 }) })],
});
`;

it('verifies in a raised system what a service signed with the secret they share', async () => {
  await using on = await raised({ 'hanok.plan.ts': PLAN, 'shop/server.ts': SERVER });
  expect(on.up.code).toBe(0);
  const token = await (await fetch(`${on.address}/login`)).text();
  const inside = await fetch(on.address, { headers: bearer(token) });
  expect([inside.status, await inside.text()]).toEqual([200, 'kim']);
  expect((await fetch(on.address)).status).toBe(401);
  // By another spelling nobody gets from the open path to the closed one.
  const { port } = new URL(on.address);
  for (const path of ['/login/../', '/login/%2e%2e/', '/login%2f..%2f', '//', '/%6cogin/../x'])
    expect([path, (await ask(Number(port), path)).status]).not.toEqual([path, 200]);
  expect((await fetch(on.address, { headers: bearer(good) })).status).toBe(401);
  expect((await stat(on.layout.secret('token-key'))).mode & 0o777).toBe(0o600);
  const table = await readFile(on.layout.table, 'utf8');
  const { values } = JSON.parse(await readFile(on.layout.secret('token-key'), 'utf8'));
  expect(table).not.toContain(values[1]);
  expect((await on.status()).unverified).toBeUndefined();
});

it('lets tokens pass as they are without a key, and the status says so', async () => {
  const plan = PLAN.replace(', tokens: { key }', '');
  await using on = await raised({ 'hanok.plan.ts': plan, 'shop/server.ts': SERVER });
  const answer = await fetch(on.address, { headers: { 'x-hanok-subject': 'root' } });
  expect([answer.status, await answer.text()]).toEqual([200, 'undefined']);
  expect((await on.status()).unverified).toEqual(['/']);
  const words = { en: 'Tokens on / pass unverified', ko: '/ 경로의 토큰은 검증 없이 통과한다' };
  for (const language of ['en', 'ko'] as const)
    expect((await on.hanok('status', '--lang', language)).out).toContain(words[language]);
});
