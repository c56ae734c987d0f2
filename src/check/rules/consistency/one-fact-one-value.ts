import { toCanonical, withParticle } from '#kernel';
import type { Attribute, Fact } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { printValue } from '../../print-value.ts';
import { defineRule } from '../../rule.ts';

/** What is said of a thing more than once without meaning the same: a hop more, another word. */
const MANY: readonly Attribute[] = [
  'calls',
  'kind',
  'nature',
  'monitors',
  'notifies',
  'admits',
  'reaches',
  'needs',
  'cites',
  'goal',
  'stages',
  'strategies',
  'unstated',
  'undecided',
  'drawnInstances',
  'managed',
  'sites',
  'on',
];

/** Lists of objects: their members share a path and are not one value. */
const LISTED: readonly string[] = [
  'replicas.scaleOn',
  'steer.geo',
  'escalate.steps',
  'lifecycle',
  'rollout.bad',
];

export const rule = defineRule({
  id: 'consistency/one-fact-one-value',
  severity: 'error',
  title: { en: 'What is said twice is said alike.', ko: '두 번 말한 것은 똑같이 말한다.' },
  why: {
    en: 'Of two values one is wrong, and each reader picks their own.',
    ko: '값이 둘이면 하나는 틀렸고, 읽는 사람마다 다른 것을 고른다.',
  },
  fix: { en: 'Decide on one value and drop the other.', ko: '하나로 정하고 다른 하나를 지운다.' },
  examples: () => ({
    pass: [
      sketch('said alike', {
        plan: { objectives: { availability: '99.9%' } },
        states: [{ availability: '99.9%' }],
      }),
    ],
    fail: [
      sketch('said twice', {
        plan: { objectives: { availability: '99.9%' } },
        states: [{ availability: '99.99%' }],
      }),
    ],
  }),
  check({ facts }, report) {
    const seen = new Set<string>();
    for (const stated of facts.all) {
      if (stated.origin !== 'stated' || seen.has(`${stated.subject} ${stated.attribute}`)) continue;
      seen.add(`${stated.subject} ${stated.attribute}`);
      const said = facts.of(stated.attribute, stated.subject).filter((fact) => isOne(fact));
      const [first] = said;
      if (!first || said.length < 2) continue;
      const values = new Set(said.map((fact) => toCanonical(fact.value)));
      if (values.size < 2) continue;
      const shown = [...new Set(said.map((fact) => printValue(fact)))];
      const what = `${nameOf(first.subject)} ${first.attribute.replace(/Ms$/, '')}`;
      report({
        path: `${first.subject}.${first.attribute}`,
        because: said,
        message: {
          en: `${what} is said to be ${shown.join(' and ')}`,
          ko: `${what} 값이 ${withParticle(shown.join(', '), '으로/로')} 서로 다르게 적혀 있다`,
        },
      });
    }
  },
});

/** A list may grow by another statement; a single value may not be another one. */
const isOne = (fact: Fact): boolean =>
  !MANY.includes(fact.attribute) &&
  fact.origin !== 'derived' &&
  (!Array.isArray(fact.value) || fact.attribute === 'rollout.weights') &&
  !LISTED.some((one) => fact.attribute.startsWith(one));
