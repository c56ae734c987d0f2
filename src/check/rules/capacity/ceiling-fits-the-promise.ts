import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';
import { isSaid, subjectsOf } from '../../said.ts';

// Room for a peak on a peak; beyond it the ceiling guards nothing.
const TIMES = 8;

const sized = (name: string, max: number) =>
  sketch(name, {
    service: { replicas: { min: 2, max }, handles: '50 rps' },
    plan: { objectives: { throughput: '100 rps' } },
  });

export const rule = defineRule({
  id: 'capacity/ceiling-fits-the-promise',
  severity: 'warning',
  title: {
    en: 'The ceiling of a service is near what it is promised to carry.',
    ko: '서비스의 상한은 나르기로 약속한 양에서 멀지 않다.',
  },
  why: {
    en: 'A ceiling far above the promise stops neither a loop nor an attack, and the bill comes at the end of the month.',
    ko: '약속보다 훨씬 높은 상한은 무한 반복도 공격도 막지 못하고, 청구서는 월말에 온다.',
  },
  fix: {
    en: 'Lower `replicas.max`, measure `handles` again, or promise what is there.',
    ko: '`replicas.max`를 낮추거나 `handles`를 다시 재거나, 있는 만큼 약속한다.',
  },
  examples: () => ({
    pass: [sized('twice the promise', 4)],
    fail: [sized('twenty times the promise', 40)],
  }),
  check({ facts, plan }, report) {
    const goal = facts.first('throughput', 'plan');
    if (!isReal(plan) || !goal) return;
    for (const subject of subjectsOf(facts, ['service'])) {
      const max = facts.first('replicas.max', subject);
      const each = facts.first('handles', subject);
      if (!max || !each || !isSaid(facts, 'replicas.max', subject)) continue;
      const ceiling = max.value * each.value;
      if (ceiling <= TIMES * goal.value) continue;
      report({
        path: `${subject}.replicas.max`,
        because: [max, each, goal],
        message: {
          en: `${nameOf(subject)} can grow to ${max.value} × ${each.value} = ${ceiling} rps; ${goal.value} rps are promised`,
          ko: `${nameOf(subject)}의 상한은 ${max.value} × ${each.value} = ${ceiling} rps다. 약속은 ${goal.value} rps다`,
        },
      });
    }
  },
});
