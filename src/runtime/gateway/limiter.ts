import type { Inbound } from './headers.ts';
import type { ClientNames } from './identity.ts';
import { Recent } from './recent.ts';
import type { TableLimit } from './table.ts';

const MOST_KEYS = 100_000;
/** Sums of fractions of a millisecond are not exact. */
const ROUNDING_MS = 1e-3;

/** Who asks, as far as a limit looks at it. */
export interface Asker {
  readonly inbound: Pick<Inbound, 'cookie' | 'key' | 'forwardedFor'>;
  readonly address: string;
}

/** One route's limit: a token bucket for each key, kept as the one moment at which it is full. */
export class Limiter {
  readonly limit: TableLimit;
  readonly #costMs: number;
  readonly #fullAt: Recent<number>;

  /** Remembers at most `most` keys, and always the half that asked last. */
  constructor(limit: TableLimit, most = MOST_KEYS) {
    this.limit = limit;
    this.#costMs = limit.windowMs / limit.count;
    this.#fullAt = new Recent(most);
  }

  /** 0 when `key` may ask now, else in how many milliseconds it may. */
  take(key: string, now: number): number {
    const fullAt = Math.max(this.#fullAt.get(key) ?? 0, now);
    const wait = fullAt + this.#costMs - this.limit.windowMs - now;
    if (wait > ROUNDING_MS) return Math.min(wait, this.limit.windowMs);
    this.#fullAt.set(key, fullAt + this.#costMs);
    return 0;
  }

  /** The name under which an asker is counted; no credential is remembered. */
  keyOf(names: ClientNames, { inbound, address }: Asker): string {
    const { cookie, key } = inbound;
    const from = farthest(inbound.forwardedFor, address);
    switch (this.limit.per) {
      case undefined:
        return '';
      case 'address':
        return names.nameOf({ cookie: undefined, key: undefined, address: from });
      case 'client':
        return names.nameOf({ cookie, key, address: from });
      default:
        // A user is known by what they show the service; their browser, where they show nothing.
        return names.nameOf({
          cookie: key === undefined && this.limit.per === 'user' ? cookie : undefined,
          key,
          address: from,
        });
    }
  }
}

/** Only something on this machine (a TLS end) may say for whom it forwards: the last it names. */
function farthest(forwardedFor: string | undefined, address: string): string {
  if (forwardedFor === undefined || (address !== '127.0.0.1' && address !== '::1')) return address;
  return forwardedFor.slice(forwardedFor.lastIndexOf(',') + 1).trim();
}
