import { Server as NetServer } from 'node:net';
import type { RequestProxy } from './proxy.ts';
import { listen, openInner, type Server } from './server.ts';
import type { InnerDoor } from './table.ts';
import type { Tunnels } from './websocket.ts';

/**
 * Where services call one another: a port of this machine for each service that is called, so that a
 * call from inside meets the same split, retries and guards as one from outside.
 */
export class InnerDoors {
  readonly #proxy: RequestProxy;
  readonly #tunnels: Tunnels;
  readonly #open = new Map<number, Server>();

  constructor(proxy: RequestProxy, tunnels: Tunnels) {
    this.#proxy = proxy;
    this.#tunnels = tunnels;
  }

  /** Opens what is new and closes what is gone. Resolves when all listen; a Failure when one cannot. */
  async apply(doors: readonly InnerDoor[]): Promise<void> {
    for (const [port, server] of this.#open)
      if (!doors.some((door) => door.port === port)) {
        this.#open.delete(port);
        shut(server);
      }
    const missing = doors.filter(({ port }) => !this.#open.has(port));
    await Promise.all(
      missing.map(async ({ service, port }) => {
        const server = openInner(this.#proxy, this.#tunnels, service);
        this.#open.set(port, server);
        try {
          await listen(server, { host: '127.0.0.1', port });
        } catch (cause) {
          this.#open.delete(port);
          throw cause;
        }
      }),
    );
  }

  close(): void {
    for (const server of this.#open.values()) shut(server);
    this.#open.clear();
  }
}

/** Calls under way end by themselves. */
function shut(server: Server): void {
  NetServer.prototype.close.call(server);
  server.closeIdleConnections();
}
