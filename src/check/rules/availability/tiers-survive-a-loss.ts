import { withParticle } from '#kernel';
import { isManagedEdge, nameOf, partsOfKind } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'availability/tiers-survive-a-loss',
  severity: 'error',
  title: {
    en: 'Around-the-clock operation has no part that may not fail.',
    ko: '24시간 운영에는 멈추면 안 되는 단 하나가 없다.',
  },
  why: {
    en: 'A chain of single machines is down whenever one of them is: the shortest cut through it is one.',
    ko: '하나씩 이어진 사슬은 그중 하나만 멈춰도 멈춘다.',
  },
  fix: {
    en: 'Run two of each service, a standby for each database, and say the availability that is meant.',
    ko: '서비스는 둘씩, 데이터베이스는 대기 인스턴스와 함께 두고 뜻하는 가용성을 적는다.',
  },
  examples: () => ({
    pass: [
      sketch('two of each', {
        states: [{ nature: '24/7 operation' }],
        gateway: { replicas: 2 },
        service: { replicas: 2 },
        database: { replicas: 1, failover: true },
      }),
    ],
    fail: [sketch('one of each', { states: [{ nature: '24/7 operation' }] })],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    const words = facts
      .of('nature', 'plan')
      .filter((fact) => /24 ?\/ ?7|24시간|around the clock/.test(fact.value));
    const single = partsOfKind(facts, 'service', 'gateway', 'postgres', 'mysql', 'redis').filter(
      (one) =>
        (facts.first('instances', one)?.value ?? (isManagedEdge(facts, one) ? 2 : 1)) < 2 &&
        !facts.of('failover', one).some((fact) => fact.value) &&
        !facts.of('optional', one).some((fact) => fact.value),
    );
    if (words.length === 0 || single.length === 0) return;
    const names = single.map(nameOf).join(', ');
    report({
      path: `${single[0]}.replicas`,
      because: [
        ...words,
        ...single.flatMap((one) => [...facts.of('drawnInstances', one), ...facts.of('kind', one)]),
      ],
      message: {
        en: `the system is to run around the clock, and ${names} stand alone: losing one stops it`,
        ko: `늘 돌아야 하는 시스템인데 ${withParticle(names, '은/는')} 하나뿐이다. 하나만 잃어도 멈춘다`,
      },
    });
  },
});
