import type { Fact } from '#model';
import { sketch } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { defineRule } from '../../rule.ts';

const promising = (throughput: '50 rps' | '5 rps' | '20000 rps') =>
  sketch(`promising ${throughput}`, {
    plan: {
      objectives: { throughput },
      traffic: [{ from: '2026-12', dailyRequests: 500_000, peak: { times: 4 } }],
    },
  });
const DAY_SECONDS = 86_400;
/** A promise may be generous; beyond this it was never computed. */
const GENEROUS = 20;

export const rule = defineRule({
  id: 'capacity/objective-fits-the-forecast',
  severity: 'error',
  title: {
    en: 'The throughput that is promised follows from the traffic that is expected.',
    ko: '약속한 처리량은 예상한 트래픽에서 나온다.',
  },
  why: {
    en: 'Below the forecast it fails on the first good day; far above it, everything is sized and paid for nobody.',
    ko: '예측보다 낮으면 잘되는 첫날 무너지고, 훨씬 높으면 아무도 쓰지 않을 크기와 값을 치른다.',
  },
  fix: {
    en: 'Promise the forecast’s peak with a margin, or correct the forecast.',
    ko: '예측한 피크에 여유를 더해 약속하거나 예측을 고친다.',
  },
  examples: () => ({
    pass: [promising('50 rps')],
    fail: [promising('5 rps'), promising('20000 rps')],
  }),
  check({ facts }, report) {
    const goal = facts.first('throughput', 'plan');
    const peaks = facts.subjects('from').filter((one) => one.startsWith('traffic.'));
    const busiest = peaks
      .flatMap((one) => peakOf(facts, one) ?? [])
      .sort((a, b) => b.perSecond - a.perSecond)[0];
    if (!goal || !busiest) return;
    const times = Math.round((goal.value / busiest.perSecond) * 10) / 10;
    if (times >= 1 && times <= GENEROUS) return;
    const peak = Math.round(busiest.perSecond * 10) / 10;
    report({
      path: 'objectives.throughput',
      because: [goal, ...busiest.from],
      severity: times < 1 ? 'error' : 'warning',
      message: {
        en: `${goal.value} rps are promised; the busiest forecast is ${busiest.daily} a day × ${busiest.times} at the peak = ${peak} rps, so the promise is ${times} × that`,
        ko: `약속은 ${goal.value} rps인데 가장 바쁜 예측은 하루 ${busiest.daily}건 × 피크 ${busiest.times}배 = ${peak} rps다. 약속은 그 ${times}배다`,
      },
    });
  },
});

function peakOf(facts: FactBase, subject: string) {
  const daily = facts.first('dailyRequests', subject) ?? facts.first('pageViews', subject);
  if (!daily) return undefined;
  const times =
    facts.first('peak.times', subject) ?? facts.of('peak.times').find((one) => one !== undefined);
  const from: readonly Fact[] = times ? [daily, times] : [daily];
  const perSecond = (daily.value / DAY_SECONDS) * (times?.value ?? 1);
  return { perSecond, daily: daily.value, times: times?.value ?? 1, from };
}
