import { canary } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const judged = (name: string, over: object) =>
  sketch(name, { service: { rollout: canary({ bad: ['5xx'], weights: [10, 50], ...over }) } });

export const rule = defineRule({
  id: 'delivery/verdict-judges-the-candidate',
  severity: 'error',
  title: {
    en: 'A verdict measures the candidate, as a share, and takes no silence for success.',
    ko: '판정은 후보를 비율로 재고 침묵을 성공으로 여기지 않는다.',
  },
  why: {
    en: 'Measured over both sides, a candidate with a tenth of the traffic hides behind the other nine; a query without an answer counts as zero errors.',
    ko: '양쪽을 합쳐 재면 10분의 1을 받은 후보가 나머지에 가려진다. 답이 없는 질의는 오류 0으로 센다.',
  },
  fix: {
    en: 'Query by version, divide by the candidate’s requests, and wait when there is no data.',
    ko: '버전별로 질의하고 후보의 요청 수로 나누며 데이터가 없으면 기다린다.',
  },
  examples: () => ({
    pass: [judged('the candidate alone', { measures: 'candidate', unanswered: 'wait' })],
    fail: [
      judged('both sides together', { measures: 'all' }),
      judged('no answer is good', { unanswered: 'good' }),
      judged('errors a second', { errorRateBelow: '0.01 rps' }),
    ],
  }),
  check({ facts }, report) {
    for (const subject of facts.subjects('rollout.strategy')) {
      const measures = facts.of('rollout.measures', subject).filter((one) => one.value === 'all');
      const silent = facts.of('rollout.unanswered', subject).filter((one) => one.value === 'good');
      const rate = facts.of('rollout.errorRateBelow', subject);
      const because = [...measures, ...silent, ...rate];
      if (because.length === 0) continue;
      const faults = [
        ...(measures.length > 0
          ? [{ en: 'measures both sides together', ko: '양쪽을 합쳐 잰다' }]
          : []),
        ...(silent.length > 0
          ? [{ en: 'takes no answer for no error', ko: '답이 없으면 오류가 없다고 본다' }]
          : []),
        ...rate.map((one) => ({
          en: `compares ${one.value} errors a second, which is no share`,
          ko: `비율이 아닌 초당 오류 ${one.value}건과 비교한다`,
        })),
      ];
      report({
        path: `${subject}.rollout`,
        because,
        message: {
          en: `the verdict on ${nameOf(subject)} ${faults.map((one) => one.en).join(', ')}`,
          ko: `${nameOf(subject)}의 판정은 다음과 같다: ${faults.map((one) => one.ko).join(', ')}`,
        },
      });
    }
  },
});
