import type { WebSocket } from 'ws';
import type { Principal } from '../identity.ts';
import { reasonOf } from '../log.ts';
import type { Frame } from '../parts.ts';
import { openConversation } from './conversation.ts';

export interface Guest {
  /** Pings, and ends a socket that did not answer the last ping. */
  beat(): void;
  /** Answers what has arrived, then closes; resolves when closed, at the latest after `withinMs`. */
  leave(code: number, withinMs: number): Promise<void>;
}

/** Messages of one client waiting for their turn; beyond it the client is told to slow down. */
const MAX_WAITING = 64;
const NO_CLOSE_FRAME = 1006;

/** Serves one authenticated socket: answers in the order of its messages. */
export function attend(
  socket: WebSocket,
  { principal, frame }: { principal: Principal; frame: Frame },
): Guest {
  const { predicting, connections } = frame.parts();
  const closed = connections.opened(principal);
  const onFault = (error: unknown) =>
    frame.log('error', 'stream window failed', { reason: reasonOf(error) });
  const answer = openConversation(principal, { predicting, onFault });
  let waiting = 0;
  let turn: Promise<void> = Promise.resolve();
  let isAlive = true;

  const reply = (value: unknown) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(value));
  };
  const take = async (text: string) => {
    for (const each of await answer(text)) reply(each);
    waiting--;
  };
  socket.on('message', (text) => {
    if (waiting >= MAX_WAITING) {
      reply({ error: { code: 'busy', message: 'Wait for answers before sending more.' } });
      return;
    }
    waiting++;
    turn = turn.then(() => take(String(text)));
  });
  socket.on('pong', () => {
    isAlive = true;
  });
  socket.once('close', (code) => closed(code || NO_CLOSE_FRAME));

  return {
    beat() {
      if (!isAlive) return socket.terminate();
      isAlive = false;
      socket.ping();
    },
    async leave(code, withinMs) {
      const ended = new Promise((resolve) => socket.once('close', resolve));
      const timer = setTimeout(() => socket.terminate(), withinMs);
      await turn;
      socket.close(code, 'service restart: reconnect');
      await ended;
      clearTimeout(timer);
    },
  };
}
