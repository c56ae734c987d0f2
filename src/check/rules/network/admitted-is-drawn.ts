import { withParticle } from '#kernel';
import { claim, gateway, link, postgres, route, says, service } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import { hops } from '../../hops.ts';
import { defineRule } from '../../rule.ts';

const shop = (name: string, caller: 'web' | 'edge') => {
  const orders = postgres('orders', {});
  const web = service('web', { uses: [link(orders)] });
  const edge = gateway('edge', { routes: [route('/', web)] });
  return small(name, {
    roots: [edge],
    statements: [
      says(
        'document.md:9',
        claim.of(orders, { admits: [{ from: caller === 'web' ? web : edge, port: 5432 }] }),
      ),
    ],
  });
};

export const rule = defineRule({
  id: 'network/admitted-is-drawn',
  severity: 'error',
  title: {
    en: 'Whoever the firewall admits has a reason to call.',
    ko: '방화벽이 받아 주는 쪽에는 호출할 이유가 있다.',
  },
  why: {
    en: 'An opening that nothing uses is only of use to an intruder.',
    ko: '아무도 쓰지 않는 구멍은 침입자에게만 쓸모가 있다.',
  },
  fix: {
    en: 'Remove the admission, or draw the hop it is for.',
    ko: '허용을 없애거나 그것이 필요한 호출을 그린다.',
  },
  examples: () => ({ pass: [shop('the caller', 'web')], fail: [shop('a bystander', 'edge')] }),
  check({ facts }, report) {
    const calls = new Set(hops(facts).map(({ from, to }) => `${from} ${to}`));
    for (const rule of facts.of('admits')) {
      for (const admitted of rule.value) {
        const from = `parts.${admitted.split(':')[0]}`;
        if (!facts.first('kind', from) || from === rule.subject) continue;
        if (calls.has(`${from} ${rule.subject}`)) continue;
        report({
          path: `${rule.subject}.admits`,
          because: [rule],
          message: {
            en: `${nameOf(rule.subject)} admits ${admitted}, but ${nameOf(from)} never calls it`,
            ko: `${withParticle(nameOf(rule.subject), '은/는')} ${withParticle(admitted, '을/를')} 받아 주지만 ${withParticle(nameOf(from), '은/는')} 호출하지 않는다`,
          },
        });
      }
    }
  },
});
