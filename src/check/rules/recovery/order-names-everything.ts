import { withParticle } from '#kernel';
import { type Plan, postgres, service } from '#model';
import { nameOf, partsOfKind } from '../../durable.ts';
import { small } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const [shop, stock] = [service('shop', {}), postgres('stock', {})];
const ordered = (name: string, recoveryOrder: NonNullable<Plan['spec']['recoveryOrder']>): Plan =>
  small(name, { roots: [shop, stock], recoveryOrder });

export const rule = defineRule({
  id: 'recovery/order-names-everything',
  severity: 'warning',
  title: {
    en: 'The order of recovery names every part that has to come back.',
    ko: '복구 순서에는 되돌아와야 하는 것이 모두 있다.',
  },
  why: {
    en: 'What the list leaves out is found missing by whatever starts after it.',
    ko: '목록에서 빠진 것은 그 뒤에 시작하는 것이 없다고 알려 준다.',
  },
  fix: {
    en: 'Add it to `recoveryOrder`, after what it needs.',
    ko: '`recoveryOrder`에, 그것이 필요로 하는 것 다음에 더한다.',
  },
  examples: () => ({
    pass: [ordered('store, then service', [stock, shop])],
    fail: [ordered('a service without its store', [shop])],
  }),
  check({ facts, plan }, report) {
    const order = facts.of('recoveryOrder', 'plan');
    if (!isReal(plan) || order.length === 0) return;
    const known = order.flatMap((fact) => fact.value);
    const back = ['service', 'gateway', 'cdn', 'postgres', 'mysql', 'redis', 'document-store'];
    back.push('bucket', 'search', 'warehouse', 'queue', 'model-files');
    for (const subject of partsOfKind(facts, ...back)) {
      const name = nameOf(subject);
      if (known.includes(name)) continue;
      report({
        path: `${subject}.recoveryOrder`,
        because: [...order, ...facts.of('kind', subject)],
        message: {
          en: `${name} is not in the order of recovery (${known.join(', ')})`,
          ko: `복구 순서(${known.join(', ')})에 ${withParticle(name, '이/가')} 없다`,
        },
      });
    }
  },
});
