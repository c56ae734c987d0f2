import { printMoney, withParticle } from '#kernel';
import { aws, claim, definePlan, ecs, environment, says, service, site } from '#model';
import { nameOf } from '../../durable.ts';
import { monthOf } from '../../month.ts';
import { defineRule } from '../../rule.ts';

const tokyo = site('tokyo', aws('ap-northeast-1', { zones: 3 }));
const scaled = (max: number) => {
  const web = service('web', {
    managed: 'fargate',
    size: { cpu: 1, memory: '2 GB' },
    replicas: { min: 2, max, scaleOn: [{ cpu: 70 }] },
  });
  return definePlan(`up to ${max} for $200`, {
    asOf: '2026-11-20',
    roots: [web],
    environments: [environment('production', { on: ecs(tokyo) })],
    statements: [
      says('document.md:40', claim.cost('web', { low: '$80', high: '$200', covers: [web] })),
    ],
  });
};

export const rule = defineRule({
  id: 'cost/range-covers-full-scale',
  severity: 'warning',
  title: {
    en: 'A cost range reaches what full scale costs.',
    ko: '비용 범위는 최대 확장 때의 비용까지 닿는다.',
  },
  why: {
    en: 'Autoscaling spends without asking; the range should say how far.',
    ko: '자동 확장은 묻지 않고 쓴다. 어디까지인지 범위가 말해 주어야 한다.',
  },
  fix: {
    en: 'Widen the range, lower `replicas.max`, or set a budget alarm.',
    ko: '범위를 넓히거나 `replicas.max`를 낮추거나 예산 알림을 둔다.',
  },
  examples: () => ({ pass: [scaled(4)], fail: [scaled(20)] }),
  check({ facts }, report) {
    for (const high of facts.of('high')) {
      const covers = facts.of('covers', high.subject).flatMap((fact) => fact.value);
      const full = covers.flatMap((one) => {
        const month = monthOf(facts, `parts.${one}`);
        const max = facts.first('replicas.max', `parts.${one}`);
        const least = facts.first('instances', `parts.${one}`)?.value ?? 1;
        return month && max && max.value > least
          ? [{ ...month, usd: (month.usd / least) * max.value, max }]
          : [];
      });
      const sum = full.reduce((total, one) => total + one.usd, 0);
      if (full.length === 0 || sum <= high.value) continue;
      const share = Math.round((high.value / sum) * 100);
      const words = full.map((one) => `${nameOf(one.subject)} × ${one.max.value}`).join(' + ');
      report({
        path: `${high.subject}.high`,
        because: [high, ...full.flatMap((one) => [one.max, ...one.from])],
        message: {
          en: `at full scale ${words} cost ${printMoney(sum)} a month; the range ends at ${printMoney(high.value)}, ${share} % of that`,
          ko: `최대로 늘어나면 ${words}의 비용이 월 ${withParticle(printMoney(sum), '이다/다')}. 범위는 그 ${share} %인 ${printMoney(high.value)}에서 끝난다`,
        },
      });
    }
  },
});
