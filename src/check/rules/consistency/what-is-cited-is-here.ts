import { type Text, withParticle } from '#kernel';
import type { Fact } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'consistency/what-is-cited-is-here',
  severity: 'info',
  title: {
    en: 'Rules that govern the plan are in the plan.',
    ko: '계획을 지배하는 규칙은 계획 안에 있다.',
  },
  why: {
    en: 'What stands in another file is not checked, and that file can be missing or older.',
    ko: '다른 파일에 있는 것은 검사되지 않고, 그 파일은 없거나 낡았을 수 있다.',
  },
  fix: { en: 'State here what it decides.', ko: '그 파일이 정하는 것을 여기에 적는다.' },
  examples: () => ({
    pass: [sketch('self-contained', {})],
    fail: [
      sketch('see elsewhere', { states: [{ cites: 'RULES.md' }] }),
      sketch('a name of another world', { statesOfDatabase: { cites: 'dta-postgres' } }),
    ],
  }),
  check({ facts }, report) {
    for (const cited of facts.of('cites'))
      report({
        path: `${cited.subject}.cites`,
        because: [cited],
        message: cited.subject === 'plan' ? elsewhere(cited.value) : unknown(cited),
      });
  },
});

const elsewhere = (cited: string): Text => ({
  en: `${cited} is cited and is no part of this plan: what it rules is not checked`,
  ko: `${withParticle(cited, '을/를')} 인용하지만 이 계획에는 없다. 그 내용은 검사되지 않는다`,
});

const unknown = ({ subject, value }: Fact<'cites'>): Text => ({
  en: `${nameOf(subject)} cites ${value}, and nothing in this plan is called that`,
  ko: `${nameOf(subject)}에서 가리키는 ${withParticle(value, '은/는')} 계획에 없는 이름이다`,
});
