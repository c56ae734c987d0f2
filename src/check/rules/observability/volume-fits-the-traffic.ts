import { printSize, withParticle } from '#kernel';
import { service } from '#model';
import { small } from '../../example.ts';
import type { FactBase } from '../../fact-base.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';
import { subjectsOf } from '../../said.ts';

/** A line of an access log is 100 B at least; two KiB a request are bodies that do not belong there. */
const [LEAST, MOST] = [100, 2 * 2 ** 10];

const logged = (name: string, perDay: '1 GiB' | '100 GiB') =>
  small(name, {
    roots: [service('shop', {})],
    traffic: [{ from: '2026-11', dailyRequests: 2_000_000, peak: { times: 4 } }],
    logs: { perDay },
  });

export const rule = defineRule({
  id: 'observability/volume-fits-the-traffic',
  severity: 'warning',
  title: {
    en: 'The log volume is that of the traffic.',
    ko: '로그의 양은 트래픽만큼이다.',
  },
  why: {
    en: 'Log stores are sized and paid by the day’s volume; a guess that no request accounts for fills them, or pays for nothing.',
    ko: '로그 저장소는 하루치로 크기와 값이 정해진다. 요청 수와 맞지 않는 짐작은 저장소를 채우거나 헛돈을 쓴다.',
  },
  fix: {
    en: 'Reckon some hundred bytes a request, and write that in `logs.perDay`.',
    ko: '요청마다 수백 바이트로 셈해 `logs.perDay`에 적는다.',
  },
  examples: () => ({
    pass: [logged('five hundred bytes a request', '1 GiB')],
    fail: [logged('fifty thousand bytes a request', '100 GiB')],
  }),
  check({ facts, plan }, report) {
    const perDay = facts.first('logs.perDay', 'plan');
    const [busiest] = requests(facts);
    if (!isReal(plan) || !perDay || !busiest) return;
    const each = perDay.value / busiest.value;
    if (each >= LEAST && each <= MOST) return;
    report({
      path: 'plan.logs.perDay',
      because: [perDay, busiest],
      message: {
        en: `${printSize(perDay.value)} of logs a day for ${busiest.value} requests are ${printSize(Math.round(each))} each`,
        ko: `하루 로그 ${withParticle(printSize(perDay.value), '을/를')} 요청 ${busiest.value}건으로 나누면 ${withParticle(printSize(Math.round(each)), '이다/다')}`,
      },
    });
  },
});

/** What a day asks for, busiest first: requests where they are said, else pages. */
const requests = (facts: FactBase) =>
  subjectsOf(facts, ['traffic'])
    .flatMap((one) => facts.first('dailyRequests', one) ?? facts.first('pageViews', one) ?? [])
    .sort((a, b) => b.value - a.value);
