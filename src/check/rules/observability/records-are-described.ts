import { service } from '#model';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { isSaid, type Needed, reportUnsaid } from '../../said.ts';

const NEEDS: readonly Needed[] = [
  {
    of: ['plan'],
    says: ['logs.to', 'logs.keep', 'logs.format', 'logs.level', 'logs.perDay', 'logs.restsIn'],
    en: 'what is not known of the logs is found out after the incident they were needed for',
    ko: '로그에 대해 모르는 것은 로그가 필요했던 사고 뒤에야 알게 된다.',
  },
  {
    of: ['plan'],
    says: ['audit.of', 'audit.keep', 'audit.immutable', 'audit.restsIn'],
    en: 'nobody can show afterwards who did what',
    ko: '누가 무엇을 했는지 나중에 보일 수 없다.',
  },
  {
    of: ['plan'],
    says: ['monitoring.metrics', 'monitoring.every', 'monitoring.watches'],
    en: 'an alert stands on metrics, and nothing says who collects them and how often',
    ko: '알림은 지표 위에 서는데, 누가 얼마나 자주 모으는지 적혀 있지 않다.',
  },
  {
    of: ['plan'],
    when: (facts, subject) => isSaid(facts, 'monitoring.every', subject),
    says: [['monitoring.dashboards', 'monitoring.traces']],
    en: 'figures are collected and shown to nobody',
    ko: '수치를 모으지만 아무에게도 보이지 않는다.',
  },
];

const logs = {
  to: 'loki',
  format: 'json',
  keep: '90 d',
  perDay: '1 GiB',
  level: 'info',
  restsIn: 'KR',
} as const;
const audit = { keep: '2 years', immutable: true, of: ['release'], restsIn: 'KR' } as const;
const web = service('web', {});
const monitoring = {
  metrics: ['prometheus'],
  dashboards: ['grafana'],
  every: '15 s',
  watches: [web],
} as const;

export const rule = defineRule({
  id: 'observability/records-are-described',
  severity: 'warning',
  title: {
    en: 'The plan says what is recorded, where it goes and how long it stays.',
    ko: '계획은 무엇을 기록하고 어디로 보내고 얼마나 두는지 말한다.',
  },
  why: {
    en: 'Records are asked for once, after something went wrong, and cannot be made then.',
    ko: '기록은 무언가 잘못된 뒤 한 번 찾는데, 그때는 만들 수 없다.',
  },
  fix: {
    en: 'Describe `logs`, `audit` and `monitoring` in the plan.',
    ko: '계획에 `logs`, `audit`, `monitoring`을 적는다.',
  },
  examples: () => ({
    pass: [sketch('all described', { plan: { logs, audit, monitoring, roots: [web] } })],
    fail: [
      sketch('logs without a volume', {
        plan: { logs: { to: 'loki', keep: '90 d' }, audit, monitoring, roots: [web] },
      }),
    ],
  }),
  check: (subject, report) => reportUnsaid(subject, NEEDS, report),
});
