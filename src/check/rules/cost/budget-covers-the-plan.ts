import { printMoney, withParticle } from '#kernel';
import { aws, definePlan, ecs, environment, service, site } from '#model';
import { nameOf } from '../../durable.ts';
import { listPrice, sumWords } from '../../money.ts';
import { monthOf } from '../../month.ts';
import { defineRule } from '../../rule.ts';

const tokyo = site('tokyo', aws('ap-northeast-1', { zones: 3 }));
const budgeted = (monthly: '$50' | '$500') =>
  definePlan(`two tasks for ${monthly}`, {
    asOf: '2026-11-20',
    roots: [service('web', { managed: 'fargate', size: { cpu: 1, memory: '2 GB' }, replicas: 2 })],
    environments: [environment('production', { on: ecs(tokyo), budget: { monthly } })],
  });

export const rule = defineRule({
  id: 'cost/budget-covers-the-plan',
  severity: 'error',
  title: {
    en: 'The budget covers the plan at its smallest.',
    ko: '예산은 가장 작을 때의 계획을 감당한다.',
  },
  why: {
    en: 'A budget below the fixed cost alarms every month and is soon ignored.',
    ko: '고정 비용보다 낮은 예산은 달마다 울리고 곧 무시된다.',
  },
  fix: { en: 'Raise the budget, or plan less.', ko: '예산을 올리거나 계획을 줄인다.' },
  examples: () => ({ pass: [budgeted('$500')], fail: [budgeted('$50')] }),
  check({ facts, plan }, report) {
    const budget = facts.first('budget.monthly', `environments.${plan.environment.name}`);
    if (!budget) return;
    const months = facts.subjects('managed').flatMap((subject) => monthOf(facts, subject) ?? []);
    const sum = months.reduce((total, one) => total + one.usd, 0);
    if (sum <= budget.value) return;
    const words = sumWords(months, nameOf);
    report({
      path: `environments.${plan.environment.name}.budget`,
      because: [budget, ...months.flatMap((one) => one.from)],
      message: {
        en: `${words} = ${printMoney(sum)} a month at the least (${listPrice.en}); the budget is ${printMoney(budget.value)}`,
        ko: `${words} = 월 최소 ${withParticle(printMoney(sum), '이다/다')} (${listPrice.ko}). 예산은 ${withParticle(printMoney(budget.value), '이다/다')}`,
      },
    });
  },
});
