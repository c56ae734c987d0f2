const CLOSE = 0x8;
const LONGEST_HEADER = 14;

/**
 * Follows the frames of one direction of a WebSocket without looking into them: enough to know
 * whether a frame of our own may be put in now, and whether the peer has said goodbye.
 */
export class Frames {
  readonly #header = Buffer.alloc(LONGEST_HEADER);
  #headerBytes = 0;
  #payloadLeft = 0;
  closed = false;

  /** True between two frames. */
  get atBoundary(): boolean {
    return this.#headerBytes === 0 && this.#payloadLeft === 0;
  }

  /** Follows the next bytes. */
  feed(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#payloadLeft > 0) {
        const step = Math.min(this.#payloadLeft, chunk.length - at);
        this.#payloadLeft -= step;
        at += step;
      } else {
        this.#header[this.#headerBytes++] = chunk[at++] as number;
        this.#readHeader();
      }
    }
  }

  #readHeader(): void {
    if (this.#headerBytes < 2) return;
    const header = this.#header;
    const second = header.readUInt8(1);
    const short = second & 0x7f;
    const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
    const maskBytes = second & 0x80 ? 4 : 0;
    if (this.#headerBytes < 2 + lengthBytes + maskBytes) return;
    this.#payloadLeft = payloadOf(header, short);
    if ((header.readUInt8(0) & 0x0f) === CLOSE) this.closed = true;
    this.#headerBytes = 0;
  }
}

function payloadOf(header: Buffer, short: number): number {
  if (short === 126) return header.readUInt16BE(2);
  return short === 127 ? Number(header.readBigUInt64BE(2)) : short;
}

/** A server's close frame with code 1012, "service restart". */
export const closeFrame = (): Buffer => Buffer.from([0x88, 0x02, 0x03, 0xf4]);
