import { withParticle } from '#kernel';
import { type Attribute, type Fact, SAID_OF_ALL } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { defineRule } from '../../rule.ts';

/** What only documents say, or say in words of their own: the design has no field for it. */
const WORDS: readonly Attribute[] = [
  'kind',
  'nature',
  'goal',
  'cites',
  'admits',
  'labels',
  'selects',
  'pooled',
  'instanceCalls',
  'authorizes',
  'methods',
  'reachesPorts',
  'reaches',
  'stages',
  'monitors',
  'notifies',
  'strategies',
  'needs',
  'drawnInstances',
  'unstated',
  'undecided',
];
/** Statements of everything at once, and where an environment stands: the design says it part by part. */
const isSpread = ({ subject, attribute }: Fact): boolean =>
  /^(standby|on|configuration)\./.test(attribute) ||
  (subject === 'plan' && EVERYWHERE.includes(attribute));
const EVERYWHERE: readonly Attribute[] = SAID_OF_ALL;
/** A plan that carries more than this share of its document out is meant to carry all of it out. */
const MOSTLY = 0.7;

const said = { availability: '99.9%', zeroDowntime: true } as const;
const about = { version: '18', encrypted: true, failover: true } as const;

export const rule = defineRule({
  id: 'consistency/what-is-stated-is-designed',
  severity: 'warning',
  title: {
    en: 'What a document states and the plan keeps, the design says too.',
    ko: '문서가 말하고 계획이 따르기로 한 것은 설계에도 있다.',
  },
  why: {
    en: 'A statement builds nothing: what stands only there is read as done and is not there when it is needed.',
    ko: '진술은 아무것도 만들지 않는다. 진술에만 있는 것은 된 것처럼 읽히고, 막상 필요할 때 없다.',
  },
  fix: {
    en: 'Write the value into the design, or say with `claim.otherwise` why the plan departs.',
    ko: '그 값을 설계에 적거나, 왜 따르지 않는지 `claim.otherwise`로 말한다.',
  },
  examples: () => ({
    pass: [
      sketch('stated and designed', {
        plan: { objectives: said },
        states: [said],
        database: about,
        statesOfDatabase: about,
      }),
    ],
    fail: [
      sketch('failover only in the document', {
        plan: { objectives: said },
        states: [said],
        database: { version: '18', encrypted: true },
        statesOfDatabase: about,
      }),
    ],
  }),
  check({ facts }, report) {
    const stated = facts.all.filter(
      (fact) =>
        fact.origin === 'stated' &&
        !WORDS.includes(fact.attribute) &&
        !isSpread(fact) &&
        isOwn(facts, fact),
    );
    const missing = stated.filter((fact) => left(facts, fact).length > 0);
    if (stated.length - missing.length <= MOSTLY * stated.length) return;
    for (const fact of missing) {
      const what = `${nameOf(fact.subject)} ${fact.attribute}`;
      const rest = left(facts, fact).join(', ');
      report({
        path: `${fact.subject}.${fact.attribute}`,
        because: [fact],
        message: {
          en: `${what}: the document states ${rest}, and the design does not say it`,
          ko: `${what}: 문서에는 ${withParticle(rest, '이/가')} 있지만 설계에는 없다`,
        },
      });
    }
  },
});

/** Whether the design knows the subject at all; of what is outside it says nothing. */
const isOwn = (facts: FactBase, { subject }: Fact): boolean =>
  facts.about(subject).some((fact) => fact.origin === 'designed');

/** What of a stated value the design leaves out; another single value is for another rule. */
function left(facts: FactBase, { subject, attribute, value }: Fact): readonly string[] {
  const designed = facts.of(attribute, subject).filter((fact) => fact.origin === 'designed');
  if (!Array.isArray(value)) return designed.length > 0 ? [] : [String(value)];
  const known = designed.flatMap((fact) => fact.value as readonly unknown[]);
  return value.filter((one: unknown) => !known.includes(one)).map(String);
}
