import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock, Random } from '#kernel';
import { assign } from './assignment.ts';
import { ErrorLog } from './error-log.ts';
import { type Advice, type ErrorCode, errorPage } from './error-pages.ts';
import { type Asked, Exchange, type Surroundings } from './exchange.ts';
import { type Inbound, readInbound, vouch } from './headers.ts';
import type { ClientNames } from './identity.ts';
import type { Asker } from './limiter.ts';
import type { LiveRoute, Routing } from './routing.ts';
import { type Caller, challenge } from './tokens.ts';

/** How exactly time-outs are kept, in milliseconds. */
const SWEEP_MS = 50;

/** What a proxy is made of. */
export interface ProxyParts {
  readonly routing: Routing;
  readonly names: ClientNames;
  readonly clock: Clock;
  readonly random: Random;
  /** Clients speak TLS. */
  readonly secure: boolean;
}

/** A request that its route and its service take. */
interface Coming extends Pick<Asked, 'req' | 'res' | 'route' | 'inbound'> {
  readonly address: string;
  /** The client waits for a word before it sends the body. */
  readonly continues: boolean;
  /** It came through an inner door. */
  readonly isInside: boolean;
}

/** How a request came in. */
export interface Manner {
  readonly continues?: boolean;
  /** The service behind the inner door it came through; none for clients. */
  readonly door?: string | undefined;
}

/** Why the gateway does not even try. */
export interface Hindrance extends Advice {
  readonly code: ErrorCode;
}

interface Refusal extends Hindrance {
  readonly accept: string | undefined;
  readonly service?: string;
}

/** Carries requests to instances and answers back. */
export class RequestProxy implements Surroundings {
  readonly routing: Routing;
  readonly names: ClientNames;
  readonly clock: Clock;
  readonly random: Random;
  readonly secure: boolean;
  /** Exchanges that have no answer yet; one sweep looks at all, so that none needs a timer. */
  readonly waiting = new Set<Exchange>();
  /** Answers say `connection: close` from now on. */
  draining = false;
  retries = 0;
  #inFlight = 0;
  readonly #errors = new ErrorLog();
  readonly #sweep: NodeJS.Timeout;

  constructor({ routing, names, clock, random, secure }: ProxyParts) {
    this.routing = routing;
    this.names = names;
    this.clock = clock;
    this.random = random;
    this.secure = secure;
    this.#sweep = setInterval(() => this.#timeOut(), SWEEP_MS).unref();
  }

  /** Requests that are not answered in full. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Serves one request; `continues` when the client waits for a word before it sends the body. */
  serve(req: IncomingMessage, res: ServerResponse, { continues = false, door }: Manner = {}): void {
    const inbound = readInbound(req.rawHeaders);
    const target = toTarget(req);
    const route = this.routeOf(target, door);
    const refusal = refusalOf(target, route, inbound);
    if (refusal !== undefined || route === undefined) {
      this.#refuse(res, { code: refusal ?? 'no-route', accept: inbound.accept });
      return;
    }
    const address = peerOf(req);
    const { method } = req;
    const hindrance = this.hindranceOf(route, { inbound, method, address });
    if (hindrance) {
      this.#refuse(res, { ...hindrance, accept: inbound.accept, service: route.service.name });
      return;
    }
    const coming = { req, res, route, inbound, address, continues, isInside: door !== undefined };
    if (route.service.gate.closed) this.#hold(coming);
    else this.#admit(coming);
  }

  /** Where a request goes: by its path, or to the service behind an inner door. */
  routeOf(target: string | undefined, door: string | undefined): LiveRoute | undefined {
    if (target === undefined) return undefined;
    return door === undefined ? this.routing.match(target) : this.routing.behind(door);
  }

  /** An exchange is over, with an answer or without. */
  end(exchange: Exchange): void {
    this.waiting.delete(exchange);
    this.#inFlight -= 1;
    exchange.service.end();
  }

  /**
   * Why a request is not let in, or more than its route or its service takes; undefined when it is
   * neither. Whom a good token names is in `inbound` from here on.
   */
  hindranceOf(route: LiveRoute, asker: Asker & Caller): Hindrance | undefined {
    const { limiter, service, tokens } = route;
    if (!route.isInside) asker.inbound.subject = undefined;
    const words = tokens && challenge(tokens, asker, this.clock.now());
    if (words !== undefined) {
      service.guards.unauthorized += 1;
      return { code: 'unauthorized', challenge: words };
    }
    if (limiter) {
      const retryMs = limiter.take(limiter.keyOf(this.names, asker), performance.now());
      if (retryMs > 0) {
        service.guards.limited += 1;
        return { code: 'too-many-requests', retryMs };
      }
    }
    return service.isFull() ? { code: 'overloaded' } : undefined;
  }

  #refuse(res: ServerResponse, { code, accept, service, ...advice }: Refusal): void {
    const { status, headers, body } = errorPage(code, accept, advice);
    // The body was not read: this connection cannot carry another request.
    if (this.draining || !res.req.complete) headers.push('connection', 'close');
    res.writeHead(status, headers);
    res.end(body);
    this.report(code, service);
  }

  /** Notes that the gateway itself answered with an error. */
  report(code: ErrorCode, service: string | undefined): void {
    this.#errors.add(code, service);
  }

  close(): void {
    clearInterval(this.#sweep);
    this.#errors.close();
  }

  /** Only here is a request assigned and timed: no side is to blame for what held it before. */
  #admit({ req, res, route, inbound, address, continues, isInside }: Coming): void {
    if (continues) res.writeContinue();
    const assignment = assign(this, route.service, {
      inbound,
      method: req.method,
      address,
      isInside,
    });
    vouch(inbound, { client: assignment.client, address, secure: this.secure });
    announceEmptyBody(inbound, req.method);
    this.#begin({ req, res, route, inbound, assignment });
  }

  #hold(coming: Coming): void {
    const { res, route, inbound } = coming;
    const { service } = route;
    const refuse = (): void => {
      service.guards.heldInVain += 1;
      this.#refuse(res, { code: 'paused', accept: inbound.accept, service: service.name });
    };
    const leave = (): void => {
      res.off('close', leave);
      service.gate.forget(held);
      this.#inFlight -= 1;
      service.inFlight -= 1;
    };
    const held = {
      go: () => {
        leave();
        this.#admit(coming);
      },
      giveUp: () => {
        leave();
        refuse();
      },
    };
    if (!service.gate.hold(held)) {
      refuse();
      return;
    }
    service.guards.held += 1;
    this.#inFlight += 1;
    service.inFlight += 1;
    res.on('close', leave);
  }

  #begin(asked: Asked): void {
    const exchange = new Exchange(this, asked);
    this.#inFlight += 1;
    asked.route.service.begin();
    this.waiting.add(exchange);
    asked.res.on('close', () => exchange.clientLeft());
    exchange.attempt();
  }

  #timeOut(): void {
    const now = performance.now();
    for (const exchange of this.waiting) if (now >= exchange.deadline) exchange.timeOut();
  }
}

/** The peer's address, without the prefix that makes an IPv4 address an IPv6 one. */
export function peerOf(req: IncomingMessage): string {
  const address = req.socket.remoteAddress ?? '';
  return address.startsWith('::ffff:') ? address.slice(7) : address;
}

/** Path and query, also of a target in absolute form; undefined when there is no path in it. */
export function toTarget(req: IncomingMessage): string | undefined {
  const url = req.url ?? '';
  if (url.startsWith('/')) return url;
  if (!URL.canParse(url)) return undefined;
  const { pathname, search, protocol } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  req.url = pathname + search;
  return req.url;
}

/** Some servers insist on a length after these methods, even for nothing. */
function announceEmptyBody(inbound: Inbound, method: string | undefined): void {
  if (inbound.chunked || inbound.contentLength >= 0) return;
  if (method === 'POST' || method === 'PUT' || method === 'PATCH') {
    inbound.forward.push('content-length', '0');
  }
}

function refusalOf(
  target: string | undefined,
  route: { readonly maxBodyBytes: number } | undefined,
  inbound: { readonly chunked: boolean; readonly contentLength: number },
): ErrorCode | undefined {
  // Two lengths for one body is how requests are smuggled; the parser refuses it as well.
  if (target === undefined || (inbound.chunked && inbound.contentLength > 0)) return 'bad-request';
  if (!route) return 'no-route';
  return inbound.contentLength > route.maxBodyBytes ? 'body-too-large' : undefined;
}
