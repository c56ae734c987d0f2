import { withParticle } from '#kernel';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { personalStores } from '../../personal.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'data/personal-data-ends',
  severity: 'error',
  title: {
    en: 'Personal data has an end: a retention, and a way to erase one person.',
    ko: '개인정보에는 끝이 있다: 보존 기간과 한 사람을 지우는 길.',
  },
  why: {
    en: 'Privacy law asks for both; what is never deleted is also what a breach gives away.',
    ko: '개인정보 법은 둘 다 요구한다. 지우지 않은 것은 유출될 때 함께 나간다.',
  },
  fix: {
    en: "Set `retention` and `erasure` on the store, e.g. `'2 years'` and `'30 d'`.",
    ko: "저장소에 `retention`과 `erasure`를 적는다. 예: `'2 years'`, `'30 d'`.",
  },
  examples: () => ({
    pass: [
      sketch('with an end', {
        database: { holds: ['personal'], retention: '2 years', erasure: '30 d' },
      }),
    ],
    fail: [sketch('for ever', { database: { holds: ['biometric'] } })],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    for (const { subject, kinds, because } of personalStores(facts)) {
      const missing = (['retention', 'erasure'] as const).filter(
        (one) => !facts.first(one, subject) && !facts.first(one, 'plan'),
      );
      if (missing.length === 0) continue;
      report({
        path: `${subject}.${missing[0]}`,
        because,
        message: {
          en: `${nameOf(subject)} holds ${kinds} data without ${missing.join(' and ')}`,
          ko: `${nameOf(subject)}에 ${kinds} 데이터가 있는데 ${withParticle(missing.join(', '), '이/가')} 없다`,
        },
      });
    }
  },
});
