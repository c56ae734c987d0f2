import type { Predicate } from './table.ts';

/** What came of one request or connection. */
export interface Outcome {
  /** The answer's status; 0 when there was no answer. */
  readonly status: number;
  /** Until the answer's headers, or until it was clear that none would come. */
  readonly ms: number;
}

/** How many of a client's requests a `slower` predicate looks at. */
export const FIRST_REQUESTS = 10;

/** What a client's first requests have shown so far. */
export interface Pace {
  seen: number;
  /** Slow ones by predicate. */
  readonly slow: number[];
}

/** The predicates that a single request violates, one bit each. */
export function judgeRequest(predicates: readonly Predicate[], outcome: Outcome): number {
  let bad = 0;
  for (let index = 0; index < predicates.length; index += 1) {
    const predicate = predicates[index] as Predicate;
    if (violates(predicate, outcome)) bad |= 1 << index;
  }
  return bad;
}

/**
 * The predicates that a client violates after one more request, one bit each. `slower` is decided
 * as soon as it is certain that more than twice the allowed share of the first ten are slow.
 */
export function judgeClient(
  predicates: readonly Predicate[],
  outcome: Outcome,
  pace: Pace,
): number {
  const violated = judgeRequest(predicates, outcome);
  let bad = 0;
  for (let index = 0; index < predicates.length; index += 1) {
    const predicate = predicates[index] as Predicate;
    if ((violated & (1 << index)) === 0) continue;
    if (predicate.kind === 'status' || isTooSlow(predicate, pace, index)) bad |= 1 << index;
  }
  pace.seen += 1;
  return bad;
}

function isTooSlow(
  predicate: Extract<Predicate, { kind: 'slower' }>,
  pace: Pace,
  index: number,
): boolean {
  if (pace.seen >= FIRST_REQUESTS) return false;
  const slow = (pace.slow[index] ?? 0) + 1;
  pace.slow[index] = slow;
  return slow > 2 * predicate.allowedShare * FIRST_REQUESTS;
}

const violates = (predicate: Predicate, outcome: Outcome): boolean =>
  predicate.kind === 'status'
    ? outcome.status === 0 || outcome.status >= predicate.atLeast
    : outcome.ms > predicate.thanMs;
