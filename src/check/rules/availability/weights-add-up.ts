import { withParticle } from '#kernel';
import { aws, definePlan, ecs, environment, service, site } from '#model';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const seoul = site('seoul', aws('ap-northeast-2'));
const tokyo = site('tokyo', aws('ap-northeast-1'));
const split = (first: number, second: number) =>
  definePlan(`${first} and ${second}`, {
    asOf: '2026-11-20',
    roots: [service('web', {})],
    environments: [
      environment('production', {
        on: [ecs(seoul, { weight: first }), ecs(tokyo, { weight: second })],
      }),
    ],
  });

export const rule = defineRule({
  id: 'availability/weights-add-up',
  severity: 'error',
  title: { en: 'Shares of the traffic make a whole.', ko: '트래픽의 몫을 합하면 전체가 된다.' },
  why: {
    en: 'Providers scale weights silently: a site gets another share than was planned for.',
    ko: '제공자는 가중치를 말없이 환산한다. 사이트가 계획과 다른 몫을 받는다.',
  },
  fix: { en: 'Let the weights add up to 100.', ko: '가중치의 합을 100으로 한다.' },
  examples: () => ({ pass: [split(70, 30)], fail: [split(70, 40)] }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    const mine = `placements.${plan.environment.name}/`;
    const subjects = facts.subjects('weight').filter((one) => one.startsWith(mine));
    const weights = subjects.flatMap((one) => facts.first('weight', one) ?? []);
    const sum = weights.reduce((total, one) => total + one.value, 0);
    if (weights.length === 0 || Math.abs(sum - 100) < 0.01) return;
    const words = weights.map((one) => one.value).join(' + ');
    report({
      path: `environments.${plan.environment.name}.on`,
      because: weights,
      message: {
        en: `${words} = ${sum}, not 100`,
        ko: `${words} = ${withParticle(String(sum), '으로/로')} 100이 아니다`,
      },
    });
  },
});
