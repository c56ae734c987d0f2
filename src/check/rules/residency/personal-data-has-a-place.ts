import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { personalStores } from '../../personal.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'residency/personal-data-has-a-place',
  severity: 'error',
  title: {
    en: 'The plan says where personal data may rest.',
    ko: '개인정보가 머물 수 있는 곳을 계획이 말한다.',
  },
  why: {
    en: 'Where nobody said it, nothing can notice that a copy went elsewhere.',
    ko: '아무도 말하지 않았으면 사본이 다른 곳으로 가도 알아챌 수 없다.',
  },
  fix: { en: "Set `restsIn`, e.g. `['KR']`.", ko: "`restsIn`을 적는다. 예: `['KR']`." },
  examples: () => ({
    pass: [sketch('in Korea', { database: { holds: ['personal'], restsIn: ['KR'] } })],
    fail: [sketch('anywhere', { database: { holds: ['personal'] } })],
  }),
  check({ facts }, report) {
    for (const { subject, because } of personalStores(facts)) {
      if (facts.first('restsIn', subject) ?? facts.first('restsIn', 'plan')) continue;
      report({
        path: `${subject}.restsIn`,
        because,
        message: {
          en: `nothing says where the data of ${nameOf(subject)} may rest`,
          ko: `${nameOf(subject)}의 데이터가 어디에 머물 수 있는지 계획에 없다`,
        },
      });
    }
  },
});
