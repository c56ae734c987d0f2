import { once } from 'node:events';
import { copyFile } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import { connect as connectPlain } from 'node:net';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { ask as askPlain, type Shape, Stage } from './gateway-kit.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.raise();
});
afterEach(() => stage.close());

const files = () => ({ cert: join(stage.home, 'cert.pem'), key: join(stage.home, 'key.pem') });

/** Puts one of the two certificates where the table says. */
async function install(name: 'one' | 'two', { key = name } = {}): Promise<void> {
  const fixture = (file: string) =>
    fileURLToPath(new URL(`../fixtures/tls/${file}`, import.meta.url));
  await copyFile(fixture(`${name}.cert.pem`), files().cert);
  await copyFile(fixture(`${key}.key.pem`), files().key);
}

async function openSecure(more: Partial<Shape> = {}) {
  await install('one');
  const one = await stage.backend('one');
  const shape = { stable: [one], tls: files(), ...more };
  return { shape, ...(await stage.open(shape)) };
}

async function ask(
  port: number,
  { agent = new Agent(), method = 'GET', body = '', headers = {} } = {},
) {
  const where = { port, host: '127.0.0.1', path: '/', rejectUnauthorized: false };
  const req = request({ ...where, agent, method, headers });
  req.end(body);
  const [res] = await once(req, 'response');
  const socket = res.socket as TLSSocket;
  const served = { by: nameOf(socket), protocol: socket.getProtocol() };
  const words = (await res.setEncoding('utf8').toArray()).join('');
  return { status: res.statusCode, headers: res.headers, body: words, ...served };
}

const nameOf = (socket: TLSSocket) => socket.getPeerCertificate().subject.CN;

it('speaks HTTPS, bodies included, and tells instances and browsers so', async () => {
  const { port } = await openSecure();
  const page = await ask(port, { headers: { accept: 'text/html' } });
  expect([page.status, page.by, page.protocol]).toEqual([200, 'one.test', 'TLSv1.3']);
  expect(page.headers['set-cookie']?.[0]).toMatch(/; Secure$/);
  expect(JSON.parse(page.body).headers['x-forwarded-proto']).toBe('https');
  const upload = await ask(port, { method: 'POST', body: 'x'.repeat(300_000) });
  expect(JSON.parse(upload.body).bytes).toBe(300_000);
});

it('speaks no TLS older than 1.2', async () => {
  const { port } = await openSecure();
  const at = { port, host: '127.0.0.1', rejectUnauthorized: false };
  const enough = connect({ ...at, maxVersion: 'TLSv1.2' });
  await once(enough, 'secureConnect');
  expect(enough.getProtocol()).toBe('TLSv1.2');
  enough.destroy();
  const old = connect({ ...at, minVersion: 'TLSv1', maxVersion: 'TLSv1.1' });
  await expect(once(old, 'secureConnect')).rejects.toThrow();
});

it('tells who speaks plain HTTP to it what to do instead', async () => {
  const { port } = await openSecure();
  const refused = await askPlain(port, '/');
  expect([refused.status, refused.headers['x-hanok-error']]).toEqual([400, 'tls-needed']);
  expect(refused.body).toContain('https://');
  expect((await ask(port)).status).toBe(200);
});

it('survives whoever speaks neither', async () => {
  const { port } = await openSecure();
  const rude = connectPlain(port, '127.0.0.1').on('error', () => undefined);
  rude.resume().end(Buffer.from([0x16, 3, 1, 0, 5, 1, 2, 3, 4, 5]));
  await once(rude, 'close');
  const silent = connectPlain(port, '127.0.0.1');
  await once(silent, 'connect');
  silent.destroy();
  expect((await ask(port)).status).toBe(200);
});

it('carries a WebSocket over TLS', async () => {
  const { port } = await openSecure();
  const socket = new WebSocket(`wss://127.0.0.1:${port}/`, { rejectUnauthorized: false });
  await once(socket, 'open');
  socket.send('hello');
  expect(String((await once(socket, 'message'))[0])).toBe('one hello');
  socket.close();
});

it('takes a renewed certificate without dropping a connection', async () => {
  const { port, shape } = await openSecure();
  const kept = new Agent({ keepAlive: true, maxSockets: 1 });
  const socket = new WebSocket(`wss://127.0.0.1:${port}/`, { rejectUnauthorized: false });
  await once(socket, 'open');
  expect((await ask(port, { agent: kept })).by).toBe('one.test');
  await install('two');
  await stage.change(shape);
  expect((await ask(port, { agent: kept })).by).toBe('one.test');
  expect((await ask(port)).by).toBe('two.test');
  socket.send('still here');
  expect(String((await once(socket, 'message'))[0])).toBe('one still here');
  socket.close();
  kept.destroy();
});

it('keeps the certificate it has when the new one is of no use', async () => {
  const { port, shape } = await openSecure();
  await install('two', { key: 'one' });
  await expect(stage.change(shape)).rejects.toThrow('do not fit together');
  expect((await ask(port)).by).toBe('one.test');
});

it('does not change between HTTP and HTTPS while it runs', async () => {
  const { shape } = await openSecure();
  const { tls: _, ...plain } = shape;
  await expect(stage.change(plain)).rejects.toThrow('listen: cannot change');
});

it('finishes what is in flight over TLS before it ends', async () => {
  const { port, child } = await openSecure();
  const req = request({ port, host: '127.0.0.1', path: '/slow', rejectUnauthorized: false }).end();
  await once(req, 'socket');
  await new Promise((resolve) => setTimeout(resolve, 60));
  const ended = once(child, 'exit');
  await stage.control.drain();
  const [res] = await once(req, 'response');
  expect(res.statusCode).toBe(200);
  res.resume();
  expect((await ended)[0]).toBe(0);
});
