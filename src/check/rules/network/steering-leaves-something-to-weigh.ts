import { aws, definePlan, eks, environment, gateway, route, service, site } from '#model';
import { nameOf } from '../../durable.ts';
import { defineRule } from '../../rule.ts';

const steered = (name: string, weighted: boolean) => {
  const [here, there] = [site('here', aws('eu-central-1')), site('there', aws('eu-west-1'))];
  const edge = gateway('edge', { routes: [route('/', service('shop', {}))] });
  const production = environment('production', {
    on: [eks(here, weighted ? { weight: 60 } : {}), eks(there, weighted ? { weight: 40 } : {})],
    steer: { geo: [{ country: 'IE', to: there }], default: here },
  });
  return definePlan(name, {
    asOf: '2026-11-20',
    roots: [edge],
    environments: [production],
  });
};

export const rule = defineRule({
  id: 'network/steering-leaves-something-to-weigh',
  severity: 'error',
  title: {
    en: 'Weights decide only where steering by country does not.',
    ko: '가중치는 나라별 조정이 정하지 않은 곳만 정한다.',
  },
  why: {
    en: 'With a rule or a default for every country nobody is left to be weighed: the sizes that were planned from the weights are wrong on both sides.',
    ko: '모든 나라에 규칙이나 기본값이 있으면 가중치로 나눌 사람이 없다. 가중치로 잡은 양쪽의 크기가 모두 틀린다.',
  },
  fix: {
    en: 'Keep the weights, or the steering with its default.',
    ko: '가중치와 기본값 있는 조정 중 하나만 둔다.',
  },
  examples: () => ({
    pass: [steered('by country', false)],
    fail: [steered('by country and weight', true)],
  }),
  check({ facts, plan }, report) {
    const here = `environments.${plan.environment.name}`;
    const fallback = facts.of('steer.default', here);
    const weights = facts
      .of('weight')
      .filter((fact) => fact.subject.startsWith(`placements.${plan.environment.name}/`))
      .filter((fact) => fact.value > 0 && fact.value < 100);
    const geo = facts.of('steer.geo.country', here);
    if (geo.length === 0 || fallback.length === 0 || weights.length === 0) return;
    const shares = [
      ...new Set(weights.map((one) => `${nameOf(one.subject).split('/')[1]} ${one.value} %`)),
    ];
    report({
      path: `${here}.steer`,
      because: [...fallback, ...geo, ...weights],
      message: {
        en: `steering decides for every country, with ${fallback[0]?.value} for the rest: ${shares.join(' and ')} are never used`,
        ko: `나라별 조정이 나머지까지 ${fallback[0]?.value}(으)로 모두 정한다. ${shares.join(', ')} 가중치는 쓰일 일이 없다`,
      },
    });
  },
});
