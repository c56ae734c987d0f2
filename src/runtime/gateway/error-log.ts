import type { ErrorCode } from './error-pages.ts';
import { say } from './say.ts';

const EVERY_MS = 1_000;
const OF_CLIENTS: ReadonlySet<ErrorCode> = new Set([
  'no-route',
  'bad-request',
  'too-many-requests',
  'unauthorized',
]);

/** Says once a second which errors the gateway answered with: an outage must not fill a disk. */
export class ErrorLog {
  #counts = new Map<string, { code: ErrorCode; service: string | undefined; count: number }>();
  readonly #timer: NodeJS.Timeout;

  constructor() {
    this.#timer = setInterval(() => this.#flush(), EVERY_MS).unref();
  }

  /** Counts one error. What a client did wrong on its own is not news. */
  add(code: ErrorCode, service: string | undefined): void {
    if (OF_CLIENTS.has(code)) return;
    const key = `${code} ${service}`;
    const entry = this.#counts.get(key);
    if (entry) entry.count += 1;
    else this.#counts.set(key, { code, service, count: 1 });
  }

  close(): void {
    clearInterval(this.#timer);
    this.#flush();
  }

  #flush(): void {
    for (const entry of this.#counts.values()) say('error', entry);
    this.#counts = new Map();
  }
}
