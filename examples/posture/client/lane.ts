import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Sample } from './generator.ts';
import type { Tally } from './tally.ts';

/** One device's way to the service. */
export interface Lane {
  /** Sends at once, or as soon as the connection is back; never waits for the answer. */
  send(samples: readonly Sample[]): void;
  /** Resolves when everything sent has been answered or counted as failed, and closes the way. */
  close(): Promise<void>;
}

export interface LaneOptions {
  readonly baseUrl: URL;
  /** The whole `Authorization` value. */
  readonly authorization: string;
  readonly tally: Tally;
}

/** An answer that takes longer is a failure. */
export const LATE_MS = 5_000;
/** The gateway marks the errors it makes itself with this header. */
export const GATEWAY_ERROR = 'x-hanok-error';

/** Names under `.localhost` are this machine, even where the resolver has not heard of them. */
export const lookupLoopback: LookupFunction = (hostname, options, found) => {
  if (!hostname.endsWith('localhost')) {
    lookup(hostname, options, found);
    return;
  }
  if (options.all) found(null, [{ address: '127.0.0.1', family: 4 }]);
  else found(null, '127.0.0.1', 4);
};
