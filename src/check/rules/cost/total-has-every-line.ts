import { printMoney, withParticle } from '#kernel';
import { claim, link, postgres, says, service } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import { defineRule } from '../../rule.ts';

/** What is free, or somebody else's bill. */
const FREE = ['secret', 'external', 'key', 'model-files'];

const counted = (name: string, all: boolean) => {
  const orders = postgres('orders', {});
  const web = service('web', { uses: [link(orders)] });
  return small(name, {
    roots: [web],
    statements: [
      says('document.md:1', claim.cost('web', { high: '$100', covers: [web] })),
      says(
        'document.md:2',
        claim.cost('total', { high: '$100', covers: all ? [web, orders] : [web] }),
      ),
    ],
  });
};

export const rule = defineRule({
  id: 'cost/total-has-every-line',
  severity: 'error',
  title: {
    en: 'A total counts everything the plan runs.',
    ko: '합계에는 계획이 돌리는 모든 것이 들어 있다.',
  },
  why: {
    en: 'What no line names is not free: balancers, gateways, logs and copies arrive on the same bill.',
    ko: '줄에 없다고 공짜가 아니다. 로드 밸런서, 게이트웨이, 로그, 사본도 같은 청구서로 온다.',
  },
  fix: {
    en: 'Add a line for each, or say which line covers it.',
    ko: '각각의 줄을 더하거나 어느 줄에 드는지 적는다.',
  },
  examples: () => ({
    pass: [counted('both counted', true)],
    fail: [counted('the database forgotten', false)],
  }),
  check({ facts }, report) {
    const total = facts.first('high', 'costs.total');
    const covers = facts.of('covers').filter((fact) => fact.subject.startsWith('costs.'));
    if (!total || covers.length === 0) return;
    const counted = covers.flatMap((fact) => fact.value);
    const parts = facts.of('kind').filter((fact) => fact.subject.startsWith('parts.'));
    const missing = parts.filter(
      (fact) => !FREE.includes(fact.value) && !counted.includes(nameOf(fact.subject)),
    );
    const extra = facts.of('network.nat', 'plan').filter((fact) => fact.value);
    const names = [
      ...new Set([
        ...missing.map((fact) => nameOf(fact.subject)),
        ...(extra.length > 0 ? ['NAT'] : []),
      ]),
    ];
    if (names.length === 0) return;
    report({
      path: 'costs.total',
      because: [total, ...missing.filter((fact) => fact.origin === 'stated'), ...extra],
      message: {
        en: `${printMoney(total.value)} a month count nothing for ${names.join(', ')}`,
        ko: `월 ${printMoney(total.value)}에 ${withParticle(names.join(', '), '은/는')} 들어 있지 않다`,
      },
    });
  },
});
