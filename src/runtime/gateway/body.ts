import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/** The body passed the route's limit. */
export class BodyTooLarge extends Error {}

/**
 * A request's body on its way upstream. It stands between the client's stream and the upstream
 * client, which destroys what it reads from when an attempt fails: an answer must still be possible.
 */
export class Body extends Readable {
  readonly #from: IncomingMessage;
  readonly #most: number;
  #read = 0;
  #listening = false;

  constructor(from: IncomingMessage, mostBytes: number) {
    super({ highWaterMark: 65_536 });
    this.#from = from;
    this.#most = mostBytes;
  }

  /** True until the first byte was asked for: another attempt may still use the body. */
  get untouched(): boolean {
    return !this.#listening;
  }

  override _read(): void {
    if (this.#listening) {
      this.#from.resume();
      return;
    }
    this.#listening = true;
    this.#from.on('data', this.#onData).on('end', this.#onEnd).on('close', this.#onClose);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (this.#listening) {
      this.#from.off('data', this.#onData).off('end', this.#onEnd).off('close', this.#onClose);
      // What nobody wants any more must still leave the connection, or it can carry no next request.
      this.#from.resume();
    }
    done(error);
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#read += chunk.length;
    if (this.#read > this.#most) this.destroy(new BodyTooLarge());
    else if (!this.push(chunk)) this.#from.pause();
  };

  readonly #onEnd = (): void => {
    this.push(null);
  };

  readonly #onClose = (): void => {
    if (!this.#from.complete) this.destroy(new Error('the client left'));
  };
}
