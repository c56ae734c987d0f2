import type { LaneOptions, Reception } from './wire.ts';
import { Wire } from './wire.ts';

/** A request without a body, and who receives its answer. */
export interface Sending {
  readonly method: string;
  readonly path: string;
  /** Flat; must be fit to be sent as it is. */
  readonly headers: readonly string[];
  readonly reception: Reception;
}

/**
 * Keep-alive connections to one instance for requests without a body, one request at a time on each.
 * The general client spends more on such a request than all the rest of the gateway together;
 * see the gateway bench.
 */
export class Lane {
  readonly #options: LaneOptions;
  #idle: Wire[] = [];
  #closed = false;

  constructor(host: string, port: number) {
    this.#options = { host, port, onIdle: (wire) => this.#takeBack(wire) };
  }

  /** Sends at once on an idle connection, or as soon as a fresh one is open. */
  send(sending: Sending, now: number): void {
    const wire = this.#pop(now) ?? new Wire(this.#options);
    wire.send(printHead(sending), sending);
  }

  /** Lets go of idle connections; those in use close after their answer. */
  close(): void {
    this.#closed = true;
    for (const wire of this.#idle) wire.destroy();
    this.#idle = [];
  }

  #pop(now: number): Wire | undefined {
    for (;;) {
      const wire = this.#idle.pop();
      if (!wire || wire.isFresh(now)) return wire;
      wire.destroy();
    }
  }

  #takeBack(wire: Wire): void {
    if (this.#closed) wire.destroy();
    else this.#idle.push(wire);
  }
}

function printHead({ method, path, headers }: Sending): string {
  let head = `${method} ${path} HTTP/1.1\r\nconnection: keep-alive\r\n`;
  for (let index = 0; index < headers.length; index += 2) {
    head += `${headers[index]}: ${headers[index + 1]}\r\n`;
  }
  return `${head}\r\n`;
}
