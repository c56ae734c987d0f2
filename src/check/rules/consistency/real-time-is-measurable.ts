import { withParticle } from '#kernel';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

export const rule = defineRule({
  id: 'consistency/real-time-is-measurable',
  severity: 'error',
  title: {
    en: 'A system that calls itself real-time says how fast it is.',
    ko: '실시간이라 부르는 시스템은 얼마나 빠른지 말한다.',
  },
  why: {
    en: 'Without a latency and a throughput “real-time” can be neither tested nor missed.',
    ko: '지연 시간과 처리량이 없으면 “실시간”은 시험할 수도, 어길 수도 없다.',
  },
  fix: {
    en: "Set `objectives.latency` and `objectives.throughput`, e.g. `{ p95: '200 ms' }` and `'200 rps'`.",
    ko: "`objectives.latency`와 `objectives.throughput`을 적는다. 예: `{ p95: '200 ms' }`, `'200 rps'`.",
  },
  examples: () => ({
    pass: [
      sketch('fast, by number', {
        states: [{ nature: 'real-time' }],
        plan: { objectives: { latency: { p95: '200 ms' }, throughput: '100 rps' } },
      }),
    ],
    fail: [sketch('fast, by word', { states: [{ nature: 'real-time' }] })],
  }),
  check({ facts }, report) {
    const words = facts.of('nature').filter((fact) => /real[ -]?time/i.test(fact.value));
    const missing = [
      ...(facts.of('latency.p95').length === 0 ? [{ en: 'latency', ko: '지연 시간' }] : []),
      ...(facts.of('throughput').length === 0 ? [{ en: 'throughput', ko: '처리량' }] : []),
    ];
    if (words.length === 0 || missing.length === 0) return;
    report({
      path: 'objectives',
      because: words,
      message: {
        en: `it is called real-time, but no ${missing.map((one) => one.en).join(' and no ')} is promised`,
        ko: `실시간이라 부르지만 약속한 ${withParticle(missing.map((one) => one.ko).join('과 '), '이/가')} 없다`,
      },
    });
  },
});
