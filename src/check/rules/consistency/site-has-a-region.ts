import { withParticle } from '#kernel';
import { aws, definePlan, ecs, environment, service, site } from '#model';
import { nameOf } from '../../durable.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const standing = (name: string, region?: string) =>
  definePlan(name, {
    asOf: '2026-11-20',
    roots: [service('web', {})],
    environments: [environment('production', { on: ecs(site('here', aws(region))) })],
  });

export const rule = defineRule({
  id: 'consistency/site-has-a-region',
  severity: 'error',
  title: { en: 'A cloud site says its region.', ko: '클라우드 사이트에는 리전이 적혀 있다.' },
  why: {
    en: 'Price, latency, law and what is offered all depend on it.',
    ko: '가격, 지연, 법, 제공되는 서비스가 모두 리전에 달려 있다.',
  },
  fix: { en: 'Write the region.', ko: '리전을 적는다.' },
  examples: () => ({
    pass: [standing('in Seoul', 'ap-northeast-2')],
    fail: [standing('in the cloud')],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    for (const provider of facts.of('provider')) {
      const region = facts.first('region', provider.subject);
      const cloud = provider.value === 'aws' || provider.value === 'gcp';
      if (!cloud || region) continue;
      report({
        path: `${provider.subject}.region`,
        because: [provider, ...facts.of('unstated', provider.subject)],
        message: {
          en: `${nameOf(provider.subject)} stands in ${provider.value}, and no region is said`,
          ko: `${withParticle(nameOf(provider.subject), '이/가')} ${provider.value}에 있다고만 하고 리전이 없다`,
        },
      });
    }
  },
});
