import { chmodSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { Failure } from '#kernel';
import { type Guards, printMetrics } from './counters.ts';
import { GATEWAY_FAILURES } from './failures.ts';
import type { RolloutTally } from './tally.ts';

/** How a gateway is, at one moment. */
export interface GatewayStatus {
  readonly pid: number;
  readonly revision: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** A different word after every start of the process. */
  readonly epoch: string;
  readonly listen: { readonly host: string; readonly port: number };
  /** Departed instances stay until nothing is in flight on them. */
  readonly instances: readonly InstanceStatus[];
  /** Sessions alive, by service; services that split by request have none. */
  readonly sessions: Readonly<Record<string, number>>;
  /** By service, since the gateway started: all requests, and those answered 5xx or not at all. */
  readonly served: Readonly<Record<string, { readonly requests: number; readonly failed: number }>>;
  /** By service, since the gateway started. */
  readonly guards: Readonly<Record<string, Readonly<Guards>>>;
  /** Services that hold their new requests: how many, and for how long at most from now. */
  readonly paused: Readonly<Record<string, { readonly held: number; readonly leftMs: number }>>;
  readonly inFlight: number;
  readonly retries: number;
  readonly draining: boolean;
}

export interface InstanceStatus {
  readonly service: string;
  readonly id: string;
  readonly side: 'stable' | 'candidate';
  /** Requests and WebSockets. */
  readonly inFlight: number;
  /** Of these, WebSockets. */
  readonly sockets: number;
  readonly departed: boolean;
  /** It gets nothing new for a while, because it failed. */
  readonly passedOver: boolean;
}

/** What the control socket asks of the gateway. */
export interface Controlled {
  /** Reads the table again and answers its revision; throws a Failure and changes nothing. */
  reload(): Promise<number>;
  status(): GatewayStatus;
  tally(service: string): RolloutTally | undefined;
  /** Holds the new requests of a service for at most `ms`; false when there is no such service. */
  pause(service: string, ms: number): boolean;
  /** Lets them go, in order. */
  resume(service: string): boolean;
  measured(): Parameters<typeof printMetrics>[0];
  drain(): void;
}

type Answer = readonly [status: number, body: unknown];

/** Serves control on a Unix socket that only this user may open. */
export async function openControl(path: string, gateway: Controlled): Promise<Server> {
  await clear(path);
  const server = createServer((req, res) => {
    answer(req, res, gateway).catch(() => res.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    const mask = process.umask(0o177);
    server.listen(path, () => resolve());
    process.umask(mask);
  });
  chmodSync(path, 0o600);
  return server;
}

async function answer(
  req: IncomingMessage,
  res: ServerResponse,
  gateway: Controlled,
): Promise<void> {
  const url = new URL(req.url ?? '/', 'http://control');
  const [status, body] = await route(`${req.method} ${url.pathname}`, url, gateway);
  const text = typeof body === 'string';
  res.writeHead(status, {
    'content-type': text ? 'text/plain; version=0.0.4' : 'application/json',
  });
  res.end(text ? body : JSON.stringify(body));
}

async function route(asked: string, url: URL, gateway: Controlled): Promise<Answer> {
  switch (asked) {
    case 'POST /table':
      return reload(gateway);
    case 'GET /status':
      return [200, gateway.status()];
    case 'GET /tally': {
      const tally = gateway.tally(url.searchParams.get('service') ?? '');
      return tally ? [200, tally] : [404, { error: 'no rollout of this service' }];
    }
    case 'POST /pause':
    case 'POST /resume':
      return hold(url, gateway);
    case 'GET /metrics':
      return [200, printMetrics(gateway.measured())];
    case 'POST /drain':
      gateway.drain();
      return [202, { draining: true }];
    default:
      return [404, { error: 'unknown request' }];
  }
}

/** Clients do not wait longer, and a forgotten pause is an outage. */
const LONGEST_PAUSE_MS = 60_000;

function hold({ pathname, searchParams }: URL, gateway: Controlled): Answer {
  const service = searchParams.get('service') ?? '';
  const ms = Number(searchParams.get('ms'));
  if (pathname === '/pause' && !(ms >= 1 && ms <= LONGEST_PAUSE_MS)) {
    const error = {
      en: `a pause lasts from 1 to ${LONGEST_PAUSE_MS} ms`,
      ko: `멈춤은 1~${LONGEST_PAUSE_MS} ms여야 한다`,
    };
    return [400, { error }];
  }
  const known = pathname === '/pause' ? gateway.pause(service, ms) : gateway.resume(service);
  if (known) return [200, {}];
  const error = { en: `there is no service ${service}`, ko: `서비스 ${service}이(가) 없다` };
  return [404, { error }];
}

async function reload(gateway: Controlled): Promise<Answer> {
  try {
    return [200, { revision: await gateway.reload() }];
  } catch (error) {
    if (error instanceof Failure) return [400, { error: error.text, code: error.code }];
    throw error;
  }
}

/** Removes the socket that a dead gateway left behind; a live one is a Failure. */
async function clear(path: string): Promise<void> {
  const alive = await new Promise<boolean>((resolve) => {
    const probe = connect(path, () => resolve(true)).on('error', () => resolve(false));
    probe.once('close', () => probe.destroy()).end();
  });
  if (alive) {
    throw new Failure(GATEWAY_FAILURES.controlTaken, {
      en: `a gateway already answers on ${path}`,
      ko: `이미 다른 게이트웨이가 ${path}에서 응답한다`,
    });
  }
  rmSync(path, { force: true });
}
