import type { Predicate } from '#model';

/** What came of one request or connection. */
export interface Outcome {
  /** The answer's status; 0 when there was no answer. */
  readonly status: number;
  /** Until the answer's headers, or until it was clear that none would come. */
  readonly ms: number;
  /** The request's target: path and query. */
  readonly path: string;
  /** What the service said of its own answer: `face-match=ok, confidence=0.93`. */
  readonly says?: string | undefined;
}

/** How many of a client's requests a `slower` predicate looks at. */
export const FIRST_REQUESTS = 10;

/** What a client's first requests have shown so far, by predicate. */
export interface Pace {
  readonly seen: number[];
  readonly slow: number[];
}

/** One bit for each predicate. */
export interface Judgement {
  /** Those that were violated. */
  readonly bad: number;
  /** Those of the service's own word that could have been answered. */
  readonly asked: number;
  /** Those of them that were. */
  readonly heard: number;
}

/**
 * Judges one outcome. `pace` is a client's; without one every request stands for itself. `slower` is
 * decided for a client as soon as it is certain that more than twice the allowed share of its first
 * ten requests are slow.
 */
export function judgeOutcome(
  predicates: readonly Predicate[],
  outcome: Outcome,
  pace?: Pace,
): Judgement {
  let [bad, asked, heard] = [0, 0, 0];
  for (let index = 0; index < predicates.length; index += 1) {
    const predicate = predicates[index] as Predicate;
    const found = judgeBy(predicate, outcome, pace && { pace, index });
    bad |= (found & BAD) === 0 ? 0 : 1 << index;
    asked |= (found & ASKED) === 0 ? 0 : 1 << index;
    heard |= (found & HEARD) === 0 ? 0 : 1 << index;
  }
  return { bad, asked, heard };
}

const [BAD, ASKED, HEARD] = [1, 2, 4];

/** One bit each for bad, asked and heard: no object a request. */
function judgeBy(predicate: Predicate, outcome: Outcome, at: PaceAt | undefined): number {
  if (predicate.on !== undefined && !isUnder(outcome.path, predicate.on)) return 0;
  switch (predicate.kind) {
    case 'status':
      return outcome.status === 0 || outcome.status >= predicate.atLeast ? BAD : 0;
    case 'slower':
      return isSlow(predicate, outcome.ms > predicate.thanMs, at) ? BAD : 0;
    case 'check':
    case 'metric':
      return hear(predicate, outcome);
  }
}

function hear(predicate: Spoken, { status, says }: Outcome): number {
  // A failed answer has no word of its own; the status is for another predicate to judge.
  if (status === 0 || status >= 500) return 0;
  const word = wordOn(says, predicate);
  if (word === undefined) return ASKED;
  return word === 'bad' ? ASKED | HEARD | BAD : ASKED | HEARD;
}

/** Judged by the service's own word. */
type Spoken = Extract<Predicate, { kind: 'check' | 'metric' }>;

/** Where a client's pace by one predicate is kept. */
interface PaceAt {
  readonly pace: Pace;
  readonly index: number;
}

/** `/api` covers `/api`, `/api/x` and `/api?x`, not `/apiary`. */
function isUnder(path: string, on: string): boolean {
  if (!path.startsWith(on)) return false;
  const next = path.charAt(on.length);
  return next === '' || next === '/' || next === '?' || on.endsWith('/');
}

function isSlow(
  { allowedShare }: Extract<Predicate, { kind: 'slower' }>,
  now: boolean,
  at: PaceAt | undefined,
): boolean {
  if (!at) return now;
  const { pace, index } = at;
  const seen = pace.seen[index] ?? 0;
  pace.seen[index] = seen + 1;
  if (!now || seen >= FIRST_REQUESTS) return false;
  const slow = (pace.slow[index] ?? 0) + 1;
  pace.slow[index] = slow;
  return slow > 2 * allowedShare * FIRST_REQUESTS;
}

/** What the service said on one check or metric; undefined when it said nothing that can be read. */
function wordOn(says: string | undefined, predicate: Spoken): 'good' | 'bad' | undefined {
  const word = says === undefined ? undefined : valueIn(says, predicate.name);
  if (word === undefined) return undefined;
  if (predicate.kind === 'check')
    return word === 'ok' ? 'good' : word === 'failed' ? 'bad' : undefined;
  const value = word === '' ? Number.NaN : Number(word);
  if (Number.isNaN(value)) return undefined;
  const { above = Number.POSITIVE_INFINITY, below = Number.NEGATIVE_INFINITY } = predicate;
  return value > above || value < below ? 'bad' : 'good';
}

function valueIn(says: string, name: string): string | undefined {
  for (const part of says.split(',')) {
    const equals = part.indexOf('=');
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return undefined;
}
