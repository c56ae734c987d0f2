import { type PercentWords, type RateWords, type SpanWords, withParticle } from '#kernel';
import { type Authored, isAuthored, makesUnnamed } from './part.ts';
import { type BadWords, type Predicate, readPredicate } from './predicate.ts';
import { quote } from './problem.ts';
import { percent, rate, span } from './quantity.ts';
import {
  expected,
  flag,
  list,
  number,
  oneOf,
  optional,
  type Reader,
  record,
  refuse,
  text,
} from './shape.ts';

/** What follows when the evidence stays away. */
export type AfterHold = 'accept' | 'withdraw' | 'wait' | 'ask' | 'synthetic';

export interface CanarySpec {
  /** What is randomised: people (sessions keep their side) or single stateless requests. */
  readonly split?: 'client' | 'request';
  /** Percent of new units to the candidate, rising; 100 is the promotion and is not listed. */
  readonly weights?: readonly number[];
  /** How long each weight must hold at least. */
  readonly bake?: SpanWords;
  /** How long after its start a unit may still turn bad. */
  readonly horizon?: SpanWords;
  readonly bad?: readonly BadWords[];
  readonly promote?: 'not-refuted' | 'proved';
  /** With 'proved': the largest rise of the bad share that is tolerated. */
  readonly tolerance?: PercentWords;
  /** Requests the candidate must answer well before any user comes: 'GET /smoke'. */
  readonly smoke?: readonly string[];
  /** A request with the header `canary: true` goes to the candidate. */
  readonly headerOverride?: boolean;
  /** How long to wait for evidence beyond the bake. */
  readonly holdFor?: SpanWords;
  /**
   * What follows when it stays away: accept what little there is (with not a single unit it ends
   * without blame), end without blame, wait on, ask a person, or send the smoke requests to both
   * sides a hundred times over and go by what they answer.
   */
  readonly afterHold?: AfterHold;
  /** Whose answers are judged: the candidate's, or those of both sides together. */
  readonly measures?: 'candidate' | 'all';
  /** What no answer from the meter counts as. */
  readonly unanswered?: 'good' | 'bad' | 'wait';
  /** Goes on below this rate of failed answers: says nothing of their share. */
  readonly errorRateBelow?: RateWords;
}
export interface ReplaceSpec {
  /** Capacity a switch may use beyond what runs: a full second set is '100%'. */
  readonly room?: PercentWords;
  /** Instances added before others are taken away. */
  readonly surge?: number;
  /** Instances that may be missing meanwhile. */
  readonly unavailable?: number;
  readonly bake?: SpanWords;
  readonly smoke?: readonly string[];
}
export type Rollout =
  | Authored<'canary', CanarySpec>
  | Authored<'rolling', ReplaceSpec>
  | Authored<'blue-green', ReplaceSpec>;

/** A judged rollout, a share of the units at a time. */
export const canary = makesUnnamed<'canary', CanarySpec>('canary');
/** Instance by instance, without a judgement. */
export const rolling = makesUnnamed<'rolling', ReplaceSpec>('rolling');
/** A second full set, switched at once. */
export const blueGreen = makesUnnamed<'blue-green', ReplaceSpec>('blue-green');

/** Every field of a canary, as a document may leave it: defaults are in defaults.ts. */
export interface ResolvedRollout {
  readonly strategy: 'canary' | 'rolling' | 'blue-green';
  readonly split?: 'client' | 'request' | undefined;
  readonly weights?: readonly number[] | undefined;
  readonly bake?: number | undefined;
  readonly horizon?: number | undefined;
  readonly bad?: readonly Predicate[] | undefined;
  readonly promote?: 'not-refuted' | 'proved' | undefined;
  readonly tolerance?: number | undefined;
  readonly smoke?: readonly string[] | undefined;
  readonly room?: number | undefined;
  readonly headerOverride?: boolean | undefined;
  readonly holdFor?: number | undefined;
  readonly afterHold?: AfterHold | undefined;
  readonly measures?: 'candidate' | 'all' | undefined;
  readonly unanswered?: 'good' | 'bad' | 'wait' | undefined;
  readonly errorRateBelow?: number | undefined;
  readonly surge?: number | undefined;
  readonly unavailable?: number | undefined;
}

const readSmoke: Reader<string> = (value, reading) =>
  typeof value === 'string' && /^(GET|HEAD) \/\S*$/.test(value)
    ? value
    : refuse(
        'plan/bad-value',
        reading,
        expected(value, { en: "a request such as 'GET /health'", ko: "'GET /health' 같은 요청" }),
      );

const readWeights: Reader<readonly number[]> = (value, reading) => {
  const read = list(number(1, 99))(value, reading);
  const rises = read?.every((weight, index) => index === 0 || weight > (read[index - 1] ?? 0));
  if (read === undefined || (rises && read.length > 0)) return read;
  return refuse('plan/bad-value', reading, {
    en: `weights rise towards 100, and ${quote(read)} does not`,
    ko: `가중치는 100을 향해 커져야 하는데 ${withParticle(quote(read), '은/는')} 그렇지 않다`,
  });
};

const readSpec = record<Omit<ResolvedRollout, 'strategy' | 'surge' | 'unavailable' | 'room'>>({
  split: optional(oneOf('client', 'request')),
  weights: optional(readWeights),
  bake: optional(span),
  horizon: optional(span),
  bad: optional(list(readPredicate)),
  promote: optional(oneOf('not-refuted', 'proved')),
  tolerance: optional(percent),
  smoke: optional(list(readSmoke)),
  headerOverride: optional(flag),
  holdFor: optional(span),
  afterHold: optional(oneOf('accept', 'withdraw', 'wait', 'ask', 'synthetic')),
  measures: optional(oneOf('candidate', 'all')),
  unanswered: optional(oneOf('good', 'bad', 'wait')),
  errorRateBelow: optional(rate),
});
const readReplace = record<
  Pick<ResolvedRollout, 'bake' | 'smoke' | 'surge' | 'unavailable' | 'room'>
>({
  room: optional(percent),
  surge: optional(number(0, 10_000, true)),
  unavailable: optional(number(0, 10_000, true)),
  bake: optional(span),
  smoke: optional(list(text)),
});

export const readRollout: Reader<ResolvedRollout, Rollout> = (value, reading) => {
  if (!isAuthored(value, 'canary', 'rolling', 'blue-green'))
    return refuse(
      'plan/wrong-kind',
      reading,
      expected(value, {
        en: 'canary(…), rolling(…) or blueGreen(…)',
        ko: 'canary(…), rolling(…), blueGreen(…) 중 하나',
      }),
    );
  const strategy = value.kind as ResolvedRollout['strategy'];
  const here = { ...reading, at: value.at };
  const read = strategy === 'canary' ? readSpec(value.spec, here) : readReplace(value.spec, here);
  return read && { strategy, ...read };
};
