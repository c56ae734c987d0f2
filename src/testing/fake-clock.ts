import type { Clock, Instant } from '#kernel';

/** A clock that stands until it is slept on or moved: `sleep` advances it and resolves at once. */
export class FakeClock implements Clock {
  #now: Instant;

  constructor(now: Instant = 0) {
    this.#now = now;
  }

  now(): Instant {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (!signal?.aborted) this.#now += ms;
    return Promise.resolve();
  }

  /** Moves time on by `ms`. */
  pass(ms: number): void {
    this.#now += ms;
  }
}
