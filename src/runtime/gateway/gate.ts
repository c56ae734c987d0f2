/** More than this many requests wait at no gate. */
const MOST_HELD = 5_000;

/** A request that waits; exactly one of the two is called, once. */
export interface Held {
  go(): void;
  giveUp(): void;
}

/**
 * Holds the new requests of a service while something behind it changes. It opens by itself in the
 * end: whoever closed it may have died.
 */
export class Gate {
  readonly #most: number;
  readonly #held = new Set<Held>();
  #timer: NodeJS.Timeout | undefined;
  #endsAt = 0;
  closed = false;

  constructor(most = MOST_HELD) {
    this.#most = most;
  }

  get held(): number {
    return this.#held.size;
  }

  /** For how long it stays closed when nobody opens it. */
  get leftMs(): number {
    return this.closed ? Math.max(0, this.#endsAt - performance.now()) : 0;
  }

  /** Closes for at most `ms` from now, also when it is closed already. */
  pause(ms: number): void {
    this.closed = true;
    this.#endsAt = performance.now() + ms;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end((held) => held.giveUp()), ms).unref();
  }

  /** Opens; what waits goes in the order in which it came. */
  resume(): void {
    this.#end((held) => held.go());
  }

  /** False when too many wait already. */
  hold(held: Held): boolean {
    if (this.#held.size >= this.#most) return false;
    this.#held.add(held);
    return true;
  }

  /** Nobody waits for this one's answer any more. */
  forget(held: Held): boolean {
    return this.#held.delete(held);
  }

  #end(each: (held: Held) => void): void {
    this.closed = false;
    clearTimeout(this.#timer);
    const waiting = [...this.#held];
    this.#held.clear();
    for (const held of waiting) each(held);
  }
}
