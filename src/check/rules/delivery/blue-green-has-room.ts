import { withParticle } from '#kernel';
import { blueGreen } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const switching = (name: string, room?: '100%') =>
  sketch(name, { service: { replicas: 2, rollout: blueGreen(room ? { room } : {}) } });

export const rule = defineRule({
  id: 'delivery/blue-green-has-room',
  severity: 'error',
  title: {
    en: 'A blue-green switch has room for both colours.',
    ko: 'Blue-green 전환에는 두 벌이 설 자리가 있다.',
  },
  why: {
    en: 'During the switch everything runs twice: machines, quota, connections and price.',
    ko: '전환하는 동안 모든 것이 두 벌 돈다. 머신, 할당량, 연결, 비용이 모두 두 배다.',
  },
  fix: {
    en: "Say where the second set fits: `room: '100%'` on the rollout, with the capacity for it.",
    ko: "두 번째 벌의 자리를 적는다: rollout에 `room: '100%'`와 그만한 용량.",
  },
  examples: () => ({
    pass: [switching('room for two', '100%')],
    fail: [switching('room for one')],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    for (const strategy of facts.of('rollout.strategy')) {
      const { subject } = strategy;
      const room = facts.first('rollout.room', subject);
      if (strategy.value !== 'blue-green' || (room && room.value >= 100)) continue;
      const most = facts.first('replicas.max', subject) ?? facts.first('instances', subject);
      const count = most?.value ?? 1;
      const has = count * (1 + (room?.value ?? 0) / 100);
      report({
        path: `${strategy.subject}.rollout`,
        because: [strategy, most, room].filter((one) => one !== undefined),
        message: {
          en: `${nameOf(strategy.subject)} switches blue-green: at full scale 2 × ${count} = ${2 * count} instances run, and the plan has room for ${has}`,
          ko: `${withParticle(nameOf(strategy.subject), '을/를')} blue-green으로 바꾸면 최대 2 × ${count} = ${2 * count}개가 도는데 계획에는 ${has}개의 자리뿐이다`,
        },
      });
    }
  },
});
