import { withParticle } from '#kernel';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const pooled = (connections: number) =>
  sketch(`${connections} pooled of 100`, {
    database: { maxConnections: 100 },
    statesOfDatabase: { pooled: connections },
  });

export const rule = defineRule({
  id: 'capacity/pool-leaves-room',
  severity: 'error',
  title: {
    en: 'A pool leaves connections for those who watch and repair.',
    ko: '연결 풀은 지켜보고 고치는 사람의 연결을 남긴다.',
  },
  why: {
    en: 'When the pool holds every connection, the exporter, the migration and the person who is called at night are refused.',
    ko: '풀이 연결을 모두 쥐면 지표 수집기도, 마이그레이션도, 밤에 불려 나온 사람도 거절당한다.',
  },
  fix: {
    en: 'Make the pool smaller than `maxConnections`, or raise that.',
    ko: '풀을 `maxConnections`보다 작게 하거나 그 값을 올린다.',
  },
  examples: () => ({ pass: [pooled(80)], fail: [pooled(100)] }),
  check({ facts }, report) {
    for (const pool of facts.of('pooled')) {
      const most = facts.first('maxConnections', pool.subject);
      if (!most || pool.value < most.value) continue;
      const name = nameOf(pool.subject);
      report({
        path: `${pool.subject}.pooled`,
        because: [pool, most],
        message: {
          en: `clients of ${name} keep up to ${pool.value} connections open, and it takes ${most.value}: none is left for anybody else`,
          ko: `${name} 클라이언트가 연결을 최대 ${pool.value}개 열어 두는데 ${withParticle(name, '이/가')} 받는 것은 ${most.value}개다. 다른 누구의 몫도 남지 않는다`,
        },
      });
    }
  },
});
