import type { Duplex } from 'node:stream';
import { closeFrame, Frames } from './frames.ts';

/** How long a client may take to answer a close frame. */
const FAREWELL_MS = 2_000;

/** The two ends of a WebSocket, and what the client sent before it had an answer. */
export interface Ends {
  readonly client: Duplex;
  readonly upstream: Duplex;
  readonly head: Buffer;
}

/**
 * An open WebSocket between a client and an instance. When the instance vanishes the client is
 * still told so with a close frame, unless that would fall into the middle of another frame.
 */
export class Tunnel {
  readonly #ends: Ends;
  readonly #frames = new Frames();
  readonly #ended: (broken: boolean) => void;
  #over = false;
  #leaving = false;

  /** `ended` is called once; `broken` when the instance left without a close frame. */
  constructor(ends: Ends, ended: (broken: boolean) => void) {
    this.#ends = ends;
    this.#ended = ended;
    const { client, upstream, head } = ends;
    if (head.length > 0) upstream.write(head);
    upstream.on('error', () => upstream.destroy());
    upstream.on('data', (chunk: Buffer) => this.#toClient(chunk));
    upstream.on('end', () => this.#upstreamLeft());
    upstream.on('close', () => this.#upstreamLeft());
    client.on('drain', () => upstream.resume());
    client.on('close', () => this.#clientLeft());
    client.on('end', () => upstream.end());
    client.pipe(upstream, { end: false });
  }

  /** Sends 1012 as soon as no frame is cut by it. */
  sayRestart(): void {
    this.#leaving = true;
    if (this.#frames.atBoundary) this.#farewell();
  }

  #toClient(chunk: Buffer): void {
    if (this.#over) return;
    const { client, upstream } = this.#ends;
    this.#frames.feed(chunk);
    if (!client.write(chunk)) upstream.pause();
    if (this.#leaving && this.#frames.atBoundary) this.#farewell();
  }

  #upstreamLeft(): void {
    if (this.#over) return;
    if (this.#frames.closed) this.#end(false);
    else if (this.#frames.atBoundary) this.#farewell(true);
    else {
      this.#end(true);
      this.#ends.client.destroy();
    }
  }

  #clientLeft(): void {
    this.#end(false);
    this.#ends.upstream.destroy();
  }

  #farewell(broken = false): void {
    if (this.#over) return;
    if (!this.#frames.closed) this.#ends.client.write(closeFrame());
    this.#end(broken);
    this.#ends.upstream.destroy();
  }

  #end(broken: boolean): void {
    if (this.#over) return;
    this.#over = true;
    const { client, upstream } = this.#ends;
    client.unpipe(upstream);
    // The client's own close frame must be read, or its connection ends with a reset.
    client.resume();
    client.end();
    const patience = setTimeout(() => client.destroy(), FAREWELL_MS);
    client.once('close', () => clearTimeout(patience));
    this.#ended(broken);
  }
}
