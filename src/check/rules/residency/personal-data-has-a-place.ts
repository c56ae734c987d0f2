import { withParticle } from '#kernel';
import { isStored, nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { PERSONAL } from '../../personal.ts';
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
  examples: {
    pass: [sketch('in Korea', { database: { holds: ['personal'], restsIn: ['KR'] } })],
    fail: [sketch('anywhere', { database: { holds: ['personal'] } })],
  },
  check({ facts, plan }, report) {
    for (const holds of facts
      .of('holds')
      .filter(
        (fact) => isStored(facts, fact.subject) && fact.value.some((one) => PERSONAL.includes(one)),
      )) {
      const may = facts.first('restsIn', holds.subject);
      const name = nameOf(holds.subject);
      if (!may) {
        report({
          path: `${holds.subject}.restsIn`,
          because: [holds],
          message: {
            en: `nothing says where the data of ${name} may rest`,
            ko: `${name}의 데이터가 어디에 머물 수 있는지 계획에 없다`,
          },
        });
        continue;
      }
      const country = plan.environment.on.site?.country;
      if (
        country === undefined ||
        may.value.some((one) => one.toUpperCase() === country.toUpperCase()) ||
        may.value.some((one) => one.length > 2)
      )
        continue;
      report({
        path: `${holds.subject}.restsIn`,
        because: [may, holds],
        message: {
          en: `${name} may rest in ${may.value.join(', ')}, and ${plan.environment.name} stands in ${country}`,
          ko: `${withParticle(name, '은/는')} ${may.value.join(', ')}에 머물 수 있는데 ${plan.environment.name} 환경은 ${country}에 있다`,
        },
      });
    }
  },
});
