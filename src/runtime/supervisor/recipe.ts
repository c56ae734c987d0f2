import type { LaunchSpec, StopSpec } from './launch.ts';

/** How one kind of thing is run. Made anew for each start, so that it may choose a fresh port. */
export interface Recipe {
  /** Before the process: folders, initialisation. Idempotent. */
  prepare?(): Promise<void>;
  launch(port: number): LaunchSpec;
  /** True when it may be given work, within two seconds. Throws only what asking again cannot mend. */
  isReady(port: number): Promise<boolean>;
  /** Once after each start, when ready: accounts, databases. Idempotent. */
  settle?(port: number): Promise<void>;
  readonly stop: StopSpec;
  /** How long a start may take. */
  readonly startWithinMs: number;
  /** Kept over restarts when somebody outside knows it. */
  readonly port: 'kept' | 'fresh';
}
