import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openHandler } from './http/handler.ts';
import { loadPages } from './http/pages.ts';
import { openLog, reasonOf } from './log.ts';
import { openMetrics } from './metrics.ts';
import { openParts } from './open-parts.ts';
import type { Frame, Parts } from './parts.ts';
import { Refusal } from './refusal.ts';
import type { Settings } from './settings.ts';
import { openStream, type Stream } from './stream/stream.ts';

export interface Service {
  /** Resolves when the stores are reached; rejects when the service can never become ready. */
  readonly ready: Promise<void>;
  /** Drains and closes everything, within 9 s; resolves with the rows that could not be written. */
  stop(): Promise<number>;
}

/** Still accepting: whoever routes here needs a moment to learn that this instance leaves. */
const NOTICE_MS = 300;
const STREAM_MS = 2_000;
const REQUESTS_MS = 3_000;
const ROWS_MS = 3_000;

/** Listens at once, so that the process can be seen to live, and becomes ready when the stores are. */
export async function startService(settings: Settings): Promise<Service> {
  const log = openLog(settings);
  const metrics = openMetrics();
  let parts: Parts | undefined;
  let draining = false;
  const frame: Frame = {
    settings,
    log,
    metrics,
    isDraining: () => draining,
    parts() {
      if (parts) return parts;
      throw new Refusal(503, 'starting', 'Not ready yet.', { 'retry-after': '1' });
    },
  };
  const server = createServer(openHandler(frame, await loadPages()));
  const stream = openStream(server, frame);
  await listen(server, settings);
  log('info', 'listening', { port: (server.address() as AddressInfo).port });
  const given = { settings, log, metrics, isStopping: () => draining };
  const ready = openParts(given).then((opened) => {
    parts = opened;
    log('info', 'ready', { model: opened.active.current().forest.version });
  });

  return {
    ready,
    async stop() {
      draining = true;
      log('info', 'draining');
      await endTraffic(server, stream);
      const left = (await parts?.close(ROWS_MS).catch((error) => fault(error))) ?? 0;
      log(left > 0 ? 'error' : 'info', 'stopped', { rowsLost: left });
      return left;
    },
  };

  function fault(error: unknown): number {
    log('error', 'stores not closed', { reason: reasonOf(error) });
    return 0;
  }
}

/** Idle connections get their notice as `connection: close` on one more answer, rather than a reset. */
async function endTraffic(server: Server, stream: Stream): Promise<void> {
  await Promise.all([stream.close(STREAM_MS), wait(NOTICE_MS)]);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const timer = setTimeout(() => {
    server.closeAllConnections();
    stream.drop();
  }, REQUESTS_MS);
  await closed;
  clearTimeout(timer);
}

function listen(server: Server, { port, host }: Settings): Promise<void> {
  // Longer than a gateway keeps an idle connection, so that it is the gateway who ends it.
  server.keepAliveTimeout = 75_000;
  server.requestTimeout = 15_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
