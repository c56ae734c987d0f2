import { withParticle } from '#kernel';
import { alert, channel } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const room = channel('room', { by: 'slack' });
const bare = (name: string, said: boolean) =>
  sketch(name, {
    plan: { alerts: [alert('load', { ...(said && { cpuAbove: '80%' }), notify: [room] })] },
  });

const THRESHOLDS = [
  'errorsAbove',
  'errorRateAbove',
  'slowerThan',
  'cpuAbove',
  'memoryAbove',
  'diskAbove',
  'connectionsAbove',
  'restartsAbove',
  'lagAbove',
  'logs',
  'compliance',
  'certificateWithin',
  'budgetAbove',
] as const;

export const rule = defineRule({
  id: 'observability/alert-has-a-threshold',
  severity: 'error',
  title: { en: 'An alert says when it fires.', ko: '알림에는 언제 울리는지 적혀 있다.' },
  why: {
    en: 'Without a number somebody chooses one during the incident, or none is ever set.',
    ko: '수치가 없으면 장애 중에 누군가 고르거나 끝내 정하지 않는다.',
  },
  fix: {
    en: "Set a threshold, e.g. `cpuAbove: '80%'`.",
    ko: "임계값을 적는다. 예: `cpuAbove: '80%'`.",
  },
  examples: () => ({ pass: [bare('at 80 %', true)], fail: [bare('at some load', false)] }),
  check({ facts, plan }, report) {
    for (const one of plan.alerts) {
      const subject = `alerts.${one.name}`;
      if (THRESHOLDS.some((each) => facts.first(each, subject) !== undefined)) continue;
      report({
        path: subject,
        at: one.at,
        because: facts.about(subject).filter((fact) => fact.origin === 'stated'),
        message: {
          en: `the alert ${nameOf(subject)} has no threshold`,
          ko: `${nameOf(subject)} 알림에 ${withParticle('임계값', '이/가')} 없다`,
        },
      });
    }
  },
});
