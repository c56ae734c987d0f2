import { withParticle } from '#kernel';
import { isStored, nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'network/stores-do-not-call',
  severity: 'warning',
  title: {
    en: 'Arrows leave services, not databases.',
    ko: '화살표는 서비스에서 나가며 데이터베이스에서 나가지 않는다.',
  },
  why: {
    en: 'A database opens no connection to a cache; read as a rule, the arrow opens a port the wrong way and leaves the real caller out.',
    ko: '데이터베이스는 캐시에 연결하지 않는다. 그대로 규칙으로 옮기면 엉뚱한 방향이 열리고 실제 호출은 빠진다.',
  },
  fix: {
    en: 'Draw the hop from the service that uses both.',
    ko: '둘을 함께 쓰는 서비스에서 나가도록 그린다.',
  },
  examples: () => ({
    pass: [sketch('service to store', {})],
    fail: [sketch('store to cache', { statesOfDatabase: { calls: ['cache'] } })],
  }),
  check({ facts }, report) {
    for (const call of facts.of('calls')) {
      if (!isStored(facts, call.subject)) continue;
      const to = call.value.join(', ');
      report({
        path: `${call.subject}.calls`,
        because: [call],
        message: {
          en: `${nameOf(call.subject)} is drawn calling ${to}; a store answers, it does not call`,
          ko: `${withParticle(nameOf(call.subject), '이/가')} ${withParticle(to, '을/를')} 호출하는 것으로 그려져 있다. 저장소는 답할 뿐 호출하지 않는다`,
        },
      });
    }
  },
});
