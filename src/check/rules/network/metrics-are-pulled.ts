import { withParticle } from '#kernel';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'network/metrics-are-pulled',
  severity: 'warning',
  title: {
    en: 'Prometheus calls what it watches.',
    ko: 'Prometheus가 지켜보는 대상을 호출한다.',
  },
  why: {
    en: 'It pulls; a rule made of the drawn arrow opens the wrong direction and leaves the scrape shut out.',
    ko: 'Prometheus는 당겨 온다. 그려진 화살표대로 열면 방향이 반대라 수집이 막힌다.',
  },
  fix: {
    en: 'Turn the arrow round: the monitor calls the part.',
    ko: '화살표를 돌린다. 모니터가 구성 요소를 호출한다.',
  },
  examples: () => ({
    pass: [sketch('watched', { states: [{ monitors: ['prometheus'], notifies: ['ops'] }] })],
    fail: [sketch('pushing', { statesOfService: { calls: ['prometheus'] } })],
  }),
  check({ facts }, report) {
    for (const call of facts.of('calls')) {
      if (
        !call.subject.startsWith('parts.') ||
        !call.value.some((one) => /^prometheus$/i.test(one))
      )
        continue;
      report({
        path: `${call.subject}.calls`,
        because: [call],
        message: {
          en: `${nameOf(call.subject)} is drawn sending to Prometheus, which pulls`,
          ko: `${withParticle(nameOf(call.subject), '이/가')} Prometheus로 보내는 것으로 그려져 있다. Prometheus는 당겨 온다`,
        },
      });
    }
  },
});
