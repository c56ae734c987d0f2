import { alert, channel } from '#model';
import { sketch } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';

const room = channel('room', { by: 'slack' });
const watched = (name: string, errors: boolean) =>
  sketch(name, {
    plan: {
      objectives: { availability: '99.9%' },
      alerts: [
        errors
          ? alert('errors', { errorsAbove: '0.1%', notify: [room] })
          : alert('load', { cpuAbove: '80%', notify: [room] }),
      ],
    },
  });

export const rule = defineRule({
  id: 'observability/every-objective-is-watched',
  severity: 'error',
  title: {
    en: 'For every promise to users there is an alert.',
    ko: '사용자에게 한 약속마다 알림이 있다.',
  },
  why: {
    en: 'CPU can be calm while users get errors; what is promised is what must wake somebody.',
    ko: '사용자가 오류를 받는 동안에도 CPU는 한가할 수 있다. 깨워야 할 것은 약속이다.',
  },
  fix: {
    en: 'Add an alert with `errorsAbove` for availability and `slowerThan` for latency.',
    ko: '가용성에는 `errorsAbove`, 지연에는 `slowerThan` 알림을 더한다.',
  },
  examples: () => ({ pass: [watched('errors', true)], fail: [watched('only CPU', false)] }),
  check({ facts, plan }, report) {
    if (!isReal(plan) || plan.alerts.length === 0) return;
    const pairs = [
      {
        goals: facts.of('availability'),
        by: 'errorsAbove' as const,
        or: 'errorRateAbove' as const,
      },
      {
        goals: [...facts.of('latency.p95'), ...facts.of('p95')],
        by: 'slowerThan' as const,
        or: 'slowerThan' as const,
      },
    ];
    for (const { goals, by, or } of pairs) {
      const [goal] = goals.filter((fact) => !fact.subject.startsWith('alerts.'));
      if (!goal || facts.of(by).length > 0 || facts.of(or).length > 0) continue;
      report({
        path: 'alerts',
        because: [goal],
        message: {
          en: `${goal.attribute} is promised, and no alert has \`${by}\``,
          ko: `${goal.attribute} 약속이 있는데 \`${by}\` 알림이 없다`,
        },
      });
    }
  },
});
