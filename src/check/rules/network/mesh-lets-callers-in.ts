import { withParticle } from '#kernel';
import { claim, gateway, route, says, service } from '#model';
import { isStored, nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import { hops } from '../../hops.ts';
import { defineRule } from '../../rule.ts';

const meshed = (name: string, alsoEdge: boolean) => {
  const web = service('web', {});
  const edge = gateway('edge', { routes: [route('/', web)] });
  return small(name, {
    roots: [edge],
    statements: [
      says('document.md:5', claim.of(web, { authorizes: alsoEdge ? [web, edge] : [web] })),
    ],
  });
};

export const rule = defineRule({
  id: 'network/mesh-lets-callers-in',
  severity: 'error',
  title: {
    en: 'The mesh authorizes everybody who has to call.',
    ko: '메시는 호출해야 하는 쪽을 모두 허가한다.',
  },
  why: {
    en: 'An authorization policy that names some callers refuses all others, the ingress and the monitor included.',
    ko: '몇몇 호출자를 적은 허가 정책은 나머지를, ingress와 모니터까지 거부한다.',
  },
  fix: {
    en: 'Authorize each caller of each service; in a design, links do.',
    ko: '서비스마다 호출하는 쪽을 허가한다. 설계에서는 연결이 한다.',
  },
  examples: () => ({ pass: [meshed('the edge too', true)], fail: [meshed('only itself', false)] }),
  check({ facts }, report) {
    const seen = new Set<string>();
    for (const { from, to } of hops(facts)) {
      const policy = facts.of('authorizes', to);
      const named = policy.flatMap((fact) => fact.value);
      if (policy.length === 0 || named.includes(nameOf(from)) || isStored(facts, from)) continue;
      if (seen.has(`${from} ${to}`)) continue;
      seen.add(`${from} ${to}`);
      const drawn = facts.of('calls', from).filter((fact) => fact.value.includes(nameOf(to)));
      report({
        path: `${to}.authorizes`,
        because: [...policy, ...drawn.filter((fact) => fact.origin === 'stated')],
        message: {
          en: `${nameOf(to)} authorizes only ${named.join(', ')}, so every call of ${nameOf(from)} is refused`,
          ko: `${withParticle(nameOf(to), '은/는')} ${named.join(', ')}만 허가하므로 ${nameOf(from)}의 호출이 모두 거부된다`,
        },
      });
    }
  },
});
