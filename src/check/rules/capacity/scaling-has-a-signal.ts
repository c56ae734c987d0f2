import { withParticle } from '#kernel';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'capacity/scaling-has-a-signal',
  severity: 'error',
  title: {
    en: 'What scales says what it answers to.',
    ko: '자동 확장에는 무엇을 따라 늘어나는지 적혀 있다.',
  },
  why: {
    en: 'Bounds without a signal are a number of replicas that never changes.',
    ko: '신호 없는 범위는 결코 바뀌지 않는 복제본 수다.',
  },
  fix: {
    en: 'Add `scaleOn`, e.g. `[{ cpu: 70 }]` or `[{ rps: 100 }]`.',
    ko: '`scaleOn`을 적는다. 예: `[{ cpu: 70 }]`, `[{ rps: 100 }]`.',
  },
  examples: () => ({
    pass: [sketch('by CPU', { service: { replicas: { min: 2, max: 6, scaleOn: [{ cpu: 70 }] } } })],
    fail: [sketch('by nothing', { service: { replicas: { min: 2, max: 6 } } })],
  }),
  check({ facts }, report) {
    const signals = ['cpu', 'memory', 'rps', 'users', 'queued'] as const;
    for (const max of facts.of('replicas.max')) {
      const min = facts.first('replicas.min', max.subject);
      const scaled = signals.some((one) => facts.first(`replicas.scaleOn.${one}`, max.subject));
      if (!min || min.value >= max.value || scaled) continue;
      report({
        path: `${max.subject}.replicas.scaleOn`,
        because: [min, max],
        message: {
          en: `${nameOf(max.subject)} scales from ${min.value} to ${max.value}, and nothing says on what`,
          ko: `${withParticle(nameOf(max.subject), '은/는')} ${min.value}개에서 ${max.value}개까지 늘어난다는데 무엇을 따르는지 없다`,
        },
      });
    }
  },
});
