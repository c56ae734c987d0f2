import { printSpan, withParticle } from '#kernel';
import { daily, every } from '#model';
import { continuous, copies, durableStores } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const losing = (point: '1 h' | '1 d', backup: object) =>
  sketch(`point ${point}`, { plan: { objectives: { recovery: { point } } }, database: { backup } });

export const rule = defineRule({
  id: 'recovery/point-is-covered',
  severity: 'error',
  title: {
    en: 'What a backup can lose stays within the recovery point.',
    ko: '백업이 잃을 수 있는 양은 복구 시점 목표(RPO) 안에 있다.',
  },
  why: {
    en: 'Everything written since the last copy is gone when the store is lost, whatever the objective says.',
    ko: '저장소를 잃으면 마지막 사본 이후에 쓴 것은 목표와 상관없이 모두 사라진다.',
  },
  fix: {
    en: 'Archive continuously (`continuous: true`), or copy at least as often as the recovery point.',
    ko: '`continuous: true`로 계속 보관하거나, 복구 시점 목표보다 자주 복사한다.',
  },
  examples: () => ({
    pass: [
      losing('1 d', { full: daily('02:00', 'Asia/Seoul') }),
      losing('1 h', { full: every('6 h'), continuous: true }),
    ],
    fail: [losing('1 h', { full: daily('02:00', 'Asia/Seoul') })],
  }),
  check({ facts }, report) {
    for (const subject of durableStores(facts)) {
      const [copy] = copies(facts, subject);
      if (!copy || continuous(facts, subject)) continue;
      const goal =
        facts.first('recovery.point', copy.subject) ?? facts.first('recovery.point', 'plan');
      if (!goal || copy.value <= goal.value) continue;
      const times = Math.round((copy.value / goal.value) * 10) / 10;
      const [gap, point] = [printSpan(copy.value), printSpan(goal.value)];
      report({
        path: `${copy.subject}.backup`,
        because: [copy, goal],
        message: {
          en: `copies are ${gap} apart, so up to ${gap} are lost: ${times} × the recovery point of ${point}`,
          ko: `사본 간격이 ${withParticle(gap, '이라/라')} 최대 ${gap} 분량을 잃는다. 복구 시점 목표(RPO) ${point}의 ${times}배다`,
        },
      });
    }
  },
});
