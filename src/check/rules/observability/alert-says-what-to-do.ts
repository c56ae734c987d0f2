import { alert, channel, escalation } from '#model';
import { sketch } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { defineRule } from '../../rule.ts';
import { isSaid, type Needed, reportUnsaid } from '../../said.ts';

const SAMPLED = [
  'errorsAbove',
  'slowerThan',
  'cpuAbove',
  'memoryAbove',
  'diskAbove',
  'connectionsAbove',
  'lagAbove',
] as const;
const OF_ONE = ['slowerThan', 'connectionsAbove', 'lagAbove', 'certificateWithin'] as const;
const any =
  (attributes: readonly (typeof SAMPLED)[number][] | typeof OF_ONE) =>
  (facts: FactBase, subject: string): boolean =>
    attributes.some((one) => isSaid(facts, one, subject));

const NEEDS: readonly Needed[] = [
  {
    of: ['alerts'],
    says: ['severity', 'notify'],
    en: 'whoever is called cannot tell whether to get up, and perhaps nobody is',
    ko: '불린 사람이 일어나야 하는지 알 수 없고, 아무도 불리지 않을 수도 있다.',
  },
  {
    of: ['alerts'],
    when: any(SAMPLED),
    says: ['for'],
    en: 'a single sample above the threshold calls somebody',
    ko: '표본 하나만 임계값을 넘어도 사람을 부른다.',
  },
  {
    of: ['alerts'],
    when: any(OF_ONE),
    says: ['of'],
    en: 'whoever is called has to find out first what it is about',
    ko: '불린 사람이 무엇에 대한 것인지부터 찾아야 한다.',
  },
  {
    of: ['alerts'],
    when: (facts, subject) => isSaid(facts, 'restartsAbove', subject),
    says: ['within'],
    en: 'over a month every service restarts this often',
    ko: '한 달이면 어느 서비스나 그만큼은 다시 시작한다.',
  },
  {
    of: ['alerts'],
    when: (facts, subject) =>
      facts.of('severity', subject).some((fact) => fact.value === 'critical'),
    says: ['escalate.steps.after', 'escalate.steps.notify'],
    en: 'when the one who is called sleeps through it, nobody else hears of it',
    ko: '불린 사람이 못 들으면 다른 누구도 듣지 못한다.',
  },
];

const room = channel('room', { by: 'phone' });
const escalate = escalation('next', { steps: [{ after: '10 min', notify: [room] }] });
const whole = { severity: 'critical', notify: [room], escalate } as const;

export const rule = defineRule({
  id: 'observability/alert-says-what-to-do',
  severity: 'warning',
  title: {
    en: 'An alert says what it is about, how grave it is, whom it calls and after how long.',
    ko: '알림은 무엇이, 얼마나 심각하고, 누구를, 얼마 만에 부르는지 말한다.',
  },
  why: {
    en: 'An alert that leaves this open is read at night by somebody who has to guess, and the next one is ignored.',
    ko: '이것을 비워 둔 알림은 한밤중에 누군가 짐작해야 하고, 다음 알림은 무시된다.',
  },
  fix: { en: 'Say what is missing in the alert.', ko: '빠진 것을 알림에 적는다.' },
  examples: () => ({
    pass: [
      sketch('five minutes, then a call', {
        plan: { alerts: [alert('errors', { ...whole, errorsAbove: '1%', for: '5 min' })] },
      }),
    ],
    fail: [
      sketch('on the first sample', {
        plan: { alerts: [alert('errors', { ...whole, errorsAbove: '1%' })] },
      }),
    ],
  }),
  check: (subject, report) => reportUnsaid(subject, NEEDS, report),
});
