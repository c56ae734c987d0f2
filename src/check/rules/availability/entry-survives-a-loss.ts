import { withParticle } from '#kernel';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'availability/entry-survives-a-loss',
  severity: 'error',
  title: {
    en: 'Where traffic enters, something can take over.',
    ko: '트래픽이 들어오는 곳에는 넘겨받을 것이 있다.',
  },
  why: {
    en: 'All clients come through the gateway: one node there makes every redundancy behind it worthless.',
    ko: '모든 클라이언트가 게이트웨이를 지난다. 그곳이 하나뿐이면 뒤의 이중화는 소용없다.',
  },
  fix: {
    en: 'Give the gateway `replicas: 2` or more, or drop the promise of failover.',
    ko: '게이트웨이에 `replicas: 2` 이상을 주거나, 장애 조치 약속을 거둔다.',
  },
  examples: () => ({
    pass: [
      sketch('two gateways', { gateway: { replicas: 2 }, statesOfGateway: { failover: true } }),
    ],
    fail: [
      sketch('one gateway', { statesOfGateway: { failover: true } }),
      sketch('one gateway over zones', { states: [{ zones: 2 }] }),
    ],
  }),
  check({ facts }, report) {
    const promises = [
      ...facts.of('failover').filter((fact) => fact.value),
      ...facts.of('zones', 'plan').filter((fact) => fact.origin === 'stated' && fact.value > 1),
    ];
    for (const subject of facts.subjects('kind', (kind) => kind === 'gateway')) {
      const replicas = facts.first('instances', subject);
      const broken = promises.filter((fact) => fact.subject === subject || fact.subject === 'plan');
      if (!replicas || replicas.value > 1 || broken.length === 0) continue;
      report({
        path: `${subject}.replicas`,
        because: [
          replicas,
          ...broken,
          ...facts.of('kind', subject).filter((fact) => fact.origin === 'stated'),
        ],
        message: {
          en: `failover is promised, but ${nameOf(subject)} is one node that every client passes through`,
          ko: `장애 조치를 약속하지만 ${withParticle(nameOf(subject), '은/는')} 모든 클라이언트가 지나는 단 하나의 노드다`,
        },
      });
    }
  },
});
