import {
  aws,
  claim,
  definePlan,
  ecs,
  environment,
  type Fact,
  says,
  service,
  site,
  stage,
} from '#model';
import { nameOf } from '../../durable.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const tokyo = site('tokyo', aws('ap-northeast-1'));
const gated = (name: string, both: boolean) => {
  const production = environment('production', {
    on: ecs(tokyo),
    ...(both && { approval: { by: 1 } }),
  });
  const staging = environment('staging', { on: ecs(tokyo), holds: 'synthetic' });
  return definePlan(name, {
    asOf: '2026-11-20',
    roots: [service('web', {})],
    environments: [production, staging],
    statements: [says('document.md:7', claim.of(staging, { approval: { by: 1 } }))],
  });
};

const staged = (name: string, both: boolean) => {
  const toStaging = stage('to-staging', { does: 'deploy', to: 'staging', approval: 1 });
  const toProduction = stage('to-production', {
    does: 'deploy',
    to: 'production',
    ...(both && { approval: 1 }),
  });
  return definePlan(name, {
    asOf: '2026-11-20',
    roots: [service('web', {})],
    environments: [
      environment('production', { on: ecs(tokyo) }),
      environment('staging', { on: ecs(tokyo), holds: 'synthetic' }),
    ],
    pipeline: { stages: [toStaging, toProduction] },
  });
};

export const rule = defineRule({
  id: 'delivery/production-is-gated',
  severity: 'error',
  title: {
    en: 'Production asks for at least the approval that staging asks for.',
    ko: '운영에는 적어도 스테이징만큼의 승인이 필요하다.',
  },
  why: {
    en: 'A gate before the rehearsal and none before the performance is the wrong way round.',
    ko: '연습 앞에는 문이 있고 본 공연 앞에는 없는 셈이다.',
  },
  fix: {
    en: 'Give production an `approval`.',
    ko: '운영 환경에 `approval`을 적는다.',
  },
  examples: () => ({
    pass: [gated('both', true), staged('both stages', true)],
    fail: [gated('only staging', false), staged('only the stage before', false)],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    const own = `environments.${plan.environment.name}`;
    const leads = (fact: Fact) =>
      facts.of('to', fact.subject).some((to) => to.value === plan.environment.name);
    const steps = facts.of('approval').filter((fact) => fact.value > 0);
    const most = [
      ...facts.of('approval.by').filter((fact) => fact.subject !== own),
      ...steps.filter((fact) => !leads(fact)),
    ].sort((a, b) => b.value - a.value)[0];
    const here = facts.first('approval.by', own);
    if (!most || steps.some(leads) || (here && here.value >= most.value)) return;
    report({
      path: `${own}.approval`,
      because: [most, ...(here ? [here] : [])],
      message: {
        en: `${nameOf(most.subject)} needs ${most.value} approval, ${plan.environment.name} ${here ? `only ${here.value}` : 'none'}`,
        ko: `${nameOf(most.subject)} 환경은 승인 ${most.value}건이 필요한데 ${plan.environment.name} 환경은 ${here ? `${here.value}건뿐이다` : '필요 없다'}`,
      },
    });
  },
});
