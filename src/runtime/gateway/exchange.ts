import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dispatcher } from 'undici';
import type { Clock, Random } from '#kernel';
import type { AnswerHead } from './answer-head.ts';
import type { Assignment } from './assignment.ts';
import { Body, BodyTooLarge } from './body.ts';
import { type ErrorCode, errorPage } from './error-pages.ts';
import { type Inbound, toOutbound } from './headers.ts';
import type { Instance } from './instance.ts';
import { sendSoon } from './outbox.ts';
import { isElsewhere, pick } from './pick.ts';
import type { LiveRoute } from './routing.ts';
import type { Service } from './service.ts';
import type { Reception } from './wire.ts';

type Controller = Pick<Dispatcher.DispatchController, 'abort' | 'pause' | 'resume'>;
/** What of an answer's head an exchange looks at. */
type Heard = Pick<AnswerHead, 'status' | 'headers' | 'length' | 'says'>;
type AnswerHeaders = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

/** All that is known of a request when its exchange begins. */
export interface Asked {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly route: LiveRoute;
  readonly inbound: Inbound;
  readonly assignment: Assignment;
}

/** What an exchange needs of the proxy it belongs to. */
export interface Surroundings {
  readonly clock: Clock;
  readonly random: Random;
  readonly waiting: Set<Exchange>;
  readonly draining: boolean;
  retries: number;
  end(exchange: Exchange): void;
  report(code: ErrorCode, service: string | undefined): void;
}

/**
 * One request and its answer, over one attempt or two. The lane calls it back when the request has
 * no body, the general client (the methods with `Request` and `Response`) when it has one.
 */
export class Exchange implements Dispatcher.DispatchHandler, Reception {
  readonly #proxy: Surroundings;
  readonly #asked: Asked;
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
  /** The answer came in one piece and is on its way out. */
  #whole = false;
  /** The client takes bytes more slowly than they come. */
  #waits = false;
  #over = false;

  constructor(proxy: Surroundings, asked: Asked) {
    this.#proxy = proxy;
    this.#asked = asked;
    this.#startedAt = performance.now();
    this.deadline = this.#startedAt + asked.route.timeoutMs;
    this.#hasBody = asked.inbound.chunked || asked.inbound.contentLength > 0;
  }

  get service(): Service {
    return this.#asked.route.service;
  }

  /** Sends the request for the first time, or again. */
  attempt(): void {
    const now = performance.now();
    const { random } = this.#proxy;
    const instance = pick(this.#asked, now, { random, except: this.#instance });
    if (!instance) {
      this.#fail('no-instance');
      return;
    }
    // Passing over an instance that refuses must not hide that its side failed this unit.
    if (this.#attempts === 0 && isElsewhere(this.#asked, instance)) this.#judge(0);
    this.#attempts += 1;
    this.#instance = instance;
    this.#controller = undefined;
    instance.take();
    const { req, inbound, route } = this.#asked;
    const path = req.url as string;
    const method = req.method as Dispatcher.HttpMethod;
    const headers = inbound.forward;
    if (this.#hasBody) {
      const body = new Body(req, route.maxBodyBytes);
      instance.pool.dispatch({ path, method, headers, body }, this);
    } else {
      instance.lane.send({ path, method, headers, reception: this }, now);
    }
  }

  /** No answer within the route's time-out. */
  timeOut(): void {
    this.#judge(0);
    if (this.#instance) this.service.blame(this.#instance, performance.now());
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
    this.onSent(controller);
  }

  onBodySent(): void {
    this.deadline = performance.now() + this.#asked.route.timeoutMs;
  }

  onResponseStart(_: Controller, status: number, headers: AnswerHeaders): void {
    if (status < 200) return;
    const length = headers['content-length'];
    const announced = typeof length === 'string' ? Number(length) : -1;
    const says = headers['x-hanok-says'];
    this.onHead({
      status,
      headers: toOutbound(headers),
      length: announced,
      says: says === undefined ? undefined : String(says),
    });
    process.nextTick(flush, this.#asked.res);
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    this.onBytes(controller, chunk);
  }

  onResponseEnd(): void {
    this.onEnd();
  }

  onResponseError(_: Controller | null, error: Error): void {
    this.onLost(error);
  }

  onSent(controller: Controller): void {
    this.#controller = controller;
    if (this.#over) controller.abort(new Error('no longer wanted'));
  }

  onHead({ status, headers, length, says }: Heard): void {
    if (this.#over) return;
    const { assignment, res } = this.#asked;
    if (assignment.setCookie !== undefined) headers.push('set-cookie', assignment.setCookie);
    if (this.#proxy.draining) headers.push('connection', 'close');
    // Throws on a header that must not be passed on, and then this is no answer.
    res.writeHead(status, headers);
    this.#proxy.waiting.delete(this);
    this.#judge(status, says);
    this.service.credit(this.#instance as Instance, status);
    this.#answered = true;
    this.#length = length;
  }

  onWait(): void {
    flush(this.#asked.res);
  }

  onBytes(controller: Controller, bytes: Buffer): void {
    if (this.#over) return;
    const { res } = this.#asked;
    if (bytes.length === this.#length && bytes.length <= ONE_WRITE) {
      // As text of one byte a character, headers and body leave in a single write.
      this.#whole = true;
      sendSoon(bytes.toString('latin1'), (text) => res.end(text, 'latin1'));
    } else if (!res.write(bytes)) {
      this.#wait(controller);
    }
  }

  #wait(controller: Controller): void {
    controller.pause();
    if (this.#waits) return;
    this.#waits = true;
    this.#asked.res.once('drain', () => {
      this.#waits = false;
      controller.resume();
    });
  }

  onEnd(): void {
    if (!this.#over) {
      this.#finish();
      if (!this.#whole) this.#asked.res.end();
    }
    this.#release();
  }

  onLost(error: Error): void {
    const instance = this.#instance;
    const refused = this.#controller === undefined;
    this.#release();
    if (this.#over) return;
    if (error instanceof BodyTooLarge) {
      this.#fail('body-too-large');
      return;
    }
    if (instance) this.service.blame(instance, performance.now(), refused);
    this.#judge(0);
    if (this.#answered) this.#breakOff();
    else if (this.#mayGoAgain(refused)) this.#again();
    else this.#fail('bad-gateway');
  }

  /** What reached an instance may only be sent again when doing it twice changes nothing. */
  #mayGoAgain(refused: boolean): boolean {
    const isSafe = refused || (!this.#hasBody && SAFE.has(this.#asked.req.method as string));
    return isSafe && this.#attempts < 2 && this.service.mayRetry();
  }

  #again(): void {
    this.#proxy.retries += 1;
    this.attempt();
  }

  #judge(status: number, says?: string): void {
    const ms = performance.now() - this.#startedAt;
    const { assignment, route, req } = this.#asked;
    const { unit, book, side } = assignment;
    route.service.counters[side].count(status, ms);
    if (unit && book)
      book.judge(unit, { status, ms, path: req.url as string, says }, this.#proxy.clock.now());
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
