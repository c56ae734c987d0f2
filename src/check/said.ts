import { same, type Text, withParticle } from '#kernel';
import type { Attribute, Fact } from '#model';
import { nameOf } from './durable.ts';
import { type FactBase, once } from './fact-base.ts';
import { printValue } from './print-value.ts';
import { isReal } from './real.ts';
import type { Report, Subject } from './rule.ts';

/** Kinds of part ('service', 'redis'), or how a subject begins ('alerts', 'links', 'plan'). */
type Kinds = readonly string[];
type Fits = (facts: FactBase, subject: string) => boolean;

/** What subjects of these kinds say in an environment that serves people; the words say why. */
export interface Needed extends Text {
  readonly of: Kinds;
  /** Each by its attribute, or by any of several that would do. */
  readonly says: readonly (Attribute | readonly Attribute[])[];
  readonly when?: Fits;
}

/** Between what a value is meant to be; the words say why, and after whom. */
export interface Bound extends Text {
  readonly of: Kinds;
  readonly attribute: Attribute;
  readonly low: number;
  readonly high: number;
  readonly when?: Fits;
}

/** The subjects of these kinds, in plan order. */
export const subjectsOf = (facts: FactBase, kinds: Kinds): readonly string[] =>
  kinds.flatMap((kind) => byKind(facts).get(kind) ?? []);

const byKind = once((facts) => {
  const subjects = [...new Set(facts.all.map((fact) => fact.subject))];
  return Map.groupBy(subjects, (subject) => {
    const head = subject.split('.')[0] ?? subject;
    return head === 'parts' ? (facts.first('kind', subject)?.value ?? head) : head;
  });
});

/** An empty list says nothing. */
export const isSaid = (facts: FactBase, attribute: Attribute, subject: string): boolean =>
  facts
    .of(attribute, subject)
    .some(
      ({ origin, value }) => origin !== 'derived' && (!Array.isArray(value) || value.length > 0),
    );

/** Other environments are judged when they are asked about. */
const here = ({ facts, plan }: Subject, { of, when }: Needed | Bound): readonly string[] =>
  subjectsOf(facts, of).filter(
    (one) =>
      (!one.startsWith('environments.') || one === `environments.${plan.environment.name}`) &&
      (when?.(facts, one) ?? true),
  );

/** Reports, subject by subject, what is left out; what no subject of a kind says, once for all. */
export function reportUnsaid(
  subject: Subject,
  needs: readonly Needed[],
  report: (found: Report) => void,
): void {
  const { facts, plan } = subject;
  if (!isReal(plan)) return;
  const nowhere: string[] = [];
  const missing: Missing[] = [];
  for (const need of needs) {
    const subjects = here(subject, need);
    for (const ways of need.says.map((one) => (typeof one === 'string' ? [one] : one))) {
      const silent = subjects.filter((one) => !ways.some((way) => isSaid(facts, way, one)));
      const what = wordsOf(ways[0]);
      if (silent.length > 1 && silent.length === subjects.length)
        nowhere.push(`${need.of[0]} ${what}`);
      else missing.push(...silent.map((one) => ({ subject: one, what, why: need })));
    }
  }
  for (const [one, own] of Map.groupBy(missing, (each) => each.subject))
    report(unsaid(facts, one, own));
  if (nowhere.length === 0) return;
  const list = nowhere.join(', ');
  const message = { en: `said nowhere: ${list}`, ko: `어디에도 적혀 있지 않다: ${list}` };
  report({ path: 'plan', at: plan.at, because: [], message });
}

const WHOLE: Text = { en: 'the plan', ko: '계획' };

interface Missing {
  readonly subject: string;
  readonly what: string;
  readonly why: Text;
}

const wordsOf = (attribute: Attribute | undefined): string =>
  (attribute ?? '').replace(/(\.every)?Ms$|\.count$|\.id$/, '');

function unsaid(facts: FactBase, subject: string, missing: readonly Missing[]): Report {
  const named = subject === 'plan' ? WHOLE : same(nameOf(subject));
  const what = missing.map((one) => one.what).join(', ');
  const why = missing[0]?.why;
  const [first] = facts.about(subject);
  return {
    path: `${subject}.unsaid`,
    because: first ? [first] : [],
    message: {
      en: `${named.en} does not say ${what}: ${why?.en}`,
      ko: `${named.ko}에 ${withParticle(what, '이/가')} 적혀 있지 않다. ${why?.ko}`,
    },
  };
}

/** Reports every value outside its bounds. */
export function reportOutside(
  subject: Subject,
  bounds: readonly Bound[],
  report: (found: Report) => void,
): void {
  const { facts, plan } = subject;
  if (!isReal(plan)) return;
  for (const bound of bounds) {
    const subjects = here(subject, bound);
    for (const fact of subjects.flatMap((one) => facts.of(bound.attribute, one) as readonly Fact[]))
      if (typeof fact.value === 'number' && (fact.value < bound.low || fact.value > bound.high))
        report(outside(fact, bound));
  }
}

function outside(fact: Fact, bound: Bound): Report {
  const print = (value: number) => printValue({ ...fact, value } as Fact);
  const what = `${nameOf(fact.subject)} ${wordsOf(fact.attribute)}`;
  const range = `${print(bound.low)}–${print(bound.high)}`;
  return {
    path: `${fact.subject}.${fact.attribute}`,
    because: [fact],
    message: {
      en: `${what} is ${printValue(fact)}, outside ${range}: ${bound.en}`,
      ko: `${withParticle(what, '이/가')} ${withParticle(printValue(fact), '이다/다')}. ${range} 밖이다. ${bound.ko}`,
    },
  };
}
