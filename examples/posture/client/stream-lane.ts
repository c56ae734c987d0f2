import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { GATEWAY_ERROR, type Lane, type LaneOptions, lookupLoopback } from './lane.ts';
import { openOutbox } from './outbox.ts';
import type { Tally } from './tally.ts';

/** Codes with which a service sends its clients elsewhere: coming back is what it asks for. */
const INVITATIONS = new Set([1001, 1012]);
const NO_CLOSE_FRAME = 1006;
const SOON_MS = 20;
const LATER_MS = 250;

/** One WebSocket that comes back when it is closed, and then sends again what was not answered. */
export function openStreamLane({ baseUrl, authorization, tally }: LaneOptions): Lane {
  const url = new URL('/stream', baseUrl.href.replace(/^http/, 'ws'));
  const outbox = openOutbox(tally);
  let socket: WebSocket;
  let isLeaving = false;

  const connect = () => {
    socket = new WebSocket(url, 'posture', { headers: { authorization }, lookup: lookupLoopback });
    let wasOpen = false;
    socket.once('open', () => {
      wasOpen = true;
      for (const text of outbox.texts()) socket.send(text);
    });
    socket.on('message', (text) => outbox.take(String(text)));
    socket.on('unexpected-response', (_, response) => {
      noteRefusal(response, tally);
      response.resume();
      socket.terminate();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (!wasOpen && error.code) tally.failed('refused', error.message);
    });
    socket.once('close', (code) => {
      if (isLeaving && outbox.isEmpty()) return;
      if (wasOpen) noteClose(code, tally);
      // Spread out: clients sent away together must not come back together.
      setTimeout(connect, (wasOpen ? SOON_MS : LATER_MS) * (0.5 + Math.random()));
    });
  };
  connect();

  return {
    send(samples) {
      tally.sent();
      const text = outbox.add(samples);
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    async close() {
      isLeaving = true;
      await outbox.emptied();
      await leave(socket);
    },
  };
}

function noteClose(code: number, tally: Tally): void {
  tally.reconnected();
  if (code === NO_CLOSE_FRAME) tally.failed('no-close-frame', 'closed with 1006');
  else if (!INVITATIONS.has(code)) tally.failed('closed', `closed with ${code}`);
}

/** An application that refuses for a moment is no failure: the lane comes back. */
function noteRefusal({ statusCode = 0, headers }: IncomingMessage, tally: Tally): void {
  const mark = headers[GATEWAY_ERROR];
  if (statusCode >= 500 && mark !== undefined) tally.failed('gateway', `${statusCode} ${mark}`);
}

function leave(socket: WebSocket): Promise<void> {
  if (socket.readyState === WebSocket.CLOSED) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.terminate(), 1_000);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    if (socket.readyState === WebSocket.CONNECTING) socket.terminate();
    else socket.close(1000);
  });
}
