import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Model } from './model/library.ts';
import type { Predicting } from './predicting.ts';
import type { Settings } from './settings.ts';
import type { Accounts } from './stores/accounts.ts';
import type { ActiveModel } from './stores/active-model.ts';
import type { ConnectionHistory } from './stores/connections.ts';
import type { PredictionLog } from './stores/prediction-log.ts';
import type { RateLimiter } from './stores/rate-limiter.ts';

/** What needs the stores; there once they have been reached and the migrations have been applied. */
export interface Parts {
  readonly models: ReadonlyMap<string, Model>;
  readonly active: ActiveModel;
  readonly accounts: Accounts;
  readonly predictions: PredictionLog;
  readonly connections: ConnectionHistory;
  readonly limiter: RateLimiter;
  readonly predicting: Predicting;
  /** Rejects when PostgreSQL or Redis does not answer. */
  probe(): Promise<void>;
  /** Writes what is queued and closes the stores; resolves with the rows that could not be written. */
  close(withinMs: number): Promise<number>;
}

/** What is there from the first moment. */
export interface Frame {
  readonly settings: Settings;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Refuses with 503 until the parts are there. */
  parts(): Parts;
  isDraining(): boolean;
}
