import { toCanonical, withParticle } from '#kernel';
import type { Attribute, Fact } from '#model';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

/** Floors, not values: a document may promise less than the design has. */
const FLOORS: readonly Attribute[] = [
  'zones',
  'replicas.min',
  'calls',
  'kind',
  'nature',
  'monitors',
  'pipeline',
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
  examples: {
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
  },
  check({ facts }, report) {
    const groups = new Map<string, Fact[]>();
    for (const fact of facts.all) {
      if (FLOORS.includes(fact.attribute) || fact.origin === 'derived') continue;
      const key = `${fact.subject} ${fact.attribute}`;
      groups.set(key, [...(groups.get(key) ?? []), fact]);
    }
    for (const [key, said] of groups) {
      const values = [...new Set(said.map((fact) => toCanonical(fact.value)))];
      if (values.length < 2) continue;
      report({
        path: key.replace(' ', '.'),
        because: said,
        message: {
          en: `${key} is said to be ${values.join(' and ')}`,
          ko: `${key} 값이 ${withParticle(values.join(', '), '으로/로')} 서로 다르게 적혀 있다`,
        },
      });
    }
  },
});
