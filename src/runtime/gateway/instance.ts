import { Pool } from 'undici';
import { Lane } from './lane.ts';
import { Standing } from './standing.ts';
import type { Side, TableInstance } from './table.ts';

/** One upstream: its connections and what is in flight on it. */
export class Instance {
  readonly id: string;
  readonly service: string;
  readonly host: string;
  readonly port: number;
  side: Side;
  /** For requests with a body. */
  readonly pool: Pool;
  /** For requests without one. */
  readonly lane: Lane;
  /** Requests and sockets under way. */
  inFlight = 0;
  /** Of these, WebSockets: only the application can end one politely. */
  sockets = 0;
  /** On the monotonic clock; 0 when it is in good standing. */
  ejectedUntil = 0;
  readonly standing = new Standing();
  departed = false;
  #onIdle: (() => void) | undefined;

  constructor(service: string, { id, side, host, port }: TableInstance) {
    this.id = id;
    this.service = service;
    this.side = side;
    this.host = host;
    this.port = port;
    this.lane = new Lane(host, port);
    const authority = host.includes(':') ? `[${host}]` : host;
    // Time-outs are the route's affair. The pool has no limit, or long downloads would starve the rest.
    this.pool = new Pool(`http://${authority}:${port}`, {
      connections: null,
      pipelining: 1,
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: 4_000,
    });
  }

  take(): void {
    this.inFlight += 1;
  }

  release(): void {
    this.inFlight -= 1;
    if (this.inFlight === 0 && this.departed) this.#onIdle?.();
  }

  /** Takes no new work from now on; `onIdle` is called once, when nothing is in flight. */
  depart(onIdle: () => void): void {
    this.departed = true;
    this.#onIdle = onIdle;
    if (this.inFlight === 0) onIdle();
  }

  /** Lets go of idle connections; to be called when nothing is in flight. */
  close(): void {
    this.lane.close();
    // Nothing is in flight, so that nobody is there to be told of an error.
    this.pool.close().catch(() => undefined);
  }

  /** Back in the table before it was idle. */
  comeBack(): void {
    if (this.departed) this.ejectedUntil = 0;
    this.departed = false;
    this.#onIdle = undefined;
  }
}
