import { HOUR, MINUTE, SECOND } from '#kernel';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { type Bound, reportOutside } from '../../said.ts';

const BOUNDS: readonly Bound[] = [
  {
    of: ['service'],
    attribute: 'rollout.bake',
    low: 3 * MINUTE,
    high: 60 * MINUTE,
    en: 'memory leaks and cold caches need minutes to show; beyond an hour a day has room for few releases',
    ko: '메모리 누수와 빈 캐시는 몇 분은 지나야 보이고, 한 시간이 넘으면 하루에 몇 번 못 내보낸다.',
  },
  {
    of: ['service'],
    attribute: 'health.within',
    low: 8 * SECOND,
    high: 3 * MINUTE,
    en: 'a start under load takes several seconds (Kubernetes asks every 10 s); a crashed instance is missed for as long as it may take',
    ko: '부하 속 시작은 몇 초가 걸리고(Kubernetes는 10초마다 묻는다), 죽은 인스턴스는 시작에 걸리는 만큼 빠져 있다.',
  },
  {
    of: ['service'],
    attribute: 'stop.drain',
    low: 5 * SECOND,
    high: 2 * MINUTE,
    en: 'load balancers need some seconds to notice; Fargate kills after 120 s, and Spot gives two minutes',
    ko: '로드 밸런서가 알아채는 데 몇 초가 걸리고, Fargate는 120초 뒤에 끊으며 Spot은 2분을 준다.',
  },
  {
    of: ['environments'],
    attribute: 'approval.expires',
    low: HOUR,
    high: 72 * HOUR,
    en: 'an approver has to be reachable; after three days the approval is of a change that others have built on',
    ko: '승인자가 볼 시간은 있어야 하고, 사흘이 지나면 그 위에 다른 변경이 쌓인 뒤다.',
  },
  {
    of: ['plan'],
    attribute: 'pipeline.branch.reviews',
    low: 1,
    high: 4,
    en: 'a change that nobody read is a change of one person; more than four readers read nothing',
    ko: '아무도 읽지 않은 변경은 한 사람의 변경이고, 넷이 넘으면 아무도 읽지 않는다.',
  },
  {
    of: ['stages'],
    attribute: 'approval',
    low: 0,
    high: 4,
    en: 'more than four approvals are clicked, not given',
    ko: '넷이 넘는 승인은 누르는 것일 뿐이다.',
  },
];

const drained = (name: string, drain: '30 s' | '10 min') =>
  sketch(name, { service: { stop: { drain } } });

export const rule = defineRule({
  id: 'delivery/release-times-are-plausible',
  severity: 'warning',
  title: {
    en: 'A release takes the time it needs to start, to be watched and to stop.',
    ko: '배포에는 시작하고 지켜보고 멈추는 데 필요한 만큼의 시간이 든다.',
  },
  why: {
    en: 'What is cut short is judged before it happened; what is drawn out is killed by the platform or skipped by people.',
    ko: '너무 짧으면 일어나기도 전에 판정하고, 너무 길면 플랫폼이 끊거나 사람이 건너뛴다.',
  },
  fix: { en: 'Move the value into its range.', ko: '값을 범위 안으로 옮긴다.' },
  examples: () => ({
    pass: [drained('thirty seconds', '30 s')],
    fail: [drained('ten minutes', '10 min')],
  }),
  check: (subject, report) => reportOutside(subject, BOUNDS, report),
});
