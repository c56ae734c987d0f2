import type { Tick } from './delivery-stream.ts';

/** How a rollout ended. */
export interface End {
  readonly kind: 'taken-back' | 'withdrawn' | 'promoted';
  /** Seconds from the first user of the candidate. */
  readonly at: number;
  /** Bad units on the candidate until then: clients where the judge counts clients, else requests. */
  readonly bad: number;
}

/** Watches one rollout. The same ticks are shown to every judge. */
export interface Judge {
  /** Returns how it ended, as soon as it has. */
  see(tick: Tick): End | undefined;
}

/** A judge as the table names it. */
export interface Rule {
  readonly name: string;
  /** Looks at nothing but whole minutes. */
  readonly coarse?: boolean;
  /** `bad` is what a bad unit is in this stream. */
  open(stream: { readonly unit: 'request' | 'client'; readonly bad: '5xx' | 'slow' }): Judge;
}
