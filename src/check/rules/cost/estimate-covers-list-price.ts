import { printMoney, withParticle } from '#kernel';
import { aws, claim, definePlan, ecs, environment, link, redis, says, service, site } from '#model';
import { nameOf } from '../../durable.ts';
import { listPrice, sumWords } from '../../money.ts';
import { monthOf } from '../../month.ts';
import { defineRule } from '../../rule.ts';

const tokyo = site('tokyo', aws('ap-northeast-1', { zones: 3 }));
const estimated = (high: '$200' | '$600') => {
  const cache = redis('cache', { managed: 'elasticache', instance: 'cache.r6g.large', nodes: 3 });
  return definePlan(`three nodes for ${high}`, {
    asOf: '2026-11-20',
    roots: [service('web', { uses: [link(cache)] })],
    environments: [environment('production', { on: ecs(tokyo) })],
    statements: [
      says('document.md:40', claim.cost('cache', { low: '$100', high, covers: [cache] })),
    ],
  });
};

export const rule = defineRule({
  id: 'cost/estimate-covers-list-price',
  severity: 'error',
  title: {
    en: 'An estimate covers what its items cost at list price.',
    ko: '예상 비용은 그 항목의 정가를 감당한다.',
  },
  why: {
    en: 'A look-up and a multiplication would have told; the first bill will.',
    ko: '찾아서 곱해 보면 알 수 있었을 것을 첫 청구서가 알려 준다.',
  },
  fix: {
    en: 'Estimate from the list price, or plan smaller or reserved machines.',
    ko: '정가로 다시 예상하거나 더 작은 것, 예약한 것을 계획한다.',
  },
  examples: () => ({ pass: [estimated('$600')], fail: [estimated('$200')] }),
  check({ facts }, report) {
    for (const high of facts.of('high')) {
      const covers = facts.of('covers', high.subject).flatMap((fact) => fact.value);
      const months = covers.flatMap((one) => monthOf(facts, `parts.${one}`) ?? []);
      const sum = months.reduce((total, one) => total + one.usd, 0);
      if (months.length === 0 || sum <= high.value) continue;
      const times = Math.round((sum / high.value) * 100) / 100;
      const words = sumWords(months, nameOf);
      report({
        path: `${high.subject}.high`,
        because: [high, ...months.flatMap((one) => one.from)],
        message: {
          en: `${nameOf(high.subject)} is estimated at ${printMoney(high.value)} a month at most; ${words} = ${printMoney(sum)} (${listPrice.en}): ${times} × the estimate`,
          ko: `${nameOf(high.subject)} 예상은 월 최대 ${printMoney(high.value)}인데 ${words} = ${withParticle(printMoney(sum), '이다/다')} (${listPrice.ko}). 예상의 ${times}배다`,
        },
      });
    }
  },
});
