import { withParticle } from '#kernel';
import { blueGreen } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'delivery/one-strategy',
  severity: 'error',
  title: {
    en: 'A service is released one way, and the plan says which.',
    ko: '서비스의 배포 방식은 하나이며 무엇인지 적혀 있다.',
  },
  why: {
    en: 'Two strategies for one service exclude each other, and several for none in particular decide nothing.',
    ko: '한 서비스의 두 전략은 함께 쓸 수 없고, 누구의 것도 아닌 여러 전략은 아무것도 정하지 않는다.',
  },
  fix: {
    en: 'Choose one `rollout` per service (and environment).',
    ko: '서비스(와 환경)마다 `rollout`을 하나 고른다.',
  },
  examples: () => ({
    pass: [sketch('blue-green', { service: { rollout: blueGreen({ room: '100%' }) } })],
    fail: [sketch('two at once', { statesOfService: { strategies: ['blue-green', 'rolling'] } })],
  }),
  check({ facts }, report) {
    for (const subject of facts.subjects('strategies')) {
      const named = facts.of('strategies', subject);
      const all = [...new Set(named.flatMap((fact) => fact.value))];
      if (all.length < 2) continue;
      const whose = subject === 'plan' ? undefined : nameOf(subject);
      report({
        path: `${subject}.rollout`,
        because: named,
        message: {
          en: `${all.join(', ')} are named ${whose ? `for ${whose}` : 'and no service is told which is its own'}`,
          ko: whose
            ? `${whose}의 전략으로 ${withParticle(all.join(', '), '이/가')} 함께 적혀 있다`
            : `${withParticle(all.join(', '), '이/가')} 적혀 있지만 어느 서비스의 것인지 없다`,
        },
      });
    }
  },
});
