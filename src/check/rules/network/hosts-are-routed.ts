import { withParticle } from '#kernel';
import { gateway, route, service } from '#model';
import { nameOf, partsOfKind } from '../../durable.ts';
import { small } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const serving = (name: string, routed: readonly string[]) =>
  small(name, {
    roots: [
      gateway('edge', {
        hosts: ['shop.example', 'api.shop.example'],
        routes: [route('/', service('web', {}), { hosts: routed })],
      }),
    ],
  });

export const rule = defineRule({
  id: 'network/hosts-are-routed',
  severity: 'error',
  title: {
    en: 'Every host the gateway answers for leads to a service.',
    ko: '게이트웨이가 받는 호스트는 모두 서비스로 이어진다.',
  },
  why: {
    en: 'A host with a certificate and no route answers 404 to everybody.',
    ko: '인증서만 있고 경로가 없는 호스트는 모두에게 404를 답한다.',
  },
  fix: { en: 'Add a route for the host, or drop it.', ko: '그 호스트의 경로를 더하거나 뺀다.' },
  examples: () => ({
    pass: [serving('both routed', ['shop.example', 'api.shop.example'])],
    fail: [serving('one forgotten', ['shop.example'])],
  }),
  check({ facts }, report) {
    for (const edge of partsOfKind(facts, 'gateway')) {
      const routes = facts
        .subjects('hosts')
        .filter((one) => one.startsWith(`routes.${nameOf(edge)}/`));
      const routed = routes.flatMap((one) => facts.of('hosts', one));
      if (routed.length === 0) continue;
      for (const hosts of facts.of('hosts', edge)) {
        const lost = hosts.value.filter((one) => !routed.some((fact) => fact.value.includes(one)));
        if (lost.length === 0) continue;
        report({
          path: `${edge}.hosts`,
          because: [hosts, ...routed],
          message: {
            en: `${nameOf(edge)} answers for ${lost.join(', ')}, but no route leads on from there`,
            ko: `${withParticle(nameOf(edge), '이/가')} ${withParticle(lost.join(', '), '을/를')} 받지만 이어지는 경로가 없다`,
          },
        });
      }
    }
  },
});
