import { DAY, MINUTE, SECOND } from '#kernel';
import { alert, channel } from '#model';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { type Bound, reportOutside } from '../../said.ts';

const BOUNDS: readonly Bound[] = [
  {
    of: ['alerts'],
    attribute: 'for',
    low: MINUTE,
    high: 15 * MINUTE,
    en: 'below a minute one slow scrape calls somebody; after 15 min a third of the month’s 43 min of 99.9 % is gone (SRE Workbook, ch. 5)',
    ko: '1분보다 짧으면 느린 수집 한 번에도 사람을 부르고, 15분이 지나면 99.9%의 한 달 몫 43분의 3분의 1이 사라진다(SRE Workbook 5장).',
  },
  {
    of: ['alerts'],
    attribute: 'cpuAbove',
    low: 60,
    high: 95,
    en: 'a machine that is sized well works above the lower bound every day, and above the upper one it queues',
    ko: '크기가 맞는 머신은 날마다 하한 위에서 일하고, 상한 위에서는 줄을 세운다.',
  },
  {
    of: ['alerts'],
    attribute: 'memoryAbove',
    low: 60,
    high: 95,
    en: 'caches fill memory on purpose; above the upper bound the kernel ends processes first',
    ko: '캐시는 일부러 메모리를 채운다. 상한 위에서는 커널이 먼저 프로세스를 끝낸다.',
  },
  {
    of: ['alerts'],
    attribute: 'diskAbove',
    low: 60,
    high: 90,
    en: 'a disk half full is healthy, and a disk at 95 % is too late: Elasticsearch stops writing there',
    ko: '절반 찬 디스크는 정상이고 95%는 늦다. Elasticsearch는 거기서 쓰기를 멈춘다.',
  },
  {
    of: ['alerts'],
    attribute: 'certificateWithin',
    low: 7 * DAY,
    high: 30 * DAY,
    en: 'renewal is tried 30 days before the end (Let’s Encrypt), and repairing it takes a working week',
    ko: '갱신은 끝나기 30일 전에 시도하고(Let’s Encrypt) 고치는 데 한 주는 걸린다.',
  },
  {
    of: ['alerts'],
    attribute: 'budgetAbove',
    low: 50,
    high: 100,
    en: 'half of the budget is spent in the middle of every month',
    ko: '달의 절반이면 예산의 절반은 늘 쓴다.',
  },
  {
    of: ['alerts'],
    attribute: 'restartsAbove',
    low: 2,
    high: 20,
    en: 'one restart is a release, and more than 20 an hour is a crash loop that users saw first',
    ko: '한 번은 배포이고, 20번이 넘으면 사용자가 먼저 본 반복 장애다.',
  },
  {
    of: ['alerts'],
    attribute: 'within',
    low: 5 * MINUTE,
    high: 2 * 3_600 * SECOND,
    en: 'restarts are counted over a crash loop’s back-off, which Kubernetes caps at 5 min',
    ko: '재시작은 반복 장애의 대기 시간보다 길게 세야 한다. Kubernetes는 5분까지 기다린다.',
  },
  {
    of: ['alerts'],
    attribute: 'lagAbove',
    low: 2 * SECOND,
    high: 60 * SECOND,
    en: 'a replica is a second behind on a good day, and a minute behind it serves another page than the one just saved',
    ko: '복제본은 평소에도 1초쯤 늦고, 1분 늦으면 방금 저장한 것과 다른 화면을 보여 준다.',
  },
  {
    of: ['alerts'],
    attribute: 'escalate.steps.after',
    low: 5 * MINUTE,
    high: 30 * MINUTE,
    en: 'nobody answers within a minute, and half an hour is most of the month’s 43 min of 99.9 %',
    ko: '1분 안에 답하는 사람은 없고, 30분이면 99.9%의 한 달 몫 43분을 거의 다 쓴다.',
  },
  {
    of: ['plan'],
    attribute: 'monitoring.every',
    low: 5 * SECOND,
    high: 60 * SECOND,
    en: 'faster costs more than it shows; slower than a minute no alert of five minutes has samples to stand on',
    ko: '더 잦으면 보이는 것보다 비싸고, 1분보다 뜸하면 5분짜리 알림이 설 표본이 없다.',
  },
  {
    of: ['environments'],
    attribute: 'budget.alertAt',
    low: 50,
    high: 100,
    en: 'half of the budget is spent in the middle of every month',
    ko: '달의 절반이면 예산의 절반은 늘 쓴다.',
  },
];

const room = channel('room', { by: 'slack' });
const waiting = (name: string, time: '5 min' | '50 min') =>
  sketch(name, {
    plan: { alerts: [alert('errors', { errorsAbove: '1%', for: time, notify: [room] })] },
  });

export const rule = defineRule({
  id: 'observability/alert-thresholds-are-plausible',
  severity: 'warning',
  title: {
    en: 'An alert fires late enough to mean something and early enough to help.',
    ko: '알림은 뜻이 있을 만큼 늦게, 도움이 될 만큼 일찍 울린다.',
  },
  why: {
    en: 'Too eager, it is muted within a week; too slow, users have told already.',
    ko: '너무 성급하면 한 주 안에 꺼지고, 너무 느리면 사용자가 먼저 알려 준다.',
  },
  fix: { en: 'Move the value into its range.', ko: '값을 범위 안으로 옮긴다.' },
  examples: () => ({
    pass: [waiting('five minutes', '5 min')],
    fail: [waiting('fifty minutes', '50 min')],
  }),
  check: (subject, report) => reportOutside(subject, BOUNDS, report),
});
