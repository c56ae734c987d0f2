import type { Instant } from '#kernel';

/** What is known of one instance's ends. */
export interface Ends {
  /** When it ended, oldest first. */
  readonly at: readonly Instant[];
  /** Whether it was ever ready. */
  readonly everReady: boolean;
}

export type RestartDecision =
  | { readonly do: 'restart'; readonly afterMs: number }
  | { readonly do: 'give-up'; readonly ends: number; readonly withinMs: number };

const WINDOW = 120_000;
const MOST = 10;
/** One that never got well gets fewer tries: somebody waits for the answer. */
const MOST_UNREADY = 3;

/**
 * Pure. At once after the first end, then 0.2 s doubling to 10 s; ends older than two minutes are
 * forgiven. Gives up after 10 ends in that time, or 3 at all if it was never ready.
 */
export function decideRestart({ at, everReady }: Ends, now: Instant): RestartDecision {
  // One that was never ready is not forgiven for being slow about it.
  const recent = everReady ? at.filter((end) => now - end < WINDOW).length : at.length;
  if (recent >= (everReady ? MOST : MOST_UNREADY))
    return { do: 'give-up', ends: recent, withinMs: WINDOW };
  return { do: 'restart', afterMs: recent <= 1 ? 0 : Math.min(10_000, 100 * 2 ** (recent - 1)) };
}
