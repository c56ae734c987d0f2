import { withParticle } from '#kernel';
import { claim, link, says, service } from '#model';
import { nameOf } from '../../durable.ts';
import { small } from '../../example.ts';
import { hops } from '../../hops.ts';
import { defineRule } from '../../rule.ts';

const DNS = 53;
const calling = (name: string, ports: readonly number[]) =>
  small(name, {
    roots: [service('web', { uses: [link(service('engine', { port: 8001 }))] })],
    statements: [says('document.md:3', claim.plan({ reachesPorts: ports }))],
  });

export const rule = defineRule({
  id: 'network/egress-ports-suffice',
  severity: 'error',
  title: {
    en: 'Ports that may be called include every port that has to be.',
    ko: '나갈 수 있는 포트에는 나가야 하는 포트가 모두 있다.',
  },
  why: {
    en: 'A list of ports shuts all others: calls between services fail, and without port 53 no name is resolved, so everything does.',
    ko: '포트 목록은 나머지를 모두 닫는다. 서비스 사이의 호출이 실패하고, 53번이 없으면 이름을 풀 수 없어 전부 실패한다.',
  },
  fix: {
    en: 'Add the ports of the services that are called, and 53 for DNS.',
    ko: '호출하는 서비스의 포트와 DNS의 53번을 더한다.',
  },
  examples: () => ({
    pass: [calling('with DNS and the engine', [53, 443, 8001])],
    fail: [calling('only the usual', [443, 5432])],
  }),
  check({ facts }, report) {
    for (const open of facts.of('reachesPorts', 'plan')) {
      const inner = hops(facts).filter(
        ({ from }) => facts.first('kind', from)?.value === 'service',
      );
      const ports = inner.flatMap(({ to }) => facts.of('port', to).slice(0, 1));
      const shut = ports.filter((port) => !open.value.includes(port.value));
      const needed = [
        ...new Set([
          ...(open.value.includes(DNS) ? [] : [`${DNS} (DNS)`]),
          ...shut.map((port) => `${port.value} (${nameOf(port.subject)})`),
        ]),
      ];
      if (needed.length === 0) continue;
      report({
        path: 'reachesPorts',
        because: [open, ...shut],
        message: {
          en: `only ports ${open.value.join(', ')} may be called; ${needed.join(', ')} are shut`,
          ko: `나갈 수 있는 포트가 ${open.value.join(', ')}뿐이라 ${withParticle(needed.join(', '), '이/가')} 닫힌다`,
        },
      });
    }
  },
});
