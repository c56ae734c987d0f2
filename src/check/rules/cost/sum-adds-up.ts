import { printMoney, withParticle } from '#kernel';
import { claim, says, service } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { defineRule } from '../../rule.ts';

const summed = (total: '$300' | '$500') =>
  small(`100 + 200 = ${total}`, {
    roots: [service('web', {})],
    statements: [
      says('document.md:1', claim.cost('web', { high: '$100' })),
      says('document.md:2', claim.cost('database', { high: '$200' })),
      says('document.md:3', claim.cost('total', { high: total })),
    ],
  });

/** What the lines of an estimate add up to, besides the total itself. */
const linesOf = (facts: FactBase, attribute: 'low' | 'high') =>
  facts.of(attribute).filter((fact) => fact.subject !== 'costs.total');

export const rule = defineRule({
  id: 'cost/sum-adds-up',
  severity: 'error',
  title: { en: 'A total is the sum of its lines.', ko: '합계는 각 줄의 합이다.' },
  why: {
    en: 'When it is not, either a line or the total is the number somebody approved.',
    ko: '그렇지 않으면 누군가 승인한 수가 줄인지 합계인지 알 수 없다.',
  },
  fix: { en: 'Correct the line or the total.', ko: '줄이나 합계를 고친다.' },
  examples: () => ({ pass: [summed('$300')], fail: [summed('$500')] }),
  check({ facts }, report) {
    for (const attribute of ['low', 'high'] as const) {
      const total = facts.first(attribute, 'costs.total');
      const lines = linesOf(facts, attribute);
      const sum = lines.reduce((all, one) => all + one.value, 0);
      if (!total || lines.length < 2 || Math.abs(sum - total.value) < 1) continue;
      const words = lines
        .map((one) => `${nameOf(one.subject)} ${printMoney(one.value)}`)
        .join(' + ');
      report({
        path: `costs.total.${attribute}`,
        because: [total, ...lines],
        message: {
          en: `${words} = ${printMoney(sum)}, and the total says ${printMoney(total.value)}`,
          ko: `${words} = ${printMoney(sum)}인데 합계는 ${withParticle(printMoney(total.value), '이다/다')}`,
        },
      });
    }
  },
});
