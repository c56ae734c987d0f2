import { gateway, type Plan, route, service } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import { routesInto } from '../../hops.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';
import { subjectsOf } from '../../said.ts';

/** What the edge decides by itself; the service need not know. */
const AT_THE_EDGE: readonly string[] = ['anybody', 'vpn', 'region'];

const known = (name: string, authenticates: readonly ('jwt' | 'session')[]): Plan => {
  const shop = service('shop', { authenticates });
  return small(name, {
    roots: [gateway('edge', { routes: [route('/', shop, { allows: ['jwt'] })] })],
  });
};

export const rule = defineRule({
  id: 'security/callers-agree',
  severity: 'warning',
  title: {
    en: 'The gateway lets in whom the service can tell.',
    ko: '게이트웨이는 서비스가 알아볼 수 있는 사람을 들인다.',
  },
  why: {
    en: 'Who is let in and not known is served as nobody, or as everybody; who is known and not let in cannot log in.',
    ko: '들어왔는데 알아보지 못하면 아무도 아니거나 누구나로 대하고, 알아볼 수 있는데 들이지 않으면 로그인하지 못한다.',
  },
  fix: {
    en: 'Name the same ways in the route’s `allows` and the service’s `authenticates`.',
    ko: '경로의 `allows`와 서비스의 `authenticates`에 같은 방식을 적는다.',
  },
  examples: () => ({
    pass: [known('tokens at both', ['jwt'])],
    fail: [known('tokens before sessions', ['session'])],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    for (const one of subjectsOf(facts, ['service'])) {
      const allows = routesInto(facts, one).flatMap((route) => facts.of('allows', route));
      const known = facts.of('authenticates', one);
      const inside: readonly string[] = known.flatMap((fact) => fact.value);
      const outside: readonly string[] = allows.flatMap((fact) => fact.value);
      if (inside.length === 0 || outside.length === 0) continue;
      if (outside.every((word) => AT_THE_EDGE.includes(word))) continue;
      const strangers = outside.filter(
        (word) => !AT_THE_EDGE.includes(word) && !inside.includes(word),
      );
      const shut = inside.filter((word) => word !== 'mtls' && !outside.includes(word));
      const odd = [...new Set([...strangers, ...shut])].join(', ');
      if (odd === '') continue;
      report({
        path: `${one}.authenticates`,
        because: [...known, ...allows],
        message: {
          en: `the routes to ${nameOf(one)} and ${nameOf(one)} itself do not agree on ${odd}`,
          ko: `${nameOf(one)}에 이르는 경로와 ${nameOf(one)}의 인증 방식이 다르다: ${odd}`,
        },
      });
    }
  },
});
