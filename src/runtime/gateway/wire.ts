import { connect, type Socket } from 'node:net';
import { type AnswerHead, readAnswerHead } from './answer-head.ts';
import { Chunks } from './chunks.ts';
import { sendSoon } from './outbox.ts';

/** What the receiver of an answer may do to its sender. */
export interface Flow {
  pause(): void;
  resume(): void;
  abort(reason: Error): void;
}

/** Who receives an answer. After `onEnd` or `onLost` nothing more comes. */
export interface Reception {
  /** The connection stands and the request is on its way. */
  onSent(flow: Flow): void;
  onHead(head: AnswerHead): void;
  /** The rest of the answer did not come together with its head. */
  onWait(): void;
  onBytes(flow: Flow, bytes: Buffer): void;
  onEnd(): void;
  onLost(error: Error): void;
}

export interface LaneOptions {
  readonly host: string;
  readonly port: number;
  /** The wire may carry another request. */
  readonly onIdle: (wire: Wire) => void;
}

const LONGEST_HEAD = 65_536;
/** What most servers grant an idle connection, less a second for the road. */
const IDLE_MS = 4_000;
const END_OF_HEAD = '\r\n\r\n';

/** One connection to an instance. */
export class Wire implements Flow {
  readonly #socket: Socket;
  readonly #options: LaneOptions;
  #reception: Reception | undefined;
  #method = '';
  #request = '';
  #partial: Buffer | undefined;
  #head: AnswerHead | undefined;
  #left = 0;
  #chunks: Chunks | undefined;
  #freshUntil = 0;

  constructor(options: LaneOptions) {
    this.#options = options;
    this.#socket = connect({ host: options.host, port: options.port, noDelay: true })
      .on('connect', () => this.#start())
      .on('data', (chunk: Buffer) => this.#receive(chunk))
      .on('error', (error) => this.#lose(error))
      .on('close', () => this.#upstreamLeft());
  }

  /** False when the upstream may already be closing the connection. */
  isFresh(now: number): boolean {
    return now < this.#freshUntil && !this.#socket.destroyed && this.#socket.readyState === 'open';
  }

  send(request: string, { method, reception }: { method: string; reception: Reception }): void {
    this.#reception = reception;
    this.#method = method;
    this.#request = request;
    if (!this.#socket.connecting) this.#start();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  abort(reason: Error): void {
    this.#lose(reason);
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #start(): void {
    this.#reception?.onSent(this);
    sendSoon(this.#request, this.#write);
    this.#request = '';
  }

  readonly #write = (request: string): void => {
    // The receiver may have changed its mind, and then the connection is closed.
    if (!this.#socket.destroyed) this.#socket.write(request, 'latin1');
  };

  #receive(chunk: Buffer): void {
    if (!this.#reception) {
      // Nobody asked for this: whatever it is, it must not become the next answer.
      this.#socket.destroy();
      return;
    }
    try {
      if (this.#head) this.#readBody(chunk);
      else this.#readHead(this.#partial ? Buffer.concat([this.#partial, chunk]) : chunk);
    } catch (error) {
      this.#lose(error as Error);
    }
  }

  #readHead(chunk: Buffer): void {
    const text = chunk.toString('latin1', 0, LONGEST_HEAD);
    const end = text.indexOf(END_OF_HEAD);
    if (end < 0) {
      if (chunk.length >= LONGEST_HEAD) throw new Error('head too long');
      this.#partial = chunk;
      return;
    }
    this.#partial = undefined;
    const head = readAnswerHead(text.slice(0, end), this.#method);
    const rest = chunk.subarray(end + END_OF_HEAD.length);
    if (head.status === 101) throw new Error('an upgrade that nobody asked for');
    if (head.status < 200) {
      if (rest.length > 0) this.#readHead(rest);
      return;
    }
    this.#head = head;
    this.#left = head.length;
    this.#chunks = head.framing === 'chunks' ? new Chunks() : undefined;
    this.#reception?.onHead(head);
    if (head.framing === 'none') this.#end(rest.length);
    else if (rest.length > 0) this.#readBody(rest);
    if (this.#head) this.#reception?.onWait();
  }

  #readBody(chunk: Buffer): void {
    const reception = this.#reception;
    if (this.#chunks) {
      const used = this.#chunks.feed(chunk, (bytes) => this.#reception?.onBytes(this, bytes));
      if (this.#chunks.ended) this.#end(chunk.length - used);
    } else if (this.#head?.framing === 'length') {
      const extra = Math.max(0, chunk.length - this.#left);
      this.#left -= chunk.length - extra;
      reception?.onBytes(this, extra === 0 ? chunk : chunk.subarray(0, -extra));
      if (this.#left === 0) this.#end(extra);
    } else {
      reception?.onBytes(this, chunk);
    }
  }

  /** `extra` bytes came after the answer: the connection is not to be trusted with another. */
  #end(extra: number): void {
    const reception = this.#reception;
    const head = this.#head;
    if (!reception || !head) return;
    this.#reception = undefined;
    this.#head = undefined;
    this.#socket.resume();
    const reusable = head.keepAlive && extra === 0 && head.framing !== 'close';
    if (reusable) {
      const idleMs = head.idleMs < 0 ? IDLE_MS : head.idleMs - 1_000;
      this.#freshUntil = performance.now() + idleMs;
    } else {
      this.#socket.destroy();
    }
    reception.onEnd();
    if (reusable) this.#options.onIdle(this);
  }

  #upstreamLeft(): void {
    if (this.#head?.framing === 'close' && !this.#socket.errored) this.#end(0);
    else this.#lose(new Error('the upstream closed the connection'));
  }

  #lose(error: Error): void {
    const reception = this.#reception;
    this.#reception = undefined;
    this.#head = undefined;
    this.#socket.destroy();
    reception?.onLost(error);
  }
}
