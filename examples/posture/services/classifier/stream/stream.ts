import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { authenticate } from '../authenticate.ts';
import { toAnswer } from '../http/answer.ts';
import { MAX_BODY_BYTES } from '../http/body.ts';
import type { Principal } from '../identity.ts';
import { reasonOf } from '../log.ts';
import type { Frame } from '../parts.ts';
import { credentialIn, credentialOf, PROTOCOL } from './credential.ts';
import { attend, type Guest } from './guest.ts';

export interface Stream {
  /** Answers what has arrived, then closes every socket with 1012; resolves when all are closed. */
  close(withinMs: number): Promise<void>;
  /** Ends what is still open, without a word. */
  drop(): void;
}

const HEARTBEAT_MS = 15_000;
const LOGIN_MS = 5_000;
const UNAUTHORIZED = 4401;
const RESTART = 1012;

/**
 * WebSocket `/stream`. The origin is not checked: no cookie logs anybody in, so a foreign page has
 * nothing to ride on.
 */
export function openStream(server: Server, frame: Frame): Stream {
  const guests = new Set<Guest>();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_BODY_BYTES,
    handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
  });
  frame.metrics.gauge('posture_stream_connections', 'Open WebSockets.', () => [[{}, guests.size]]);

  const welcome = (socket: WebSocket, principal: Principal) => {
    const guest = attend(socket, { principal, frame });
    guests.add(guest);
    socket.once('close', () => guests.delete(guest));
  };
  const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const credential = credentialOf(request);
    const principal = credential === undefined ? undefined : await identify(frame, credential);
    sockets.handleUpgrade(request, socket, head, (opened) => {
      opened.on('error', (error) => frame.log('debug', 'stream', { reason: reasonOf(error) }));
      if (principal) welcome(opened, principal);
      else awaitLogin(opened, frame, welcome);
    });
  };
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    if (request.url?.split('?')[0] !== '/stream') return decline(socket, 404);
    if (frame.isDraining()) return decline(socket, 503);
    upgrade(request, socket, head).catch((error) => decline(socket, toAnswer(error).status));
  });
  const heart = setInterval(() => {
    for (const guest of guests) guest.beat();
  }, HEARTBEAT_MS);

  return {
    async close(withinMs) {
      clearInterval(heart);
      await Promise.all([...guests].map((guest) => guest.leave(RESTART, withinMs)));
      // Those that never logged in.
      for (const socket of sockets.clients) socket.close(RESTART, 'service restart: reconnect');
    },
    drop() {
      for (const socket of sockets.clients) socket.terminate();
    },
  };
}

/** Gives a socket without credentials a moment to send `{"authorization": "…"}`. */
function awaitLogin(
  socket: WebSocket,
  frame: Frame,
  welcome: (socket: WebSocket, principal: Principal) => void,
): void {
  const timer = setTimeout(() => socket.close(UNAUTHORIZED, 'no authorization'), LOGIN_MS);
  socket.once('close', () => clearTimeout(timer));
  socket.once('message', async (text) => {
    clearTimeout(timer);
    try {
      const principal = await identify(frame, credentialIn(String(text)));
      welcome(socket, principal);
      socket.send(JSON.stringify({ authorized: true }));
    } catch (error) {
      socket.send(JSON.stringify(toAnswer(error).body));
      socket.close(UNAUTHORIZED, 'not authorized');
    }
  });
}

function identify(frame: Frame, credential: string): Promise<Principal> {
  const { accounts } = frame.parts();
  return authenticate(credential, { settings: frame.settings, accounts });
}

function decline(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Declined\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
