import { withParticle } from '#kernel';
import { service } from '#model';
import { nameOf, partsOfKind } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const [shop, stock] = [service('shop', {}), service('stock', {})];
const watched = (name: string, watches: readonly (typeof shop)[]) =>
  sketch(name, { plan: { roots: [shop, stock], monitoring: { watches } } });

export const rule = defineRule({
  id: 'observability/what-runs-is-watched',
  severity: 'warning',
  title: {
    en: 'Monitoring watches everything that runs.',
    ko: '돌아가는 것은 모두 지켜본다.',
  },
  why: {
    en: 'The part left out is the one whose failure is told by users.',
    ko: '빠진 하나의 고장은 사용자가 알려 준다.',
  },
  fix: { en: 'Add it to `monitoring.watches`.', ko: '`monitoring.watches`에 더한다.' },
  examples: () => ({
    pass: [watched('both are watched', [shop, stock])],
    fail: [watched('one of two', [shop])],
  }),
  check({ facts, plan }, report) {
    const watches = facts.of('monitoring.watches', 'plan');
    if (!isReal(plan) || watches.length === 0) return;
    const known = new Set(watches.flatMap((fact) => fact.value));
    for (const subject of partsOfKind(facts, 'service', 'gateway', 'postgres', 'mysql', 'redis')) {
      const name = nameOf(subject);
      if (known.has(name)) continue;
      report({
        path: `${subject}.watched`,
        because: [...watches, ...facts.of('kind', subject)],
        message: {
          en: `nothing watches ${name}; what is watched: ${[...known].join(', ')}`,
          ko: `${withParticle(name, '을/를')} 지켜보는 것이 없다. 지켜보는 것은 ${withParticle([...known].join(', '), '이다/다')}`,
        },
      });
    }
  },
});
