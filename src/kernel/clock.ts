/** Milliseconds since the epoch, UTC. */
export type Instant = number;

/** Time enters every room through this port, so that a test can move it. */
export interface Clock {
  now(): Instant;
  /** Resolves after `ms`, or at once (without error) when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
