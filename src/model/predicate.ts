import { type PercentWords, type SpanWords, withParticle } from '#kernel';
import { percent, span } from './quantity.ts';
import {
  expected,
  number,
  optional,
  type Reader,
  record,
  refuse,
  required,
  text,
} from './shape.ts';

/** Where a predicate looks, and what it takes for granted. */
interface SeenWords {
  /** Only answers to paths that begin so are looked at: '/api/pay'. */
  readonly on?: string;
  /** The share of bad units at which stable still counts as well; above it the release is withdrawn. */
  readonly usual?: PercentWords;
}

/**
 * What makes a unit bad. `status` and '5xx': a failed answer, or none. `slowerThan`: too many of its
 * first answers are slow. `check` and `metric`: what the service says of its own answer in the header
 * `x-hanok-says: face-match=ok, confidence=0.93`, which clients never get to see; one failed check,
 * or one value past the bound, makes the unit bad.
 */
export type BadWords =
  | '5xx'
  | (SeenWords & { readonly status: number })
  | (SeenWords & { readonly slowerThan: SpanWords; readonly allowed?: PercentWords })
  | (SeenWords & { readonly check: string })
  | (SeenWords & { readonly metric: string; readonly above?: number; readonly below?: number });

interface Seen {
  readonly id: string;
  /** Beginning of the paths that are looked at; all without it. */
  readonly on?: string;
  /** 0 to 1. */
  readonly usual?: number;
}

export type Predicate =
  | (Seen & { readonly kind: 'status'; readonly atLeast: number })
  | (Seen & {
      readonly kind: 'slower';
      readonly thanMs: number;
      /** 0 to 1: the share of slow requests that the objective allows. */
      readonly allowedShare: number;
    })
  | (Seen & { readonly kind: 'check'; readonly name: string })
  | (Seen & {
      readonly kind: 'metric';
      readonly name: string;
      readonly above?: number;
      readonly below?: number;
    });

/** What a header can carry without quoting. */
const name: Reader<string> = (value, reading) =>
  typeof value === 'string' && /^[a-z][a-z0-9_.-]*$/.test(value)
    ? value
    : refuse(
        'plan/bad-value',
        reading,
        expected(value, { en: "a name such as 'face-match'", ko: "'face-match' 같은 이름" }),
      );

/** How a bad unit may be described; the key that is there decides. */
const seen = { on: optional(text), usual: optional(percent) };
const bound = optional(number(-Number.MAX_VALUE, Number.MAX_VALUE));
const readers = {
  status: record({ status: required(number(100, 599, true)), ...seen }),
  slowerThan: record({ slowerThan: required(span), allowed: optional(percent), ...seen }),
  check: record({ check: required(name), ...seen }),
  metric: record({ metric: required(name), above: bound, below: bound, ...seen }),
};

const FORM =
  "'5xx', { status: 400 }, { slowerThan: '1 s' }, { check: 'face-match' } or { metric: 'confidence', below: 0.5 }";

/** Reads one predicate; its id says what it looks at, so that two alike are one. */
export const readPredicate: Reader<Predicate, BadWords> = (value, reading) => {
  if (value === '5xx') return { id: '5xx', kind: 'status', atLeast: 500 };
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  if (keys.includes('status')) return readFailing(value, reading);
  if (keys.includes('slowerThan')) return readSlow(value, reading);
  if (keys.includes('check')) return readCheck(value, reading);
  if (keys.includes('metric')) return readMetric(value, reading);
  const ko = FORM.replace(' or ', ', ');
  return refuse('plan/bad-value', reading, expected(value, { en: FORM, ko: `${ko} 중 하나` }));
};

const readFailing: Reader<Predicate> = (value, reading) => {
  const read = readers.status(value, reading);
  if (read?.status === undefined) return undefined;
  return { ...seenBy(read, `status-${read.status}`), kind: 'status', atLeast: read.status };
};

const readSlow: Reader<Predicate> = (value, reading) => {
  const read = readers.slowerThan(value, reading);
  if (read?.slowerThan === undefined) return undefined;
  const { slowerThan: thanMs, allowed = 5 } = read;
  const seen = seenBy(read, `slower-than-${thanMs}ms`);
  return { ...seen, kind: 'slower', thanMs, allowedShare: allowed / 100 };
};

const readCheck: Reader<Predicate> = (value, reading) => {
  const read = readers.check(value, reading);
  if (read?.check === undefined) return undefined;
  return { ...seenBy(read, `check-${read.check}`), kind: 'check', name: read.check };
};

const readMetric: Reader<Predicate> = (value, reading) => {
  const read = readers.metric(value, reading);
  if (read?.metric === undefined) return undefined;
  const { metric, above, below } = read;
  if (above === undefined && below === undefined)
    return refuse('plan/bad-value', reading, {
      en: `say from where on ${metric} is bad: \`above\` or \`below\``,
      ko: `${withParticle(metric, '이/가')} 어디부터 나쁜지 \`above\`나 \`below\`로 적는다`,
    });
  const bounds = {
    ...(above !== undefined && { above }),
    ...(below !== undefined && { below }),
  };
  const words = Object.entries(bounds).map(([side, at]) => `-${side}-${at}`);
  return { ...seenBy(read, `${metric}${words.join('')}`), kind: 'metric', name: metric, ...bounds };
};

const seenBy = (
  { on, usual }: { on: string | undefined; usual: number | undefined },
  id: string,
): Seen => ({
  id: on === undefined ? id : `${id} on ${on}`,
  ...(on !== undefined && { on }),
  ...(usual !== undefined && { usual: usual / 100 }),
});
