import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dispatcher } from 'undici';
import type { Assignment } from './assignment.ts';
import { Body, BodyTooLarge } from './body.ts';
import { type ErrorCode, errorPage } from './error-pages.ts';
import { type Inbound, toOutbound } from './headers.ts';
import { EJECTION_MS, type Instance } from './instance.ts';
import type { RequestProxy } from './proxy.ts';
import type { LiveRoute } from './routing.ts';

type Controller = Dispatcher.DispatchController;
type AnswerHeaders = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

/** All that is known of a request when its exchange begins. */
export interface Asked {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly route: LiveRoute;
  readonly inbound: Inbound;
  readonly assignment: Assignment;
}

/** One request and its answer, over one attempt or two. The upstream client calls it back. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #proxy: RequestProxy;
  readonly #asked: Asked;
  readonly #options: Dispatcher.DispatchOptions;
  readonly #startedAt: number;
  readonly #hasBody: boolean;
  /** When patience ends, on the monotonic clock; the proxy looks at it now and then. */
  deadline: number;
  #instance: Instance | undefined;
  #controller: Controller | undefined;
  #attempts = 0;
  /** The answer's length as announced; -1 when it was not. */
  #length = -1;
  #answered = false;
  #over = false;

  constructor(proxy: RequestProxy, asked: Asked) {
    this.#proxy = proxy;
    this.#asked = asked;
    this.#startedAt = performance.now();
    this.deadline = this.#startedAt + asked.route.timeoutMs;
    this.#hasBody = asked.inbound.chunked || asked.inbound.contentLength > 0;
    const method = asked.req.method as Dispatcher.HttpMethod;
    this.#options = { path: asked.req.url as string, method, headers: asked.inbound.forward };
    // The upstream client would give up the connection after a HEAD.
    if (method === 'HEAD') this.#options.reset = false;
  }

  /** Sends the request for the first time, or again. */
  attempt(): void {
    const now = performance.now();
    const instance = this.#proxy.pick(this.#asked, this.#instance, now);
    if (!instance) {
      this.#fail('no-instance');
      return;
    }
    this.#attempts += 1;
    this.#instance = instance;
    this.#controller = undefined;
    instance.take();
    if (this.#hasBody) {
      this.#options.body = new Body(this.#asked.req, this.#asked.route.maxBodyBytes);
    }
    instance.pool.dispatch(this.#options, this);
  }

  /** No answer within the route's time-out. */
  timeOut(): void {
    this.#judge(0);
    this.#fail('timeout');
    this.#abort();
  }

  /** The client closed its connection; nobody is to blame for what did not come. */
  clientLeft(): void {
    if (this.#over) return;
    this.#finish();
    this.#abort();
  }

  onRequestStart(controller: Controller): void {
    this.#controller = controller;
    if (this.#over) controller.abort(new Error('no longer wanted'));
  }

  onBodySent(): void {
    this.deadline = performance.now() + this.#asked.route.timeoutMs;
  }

  onResponseStart(_: Controller, status: number, headers: AnswerHeaders): void {
    if (status < 200 || this.#over) return;
    this.#proxy.waiting.delete(this);
    this.#judge(status);
    this.#answered = true;
    const out = toOutbound(headers);
    const { assignment, res } = this.#asked;
    if (assignment.setCookie !== undefined) out.push('set-cookie', assignment.setCookie);
    if (this.#proxy.draining) out.push('connection', 'close');
    const length = headers['content-length'];
    if (typeof length === 'string') this.#length = Number(length);
    res.writeHead(status, out);
    process.nextTick(flush, res);
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    if (this.#over) return;
    const { res } = this.#asked;
    if (chunk.length === this.#length && chunk.length <= ONE_WRITE) {
      // As text of one byte a character, headers and body leave in a single write.
      res.end(chunk.toString('latin1'), 'latin1');
    } else if (!res.write(chunk)) {
      controller.pause();
      res.once('drain', () => controller.resume());
    }
  }

  onResponseEnd(): void {
    if (!this.#over) {
      this.#finish();
      if (!this.#asked.res.writableEnded) this.#asked.res.end();
    }
    this.#release();
  }

  onResponseError(_: Controller | null, error: Error): void {
    const instance = this.#instance;
    const refused = this.#controller === undefined;
    this.#release();
    if (this.#over) return;
    if (error instanceof BodyTooLarge) {
      this.#fail('body-too-large');
      return;
    }
    if (refused && instance) instance.ejectedUntil = performance.now() + EJECTION_MS;
    this.#judge(0);
    if (this.#answered) this.#breakOff();
    else if (this.#attempts < 2 && (refused || this.#isSafe())) this.#again();
    else this.#fail('bad-gateway');
  }

  /** What reached an instance may only be sent again when doing it twice changes nothing. */
  #isSafe(): boolean {
    return !this.#hasBody && SAFE.has(this.#asked.req.method as string);
  }

  #again(): void {
    this.#proxy.retries += 1;
    this.attempt();
  }

  #judge(status: number): void {
    const ms = performance.now() - this.#startedAt;
    const { assignment, route } = this.#asked;
    const { unit, book, side } = assignment;
    route.service.counters[side].count(status, ms);
    if (unit && book) book.judge(unit, { status, ms }, this.#proxy.clock.now());
  }

  #breakOff(): void {
    this.#finish();
    this.#asked.res.destroy();
  }

  #fail(code: ErrorCode): void {
    this.#finish();
    const { req, res, route, inbound } = this.#asked;
    const { status, headers, body } = errorPage(code, inbound.accept);
    // A body that is still on its way would be taken for the next request.
    if (this.#proxy.draining || !req.complete) headers.push('connection', 'close');
    res.writeHead(status, headers);
    res.end(body);
    this.#proxy.report(code, route.service.name);
  }

  #finish(): void {
    this.#over = true;
    this.#proxy.end(this);
  }

  #abort(): void {
    // Before its start an attempt cannot be aborted; `onRequestStart` does it then.
    this.#controller?.abort(new Error('no longer wanted'));
  }

  #release(): void {
    this.#instance?.release();
  }
}

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const ONE_WRITE = 16_384;

/** Headers must not wait for a body that comes later: an event stream may be silent for long. */
function flush(res: ServerResponse): void {
  if (!res.writableEnded) res.flushHeaders();
}
