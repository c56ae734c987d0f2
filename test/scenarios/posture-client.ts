import { request } from 'node:http';
import { WebSocket } from 'ws';
import { openGenerator } from '../../examples/posture/client/generator.ts';
import { deviceCredential } from '../../examples/posture/services/classifier/identity.ts';
import { SECRETS } from './posture-instance.ts';

const generator = openGenerator(2);

/** The whole `Authorization` value of a device. */
export function asDevice(id: string): string {
  return `Device ${deviceCredential(SECRETS.DEVICE_KEYS, id)}`;
}

export function aWindow() {
  return { rateHz: 50, samples: generator.window('laying') };
}

export interface Said {
  readonly status: number;
  readonly body: { readonly [name: string]: unknown };
  readonly headers: Headers;
}

export async function ask(
  url: string,
  { method = 'GET', as, body }: { method?: string; as?: string; body?: unknown } = {},
): Promise<Said> {
  const response = await fetch(url, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(as === undefined ? {} : { authorization: as }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type') === 'application/json';
  return {
    status: response.status,
    body: isJson ? JSON.parse(text) : {},
    headers: response.headers,
  };
}

/** Registers and logs in; gives the whole `Authorization` value. */
export async function asUser(url: string, name: string): Promise<string> {
  const body = { name, password: 'correct horse battery' };
  await ask(`${url}/api/users`, { method: 'POST', body });
  const { body: session } = await ask(`${url}/api/sessions`, { method: 'POST', body });
  return `Bearer ${session.token}`;
}

export interface Socket {
  send(message: unknown): void;
  next(): Promise<Record<string, unknown>>;
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
  close(): void;
}

export async function openSocket(url: string, protocols: string[], as?: string): Promise<Socket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/stream`, protocols, {
    headers: as === undefined ? {} : { authorization: as },
  });
  const arrived: Record<string, unknown>[] = [];
  const wanted: ((message: Record<string, unknown>) => void)[] = [];
  socket.on('message', (text) => {
    const message = JSON.parse(String(text));
    const want = wanted.shift();
    if (want) want(message);
    else arrived.push(message);
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return {
    send: (message) => socket.send(JSON.stringify(message)),
    next: () => {
      const message = arrived.shift();
      if (message) return Promise.resolve(message);
      return new Promise((resolve) => {
        wanted.push(resolve);
      });
    },
    closed: new Promise((resolve) => {
      socket.once('close', resolve);
    }),
    close: () => socket.close(1000),
  };
}

/** A prediction whose body arrives in two halves, the second one when `finish` is called. */
export function postSlowly(url: string, as: string) {
  const body = JSON.stringify(aWindow());
  const headers = {
    authorization: as,
    'content-type': 'application/json',
    'content-length': body.length,
  };
  const asked = request(url, { method: 'POST', headers });
  const answer = new Promise((resolve, reject) => {
    asked.once('error', reject);
    asked.once('response', (response) => {
      response.resume();
      const { statusCode: status, headers: given } = response;
      response.once('end', () => resolve({ status, connection: given.connection }));
    });
  });
  const half = body.length >> 1;
  const started = new Promise<void>((resolve) => {
    asked.write(body.slice(0, half), () => setTimeout(resolve, 50));
  });
  return { answer, started, finish: () => asked.end(body.slice(half)) };
}
