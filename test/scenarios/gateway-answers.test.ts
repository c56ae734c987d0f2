import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ask, Stage } from './gateway-kit.ts';

let stage: Stage;
const upstreams: Server[] = [];
beforeEach(async () => {
  stage = await Stage.raise();
});
afterEach(async () => {
  await stage.close();
  for (const server of upstreams.splice(0)) server.close();
});

/** A gateway in front of an upstream that answers every request with these pieces, then may end. */
async function answering(pieces: readonly string[], { ends = false } = {}) {
  let requests = '';
  let connections = 0;
  const server = createServer(async (socket) => {
    connections += 1;
    socket.on('error', () => socket.destroy());
    socket.on('data', async (chunk) => {
      requests += chunk.toString('latin1');
      for (const piece of pieces) {
        socket.write(piece);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      if (ends) socket.end();
    });
  }).listen(0, '127.0.0.1');
  upstreams.push(server);
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const gateway = await stage.open({ stable: [{ id: 'one', port }] });
  return { port: gateway.port, requests: () => requests, connections: () => connections };
}

const OK = 'HTTP/1.1 200 OK\r\n';

it.each([
  ['in one piece', [`${OK}Content-Length: 5\r\n\r\nhello`]],
  ['cut inside the head', ['HTTP/1.1 2', '00 OK\r\nContent-Le', 'ngth: 5\r', '\n\r', '\nhello']],
  ['cut inside the body', [`${OK}Content-Length: 5\r\n\r\nhe`, 'llo']],
  ['in chunks', [`${OK}Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n`, '3\r\nllo\r\n0\r\n\r\n']],
  [
    'after a hint',
    [`HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${OK}Content-Length: 5\r\n\r\nhello`],
  ],
])('passes on an answer that comes %s, twice on one connection', async (_, pieces) => {
  const { port, connections } = await answering(pieces);
  for (let turn = 0; turn < 2; turn += 1) {
    const { status, body } = await ask(port, '/');
    expect([status, body]).toEqual([200, 'hello']);
  }
  expect(connections()).toBe(1);
});

it('passes on an answer that the end of the connection ends', async () => {
  const { port } = await answering([`${OK}\r\nhel`, 'lo'], { ends: true });
  expect((await ask(port, '/')).body).toBe('hello');
});

it('waits for no body after HEAD and after 304', async () => {
  const { port } = await answering(['HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n']);
  expect((await ask(port, '/')).status).toBe(304);
  expect((await ask(port, '/', { method: 'HEAD' })).headers['content-length']).toBe('5');
});

it('does not take what follows an answer for the next one', async () => {
  const forged = `${OK}Content-Length: 6\r\n\r\nforged`;
  const { port, connections } = await answering([`${OK}Content-Length: 5\r\n\r\nhello${forged}`]);
  for (let turn = 0; turn < 3; turn += 1) expect((await ask(port, '/')).body).toBe('hello');
  expect(connections()).toBe(3);
});

it.each([
  ['is no HTTP', ['hello\r\n\r\n']],
  ['has two lengths', [`${OK}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nhello`]],
  ['puts a line feed into a header', [`${OK}X-A: b\nX-B: c\r\nContent-Length: 0\r\n\r\n`]],
  ['never has a head', ['HTTP/1.1 200 OK\r\n', `X-A: ${'b'.repeat(70_000)}`]],
])('answers 502 for an answer that %s', async (_, pieces) => {
  const { port } = await answering(pieces, { ends: true });
  expect((await ask(port, '/')).status).toBe(502);
});

it('breaks the answer off when the upstream does', async () => {
  const { port } = await answering([`${OK}Content-Length: 50\r\n\r\nhello`], { ends: true });
  await expect(ask(port, '/')).rejects.toThrow();
});

it('refuses a request whose body has two lengths', async () => {
  const { port, requests } = await answering([`${OK}Content-Length: 0\r\n\r\n`]);
  const socket = connect(port, '127.0.0.1');
  socket.write(
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n',
  );
  const [chunk] = await once(socket, 'data');
  expect(String(chunk)).toMatch(/^HTTP\/1.1 400 /);
  socket.destroy();
  expect(requests()).toBe('');
});

it('asks a client that waits for a word to go on, and drops the word', async () => {
  const { port, requests } = await answering([`${OK}Content-Length: 0\r\n\r\n`]);
  const socket = connect(port, '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n');
  expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1.1 100 /);
  socket.write('hi');
  expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1.1 200 /);
  socket.destroy();
  expect(requests().toLowerCase()).not.toContain('expect');
});
