import { createServer, type Server as HttpServer, type IncomingMessage } from 'node:http';
import { createServer as createSecureServer, Server as HttpsServer } from 'node:https';
import { Server as NetServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SecureContextOptions } from 'node:tls';
import { Failure } from '#kernel';
import { GATEWAY_FAILURES } from './failures.ts';
import type { RequestProxy } from './proxy.ts';
import { answerPlainHttp } from './tls.ts';
import type { Tunnels } from './websocket.ts';

/** How long a closing gateway waits for what is in flight. */
const PATIENCE_MS = 10_000;
/** How long an idle connection may still bring the request that was under way. */
const GRACE_MS = 1_000;

export type Server = HttpServer | HttpsServer;

/** A server for the proxy and the tunnels, not yet listening; with a certificate, one of TLS. */
export function openServer(
  proxy: RequestProxy,
  tunnels: Tunnels,
  certificate: SecureContextOptions | undefined,
): Server {
  const server = certificate
    ? createSecureServer({ ...OPTIONS, ...certificate, ALPNProtocols: ['http/1.1'] })
    : createServer(OPTIONS);
  attend(server, proxy, tunnels);
  if (server instanceof HttpsServer) answerPlainHttp(server);
  return server;
}

/** A server behind which one service answers others on this machine. */
export function openInner(proxy: RequestProxy, tunnels: Tunnels, door: string): Server {
  const server = createServer(OPTIONS);
  attend(server, proxy, tunnels, door);
  return server;
}

function attend(server: Server, proxy: RequestProxy, tunnels: Tunnels, door?: string): void {
  server.on('request', (req, res) => proxy.serve(req, res, { door }));
  server.on('checkContinue', (req, res) => proxy.serve(req, res, { continues: true, door }));
  server.on('upgrade', (req, socket, head) => tunnels.open(req, socket as Socket, head, door));
  server.on('clientError', refuseBroken);
}

/** Anything else that asks for an upgrade is served as a plain request. */
const isWebSocket = (req: IncomingMessage): boolean =>
  req.headers.upgrade?.toLowerCase() === 'websocket';

const OPTIONS = {
  // Long uploads are legitimate; headers are not.
  requestTimeout: 0,
  headersTimeout: 60_000,
  keepAliveTimeout: 75_000,
  maxHeaderSize: 32_768,
  insecureHTTPParser: false,
  noDelay: true,
  optimizeEmptyRequests: true,
  shouldUpgradeCallback: isWebSocket,
};

/** Resolves with the port once connections are accepted; a Failure when the port is taken. */
export function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(toFailure(cause, host, port)));
    server.listen({ host, port, backlog: 1_024, reusePort: false }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

/** Stops accepting, lets what is in flight finish, and resolves when nothing is, or after 10 s. */
export async function drain(server: Server, proxy: RequestProxy, tunnels: Tunnels): Promise<void> {
  proxy.draining = true;
  // The HTTP server's own close() cuts idle connections at once, on which a request may be under way.
  NetServer.prototype.close.call(server);
  tunnels.closeAll();
  const deadline = performance.now() + PATIENCE_MS;
  const grace = performance.now() + GRACE_MS;
  while (performance.now() < deadline) {
    const now = performance.now();
    if (now >= grace) server.closeIdleConnections();
    if (proxy.inFlight + tunnels.size === 0 && (now >= grace || (await connections(server)) === 0))
      return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const connections = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.getConnections((_, count) => resolve(count));
  });

function refuseBroken(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || HOPELESS.test(error.code ?? '')) {
    socket.destroy();
    return;
  }
  const status = BROKEN[error.code ?? ''] ?? '400 Bad Request';
  socket.end(
    `HTTP/1.1 ${status}\r\nx-hanok-error: bad-request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`,
  );
}

/** A reset, or a handshake that came to nothing: there is no channel for an answer. */
const HOPELESS = /^(?:ECONNRESET$|ERR_SSL_|ERR_TLS_)/;

const BROKEN: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

function toFailure(cause: Error & { code?: string }, host: string, port: number): Error {
  if (cause.code !== 'EADDRINUSE' && cause.code !== 'EACCES') return cause;
  return new Failure(
    GATEWAY_FAILURES.portTaken,
    {
      en: `port ${port} on ${host} cannot be listened on: ${cause.code}`,
      ko: `${host}의 포트 ${port}을(를) 열 수 없다: ${cause.code}`,
    },
    {
      hint: {
        en: 'Stop what listens there, or choose another port in the plan.',
        ko: '그 포트를 쓰는 프로그램을 멈추거나 계획에서 다른 포트를 고른다.',
      },
      cause,
    },
  );
}
