import { LATE_MS } from './lane.ts';
import type { Tally } from './tally.ts';

/** Windows sent over a WebSocket and not yet answered; each leaves with an answer or as late. */
export interface Outbox {
  /** Puts a window in and gives the message to send. */
  add(samples: unknown): string;
  /** Takes the answered window out. */
  take(reply: string): void;
  isEmpty(): boolean;
  /** The messages to send again on another connection. */
  texts(): readonly string[];
  emptied(): Promise<void>;
}

interface Reply {
  readonly id?: number;
  readonly modelVersion?: string;
  readonly error?: { readonly code: string };
}

interface Entry {
  readonly text: string;
  readonly since: number;
  readonly timer: NodeJS.Timeout;
}

export function openOutbox(tally: Tally): Outbox {
  const entries = new Map<number, Entry>();
  let next = 0;
  let whenEmpty = () => {};
  const settle = (id: number) => {
    clearTimeout(entries.get(id)?.timer);
    entries.delete(id);
    if (entries.size === 0) whenEmpty();
  };
  return {
    add(samples) {
      const id = next++;
      const text = JSON.stringify({ id, rateHz: 50, samples });
      const timer = setTimeout(() => {
        tally.failed('late', `no answer within ${LATE_MS} ms`);
        settle(id);
      }, LATE_MS);
      entries.set(id, { text, since: performance.now(), timer });
      return text;
    },
    take(reply) {
      const { id = -1, error, modelVersion } = JSON.parse(reply) as Reply;
      const entry = entries.get(id);
      if (!entry) return;
      const ms = performance.now() - entry.since;
      tally.answered({ status: error ? `ws-${error.code}` : 'ws-ok', ms, modelVersion });
      settle(id);
    },
    isEmpty: () => entries.size === 0,
    texts: () => [...entries.values()].map(({ text }) => text),
    async emptied() {
      if (entries.size === 0) return;
      await new Promise<void>((resolve) => {
        whenEmpty = resolve;
      });
    },
  };
}
