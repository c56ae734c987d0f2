import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Assignment, assign } from './assignment.ts';
import { type Advice, type ErrorCode, errorPage } from './error-pages.ts';
import { type Inbound, readInbound, vouch } from './headers.ts';
import type { Instance } from './instance.ts';
import { isElsewhere, pick } from './pick.ts';
import { printHead } from './print-head.ts';
import { peerOf, type RequestProxy, toTarget } from './proxy.ts';
import type { LiveRoute } from './routing.ts';
import { type Ends, Tunnel } from './tunnel.ts';

/** A handshake that is under way. */
interface Handshake {
  readonly req: IncomingMessage;
  readonly socket: Socket;
  readonly head: Buffer;
  readonly route: LiveRoute;
  readonly inbound: Inbound;
  readonly assignment: Assignment;
  readonly startedAt: number;
  attempts: number;
}

/** The WebSocket connections of a gateway. */
export class Tunnels {
  readonly #proxy: RequestProxy;
  readonly #open = new Set<Tunnel>();
  #opening = 0;

  constructor(proxy: RequestProxy) {
    this.#proxy = proxy;
  }

  /** Connections, and handshakes under way. */
  get size(): number {
    return this.#open.size + this.#opening;
  }

  /** Takes over a connection that asks to become a WebSocket. */
  open(req: IncomingMessage, socket: Socket, head: Buffer, door?: string): void {
    socket.on('error', () => socket.destroy());
    const inbound = readInbound(req.rawHeaders);
    const target = toTarget(req);
    const route = this.#proxy.routeOf(target, door);
    if (!route) {
      refuse(socket, 'no-route', inbound.accept);
      return;
    }
    const address = peerOf(req);
    const { method } = req;
    const hindrance = this.#proxy.hindranceOf(route, { inbound, method, address });
    if (hindrance) {
      refuse(socket, hindrance.code, inbound.accept, hindrance);
      this.#proxy.report(hindrance.code, route.service.name);
      return;
    }
    const asking = { inbound, method, address, isInside: route.isInside };
    const assignment = assign(this.#proxy, route.service, asking);
    vouch(inbound, { client: assignment.client, address, secure: this.#proxy.secure });
    inbound.forward.push('connection', 'Upgrade', 'upgrade', 'websocket');
    const startedAt = performance.now();
    this.#attempt({ req, socket, head, route, inbound, assignment, startedAt, attempts: 0 });
  }

  /** Tells every client to come back later; for a gateway that is about to end. */
  closeAll(): void {
    for (const tunnel of this.#open) tunnel.sayRestart();
  }

  #attempt(shake: Handshake, except?: Instance): void {
    const { random } = this.#proxy;
    const instance = pick(shake, performance.now(), { random, except });
    if (!instance) {
      this.#fail(shake, 'no-instance');
      return;
    }
    if (shake.attempts === 0 && isElsewhere(shake, instance)) this.#judge(shake, 0);
    shake.attempts += 1;
    instance.take();
    this.#opening += 1;
    const upstream = this.#ask(shake, instance);
    const left = (): void => {
      upstream.destroy();
    };
    shake.socket.once('close', left);
    let settled = false;
    const settle = (next: () => void): void => {
      if (settled) return;
      settled = true;
      this.#opening -= 1;
      shake.socket.off('close', left);
      next();
    };
    upstream.on('upgrade', (answer, socket, head) =>
      settle(() => this.#connect(shake, instance, { answer, socket, head })),
    );
    upstream.on('response', (answer) => settle(() => this.#relay(shake, instance, answer)));
    upstream.on('error', (error) => settle(() => this.#lose(shake, instance, error)));
    upstream.end();
  }

  #ask({ req, route, inbound }: Handshake, { host, port }: Instance): ClientRequest {
    const upstream = request({
      host,
      port,
      path: req.url,
      method: 'GET',
      agent: false,
      headers: inbound.forward,
      setDefaultHeaders: false,
    });
    upstream.setTimeout(route.timeoutMs, () => upstream.destroy(new Error(TIMEOUT)));
    return upstream;
  }

  #connect(
    shake: Handshake,
    instance: Instance,
    { answer, socket, head }: { answer: IncomingMessage; socket: Socket; head: Buffer },
  ): void {
    this.#judge(shake, answer.statusCode ?? 0);
    shake.route.service.credit(instance, answer.statusCode ?? 0);
    // From here on silence is no fault: the ends have their own ways to find each other dead.
    socket.setTimeout(0);
    shake.socket.setTimeout(0);
    const cookie = shake.assignment.setCookie;
    const extra = cookie === undefined ? [] : ['set-cookie', cookie];
    shake.socket.write(
      printHead('101 Switching Protocols', [...without(OURS, answer.rawHeaders), ...extra]),
    );
    if (head.length > 0) socket.unshift(head);
    const ends: Ends = { client: shake.socket, upstream: socket, head: shake.head };
    const tunnel = new Tunnel(ends, (broken) => {
      this.#open.delete(tunnel);
      instance.sockets -= 1;
      instance.release();
      if (broken) this.#judge(shake, 0);
    });
    this.#open.add(tunnel);
    instance.sockets += 1;
    if (this.#proxy.draining) tunnel.sayRestart();
  }

  /** The application said no: its answer goes to the client as it is. */
  #relay(shake: Handshake, instance: Instance, answer: IncomingMessage): void {
    this.#judge(shake, answer.statusCode ?? 0);
    shake.route.service.credit(instance, answer.statusCode ?? 0);
    const headers = [...without(FRAMING, answer.rawHeaders), 'connection', 'close'];
    shake.socket.write(printHead(`${answer.statusCode} ${answer.statusMessage}`, headers));
    answer.pipe(shake.socket);
    answer.on('close', () => instance.release());
  }

  #lose(shake: Handshake, instance: Instance, error: NodeJS.ErrnoException): void {
    instance.release();
    if (shake.socket.destroyed) return;
    this.#judge(shake, 0);
    const { service } = shake.route;
    service.blame(instance, performance.now(), error.code === 'ECONNREFUSED');
    const timedOut = error.message === TIMEOUT;
    if (shake.attempts < 2 && !timedOut && service.mayRetry()) this.#attempt(shake, instance);
    else this.#fail(shake, timedOut ? 'timeout' : 'bad-gateway');
  }

  #fail(shake: Handshake, code: ErrorCode): void {
    refuse(shake.socket, code, shake.inbound.accept);
    this.#proxy.report(code, shake.route.service.name);
  }

  #judge({ assignment, route, startedAt, req }: Handshake, status: number): void {
    const ms = performance.now() - startedAt;
    const { unit, book, side } = assignment;
    route.service.counters[side].count(status, ms);
    const path = req.url as string;
    if (unit && book) book.judge(unit, { status, ms, path }, this.#proxy.clock.now());
  }
}

const TIMEOUT = 'no handshake in time';

function refuse(
  socket: Duplex,
  code: ErrorCode,
  accept: string | undefined,
  advice: Advice = {},
): void {
  const { status, headers, body } = errorPage(code, accept, advice);
  socket.end(printHead(`${status} `, [...headers, 'connection', 'close']) + body);
}

/** What a service says to the gateway alone. */
const OURS = /^x-hanok-(?:side|says)$/i;
/** And what frames a body: it reaches the client without chunks, ended by the connection's end. */
const FRAMING = /^(?:connection|keep-alive|transfer-encoding|x-hanok-(?:side|says))$/i;

function without(names: RegExp, raw: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index] as string;
    if (!names.test(name)) kept.push(name, raw[index + 1] as string);
  }
  return kept;
}
