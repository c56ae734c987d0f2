import { sketch } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const scaled = { replicas: { min: 2, max: 4, scaleOn: [{ cpu: 70 }] } };

export const rule = defineRule({
  id: 'consistency/objectives-are-said',
  severity: 'error',
  title: {
    en: 'A system that scales promises something.',
    ko: '확장하는 시스템에는 약속이 있다.',
  },
  why: {
    en: 'Without an availability, a latency or a throughput no number of replicas is too few or too many.',
    ko: '가용성, 지연, 처리량이 없으면 복제본이 몇 개여도 적은지 많은지 알 수 없다.',
  },
  fix: {
    en: 'Set `objectives`: availability, `latency.p95`, throughput.',
    ko: '`objectives`에 가용성, `latency.p95`, 처리량을 적는다.',
  },
  examples: () => ({
    pass: [
      sketch('with a promise', {
        service: scaled,
        plan: { objectives: { availability: '99.9%' } },
      }),
    ],
    fail: [sketch('with none', { service: scaled })],
  }),
  check({ facts, plan }, report) {
    if (!isReal(plan)) return;
    const goals = [
      ...facts.of('availability'),
      ...facts.of('throughput'),
      ...facts.of('latency.p95'),
      ...facts.of('p95'),
    ].filter((fact) => !fact.subject.startsWith('alerts.'));
    const sized = facts
      .of('replicas.max')
      .filter((fact) => fact.origin !== 'derived' && fact.value > 1);
    if (goals.length > 0 || sized.length === 0) return;
    report({
      path: 'objectives',
      because: [...sized, ...facts.of('recovery.time', 'plan')],
      message: {
        en: 'replicas are planned, but no availability, latency or throughput is promised: nothing shows whether they are enough',
        ko: '복제본은 계획했지만 가용성, 지연, 처리량 약속이 없다. 충분한지 보일 길이 없다',
      },
    });
  },
});
