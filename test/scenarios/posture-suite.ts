import { once } from 'node:events';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import { asDevice, aWindow } from './posture-client.ts';

/** A way to the posture system: the gateway, nginx, HAProxy. */
export interface Way {
  readonly port: number;
  /** The certificate it is known by, when it speaks TLS. */
  readonly ca?: string;
}

interface Words {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** One request to the system's own host. */
export async function call({ port, ca }: Way, path: string, words: Words = {}) {
  const body = words.body === undefined ? '' : JSON.stringify(words.body);
  const options = {
    port,
    host: '127.0.0.1',
    path,
    method: words.method ?? 'GET',
    agent: false,
    headers: {
      host: 'posture.example',
      ...(body === ''
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
      ...words.headers,
    },
    ...(ca === undefined ? {} : { ca, servername: 'localhost' }),
  };
  const req = (ca === undefined ? plainRequest : secureRequest)(options).end(body);
  const [res] = await once(req, 'response');
  const text = (await res.setEncoding('utf8').toArray()).join('');
  const isJson = String(res.headers['content-type']).startsWith('application/json');
  return {
    status: res.statusCode as number,
    headers: res.headers,
    body: isJson ? JSON.parse(text) : text,
  };
}

async function stream(
  { port, ca }: Way,
  as: string,
  message: object,
): Promise<Record<string, unknown>> {
  const address = `${ca === undefined ? 'ws' : 'wss'}://127.0.0.1:${port}/stream`;
  const headers = { host: 'posture.example', authorization: as };
  const socket = new WebSocket(address, {
    headers,
    ...(ca !== undefined && { ca, servername: 'localhost' }),
  });
  await once(socket, 'open');
  socket.send(JSON.stringify(message));
  const [answer] = await once(socket, 'message');
  socket.close(1000);
  const [code] = await once(socket, 'close');
  return { ...JSON.parse(String(answer)), code };
}

const predict = (way: Way, as: string, body: unknown = aWindow()) =>
  call(way, '/api/predictions', { method: 'POST', headers: { authorization: as }, body });

/** What users of the posture system ask of it, whatever stands before it. */
export const POSTURE_SUITE: readonly (readonly [name: string, run: (way: Way) => Promise<void>])[] =
  [
    [
      'shows the page a person opens first',
      async (way) => {
        const { status, headers } = await call(way, '/');
        expect([status, String(headers['content-type'])]).toEqual([
          200,
          expect.stringContaining('text/html'),
        ]);
      },
    ],
    [
      'classifies a window of a device',
      async (way) => {
        const { status, body } = await predict(way, asDevice('suite'));
        expect([status, body.label, body.modelVersion]).toEqual([200, 'laying', '2026.11.1']);
      },
    ],
    [
      'turns away who shows nothing, and who shows something else',
      async (way) => {
        expect((await predict(way, '')).status).toBe(401);
        expect((await predict(way, 'Device made-up')).status).toBe(401);
      },
    ],
    [
      'says what is wrong with a window',
      async (way) => {
        expect((await predict(way, asDevice('suite'), { rateHz: 50, samples: [] })).status).toBe(
          400,
        );
      },
    ],
    [
      'lets a person register, log in and ask',
      async (way) => {
        const body = { name: `suite-${way.port}`, password: 'correct horse battery' };
        expect((await call(way, '/api/users', { method: 'POST', body })).status).toBe(201);
        const { body: session } = await call(way, '/api/sessions', { method: 'POST', body });
        expect((await predict(way, `Bearer ${session.token}`)).status).toBe(200);
      },
    ],
    [
      'answers over a WebSocket',
      async (way) => {
        const answer = await stream(way, asDevice('suite'), { id: 'x', ...aWindow() });
        expect(answer).toMatchObject({ id: 'x', label: 'laying', code: 1000 });
      },
    ],
    [
      'refuses a body that is larger than the plan admits',
      async (way) => {
        const body = { padding: 'x'.repeat(300 * 1_024) };
        expect((await predict(way, asDevice('suite'), body)).status).toBe(413);
      },
    ],
    [
      'does not take a path that only begins alike for the route',
      async (way) => {
        const body = { padding: 'x'.repeat(300 * 1_024) };
        // Another route's limit: the service itself says that there is nothing.
        expect((await call(way, '/api/predictionsx', { method: 'POST', body })).status).not.toBe(
          413,
        );
      },
    ],
  ];
