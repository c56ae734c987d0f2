type State = 'size' | 'bytes' | 'after' | 'trailer' | 'end';

const LONGEST_LINE = 8_192;
const CR = 0x0d;
const LF = 0x0a;

/** Takes the chunked coding off a body. Strict: anything malformed throws. */
export class Chunks {
  #state: State = 'size';
  #line = '';
  #left = 0;

  /** True once the last chunk and its trailer were read. */
  get ended(): boolean {
    return this.#state === 'end';
  }

  /** Reads `chunk` and hands on the bytes of the body; answers how many bytes it used. */
  feed(chunk: Buffer, body: (bytes: Buffer) => void): number {
    let at = 0;
    while (at < chunk.length && this.#state !== 'end') {
      at = this.#state === 'bytes' ? this.#readBytes(chunk, at, body) : this.#readLine(chunk, at);
    }
    return at;
  }

  #readBytes(chunk: Buffer, at: number, body: (bytes: Buffer) => void): number {
    const to = Math.min(chunk.length, at + this.#left);
    this.#left -= to - at;
    if (this.#left === 0) this.#state = 'after';
    body(at === 0 && to === chunk.length ? chunk : chunk.subarray(at, to));
    return to;
  }

  #readLine(chunk: Buffer, at: number): number {
    const feed = chunk.indexOf(LF, at);
    this.#line += chunk.toString('latin1', at, feed < 0 ? chunk.length : feed);
    if (this.#line.length > LONGEST_LINE) throw new Error('line too long');
    if (feed < 0) return chunk.length;
    if (this.#line.charCodeAt(this.#line.length - 1) !== CR) throw new Error('bare line feed');
    const line = this.#line.slice(0, -1);
    this.#line = '';
    this.#state = this.#next(line);
    return feed + 1;
  }

  #next(line: string): State {
    if (this.#state === 'after') {
      if (line !== '') throw new Error('chunk longer than announced');
      return 'size';
    }
    if (this.#state === 'trailer') return line === '' ? 'end' : 'trailer';
    const size = SIZE.exec(line)?.[1];
    if (size === undefined) throw new Error('malformed chunk size');
    this.#left = Number.parseInt(size, 16);
    return this.#left === 0 ? 'trailer' : 'bytes';
  }
}

const SIZE = /^([0-9a-fA-F]{1,12})[ \t]*(?:;.*)?$/;
