import { randomBytes, randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Server as TlsServer } from 'node:tls';
import { type Clock, seeded } from '#kernel';
import type { Controlled, GatewayStatus, InstanceStatus } from './control.ts';
import type { Counters } from './counters.ts';
import { ClientNames } from './identity.ts';
import { InnerDoors } from './inner-doors.ts';
import type { Instance } from './instance.ts';
import { RequestProxy } from './proxy.ts';
import { Routing } from './routing.ts';
import { drain, listen, openServer, type Server } from './server.ts';
import { type GatewayTable, parseTable, type Side } from './table.ts';
import type { RolloutTally } from './tally.ts';
import { readCertificate } from './tls.ts';
import { Tunnels } from './websocket.ts';

/** A gateway that serves one table file. */
export class Gateway implements Controlled {
  readonly #path: string;
  readonly #clock: Clock;
  readonly #routing: Routing;
  readonly #proxy: RequestProxy;
  readonly #tunnels: Tunnels;
  readonly #server: Server;
  readonly #inner: InnerDoors;
  readonly #startedAt: number;
  readonly #epoch = randomBytes(8).toString('hex');
  #port = 0;
  #drained: Promise<void> | undefined;

  /** Reads the table and opens nothing yet; a Failure when the table is malformed. */
  constructor(path: string, clock: Clock) {
    this.#path = path;
    this.#clock = clock;
    this.#startedAt = clock.now();
    const table = readTable(path);
    const certificate = certificateOf(table);
    this.#routing = new Routing(table, clock);
    this.#proxy = new RequestProxy({
      routing: this.#routing,
      names: new ClientNames(keyBeside(path)),
      clock,
      random: seeded(randomInt(2 ** 32)),
      secure: certificate !== undefined,
    });
    this.#tunnels = new Tunnels(this.#proxy);
    this.#server = openServer(this.#proxy, this.#tunnels, certificate);
    this.#inner = new InnerDoors(this.#proxy, this.#tunnels);
  }

  /** Accepts connections; answers the port. */
  async listen(): Promise<number> {
    await this.#inner.apply(this.#routing.table.inner ?? []);
    this.#port = await listen(this.#server, this.#routing.table.listen);
    return this.#port;
  }

  async reload(): Promise<number> {
    const table = readTable(this.#path);
    const certificate = certificateOf(table);
    this.#routing.apply(table);
    await this.#inner.apply(table.inner ?? []);
    // For connections to come: those that stand keep theirs.
    if (certificate && this.#server instanceof TlsServer)
      this.#server.setSecureContext(certificate);
    return table.revision;
  }

  status(): GatewayStatus {
    const now = this.#clock.now();
    const services = [...this.#routing.services()];
    return {
      pid: process.pid,
      revision: this.#routing.table.revision,
      startedAt: this.#startedAt,
      epoch: this.#epoch,
      listen: { host: this.#routing.table.listen.host, port: this.#port },
      instances: services.flatMap((service) =>
        [...service.instances()].map((instance) => statusOf(service.name, instance)),
      ),
      sessions: Object.fromEntries(
        services.map((service) => [service.name, service.sessions.countAt(now)]),
      ),
      served: Object.fromEntries(
        services.map((service) => [service.name, servedBy(service.counters)]),
      ),
      guards: Object.fromEntries(services.map(({ name, guards }) => [name, { ...guards }])),
      paused: Object.fromEntries(
        services
          .filter(({ gate }) => gate.closed)
          .map(({ name, gate }) => [name, { held: gate.held, leftMs: gate.leftMs }]),
      ),
      inFlight: this.#proxy.inFlight + this.#tunnels.size,
      retries: this.#proxy.retries,
      draining: this.#drained !== undefined,
    };
  }

  tally(service: string): RolloutTally | undefined {
    return this.#routing.service(service)?.underway?.book.tally(this.#clock.now());
  }

  pause(name: string, ms: number): boolean {
    const service = this.#routing.service(name);
    service?.gate.pause(ms);
    return service !== undefined;
  }

  resume(name: string): boolean {
    const service = this.#routing.service(name);
    service?.gate.resume();
    return service !== undefined;
  }

  measured() {
    return this.#routing.services();
  }

  /** Finishes what is in flight and keeps the evidence; asking twice is the same as once. */
  drain(): Promise<void> {
    this.#drained ??= this.#close();
    return this.#drained;
  }

  async #close(): Promise<void> {
    for (const { gate } of this.#routing.services())
      if (gate.leftMs > MOST_HELD_MS) gate.pause(MOST_HELD_MS);
    await drain(this.#server, this.#proxy, this.#tunnels);
    this.#inner.close();
    this.#proxy.close();
    await Promise.all([...this.#routing.services()].map((service) => service.close()));
  }
}

/** Less than what a draining gateway waits, so that who is held gets an answer. */
const MOST_HELD_MS = 8_000;

const readTable = (path: string) => parseTable(readFileSync(path, 'utf8'));

const certificateOf = ({ listen }: GatewayTable) => listen.tls && readCertificate(listen.tls);

/** The key that names clients. It outlives the process, or every client would look new after it. */
function keyBeside(table: string): Buffer {
  const path = `${table}.key`;
  if (!existsSync(path)) writeFileSync(path, randomBytes(32), { mode: 0o600, flag: 'wx' });
  return readFileSync(path);
}

const statusOf = (service: string, instance: Instance): InstanceStatus => ({
  service,
  id: instance.id,
  side: instance.side,
  inFlight: instance.inFlight,
  sockets: instance.sockets,
  departed: instance.departed,
  passedOver: instance.ejectedUntil > performance.now(),
});

/** Requests answered since the gateway started, over both sides, and those that went wrong. */
function servedBy(counters: Readonly<Record<Side, Counters>>): {
  requests: number;
  failed: number;
} {
  const classes = [counters.stable.byClass, counters.candidate.byClass];
  const requests = classes.reduce(
    (sum, one) => sum + one.reduce((all: number, many: number) => all + many, 0),
    0,
  );
  const failed = classes.reduce((sum, one) => sum + (one[0] ?? 0) + (one[5] ?? 0), 0);
  return { requests, failed };
}
