import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const calling = (name: string, second: boolean) =>
  sketch(name, {
    statesOfService: {
      drawnInstances: 2,
      instanceCalls: [
        { instance: 1, to: 'warehouse' },
        ...(second ? [{ instance: 2, to: 'warehouse' }] : []),
      ],
    },
  });

export const rule = defineRule({
  id: 'consistency/instances-are-alike',
  severity: 'error',
  title: {
    en: 'Instances of one service reach the same things.',
    ko: '한 서비스의 인스턴스는 같은 것에 닿는다.',
  },
  why: {
    en: 'Behind a balancer a request lands on any of them: the share that lands on the wrong one fails.',
    ko: '밸런서 뒤에서 요청은 아무 인스턴스에나 닿는다. 잘못 닿은 몫은 실패한다.',
  },
  fix: {
    en: 'Draw the hop from every instance, or split the service in two.',
    ko: '모든 인스턴스에서 그리거나 서비스를 둘로 나눈다.',
  },
  examples: () => ({ pass: [calling('both', true)], fail: [calling('only the first', false)] }),
  check({ facts }, report) {
    for (const subject of facts.subjects('instanceCalls')) {
      const said = facts.of('instanceCalls', subject);
      const calls = said.flatMap((fact) => fact.value.map((one) => one.split(':')));
      const drawn = facts.first('drawnInstances', subject);
      const count = drawn?.value ?? new Set(calls.map(([instance]) => instance)).size;
      const targets = Map.groupBy(calls, ([, to]) => to ?? '');
      const odd = [...targets].filter(([, by]) => new Set(by.map(([one]) => one)).size < count);
      if (odd.length === 0) continue;
      const words = odd
        .map(([to, by]) => `${to} (${by.map(([one]) => one).join(', ')})`)
        .join(', ');
      report({
        path: `${subject}.calls`,
        because: [...said, ...(drawn ? [drawn] : [])],
        message: {
          en: `of ${count} instances of ${nameOf(subject)} only some reach ${words}: the other requests find nothing`,
          ko: `${nameOf(subject)} 인스턴스 ${count}개 가운데 일부만 ${words}에 닿는다. 나머지 요청은 갈 곳이 없다`,
        },
      });
    }
  },
});
