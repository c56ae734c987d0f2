import { aws, ecs, environment, gateway, type Plan, route, service, site } from '#model';
import { small } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const tokyo = site('tokyo', aws('ap-northeast-1', { zones: 3 }));
const paid = (name: string, spec: { readonly budget?: { readonly monthly: '$500' } }): Plan =>
  small(name, {
    roots: [gateway('edge', { routes: [route('/', service('shop', {}))] })],
    environments: [environment('production', { on: ecs(tokyo), ...spec })],
  });

export const rule = defineRule({
  id: 'cost/cloud-has-a-budget',
  severity: 'warning',
  title: {
    en: 'What is paid by use has a budget.',
    ko: '쓴 만큼 내는 것에는 예산이 있다.',
  },
  why: {
    en: 'A cloud has no end; the first sign of a loop is the invoice.',
    ko: '클라우드에는 끝이 없다. 무한 반복을 처음 알려 주는 것은 청구서다.',
  },
  fix: {
    en: "Give the environment a budget: `budget: { monthly: '$500', alertAt: '80%' }`.",
    ko: "환경에 예산을 적는다. `budget: { monthly: '$500', alertAt: '80%' }`",
  },
  examples: () => ({
    pass: [paid('five hundred dollars', { budget: { monthly: '$500' } })],
    fail: [paid('open-ended', {})],
  }),
  check({ facts, plan }, report) {
    const { name, on } = plan.environment;
    const provider = on.site && facts.first('provider', `sites.${on.site.name}`);
    const isRented = provider?.value === 'aws' || provider?.value === 'gcp';
    if (!isReal(plan) || !isRented) return;
    if (facts.of('budget.monthly', `environments.${name}`).length > 0) return;
    report({
      path: `environments.${name}.budget`,
      at: plan.environment.at,
      because: [provider],
      message: {
        en: `${name} runs at ${provider.value} and has no budget`,
        ko: `${name} 환경은 ${provider.value}에 있는데 예산이 없다`,
      },
    });
  },
});
