import { alert, channel } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const room = channel('room', { by: 'slack' });
const objectives = { availability: '99.9%', throughput: '1000 rps' } as const;

export const rule = defineRule({
  id: 'observability/alert-measures-a-share',
  severity: 'error',
  title: {
    en: 'An error alert measures the share that the objective promises.',
    ko: '오류 알림은 목표가 약속한 비율을 잰다.',
  },
  why: {
    en: 'Errors per second mean nothing without the requests per second: at night it sleeps, at the peak it never stops.',
    ko: '초당 요청 수 없이 초당 오류 수는 뜻이 없다. 밤에는 조용하고 피크에는 그치지 않는다.',
  },
  fix: {
    en: 'Divide by all requests and compare with the error budget (`errorsAbove`).',
    ko: '전체 요청으로 나누어 오류 예산과 비교한다 (`errorsAbove`).',
  },
  examples: () => ({
    pass: [
      sketch('a share', {
        plan: { objectives, alerts: [alert('errors', { errorsAbove: '0.1%', notify: [room] })] },
      }),
    ],
    fail: [
      sketch('errors per second', {
        plan: {
          objectives,
          alerts: [alert('errors', { errorRateAbove: '0.05 rps', notify: [room] })],
        },
      }),
    ],
  }),
  check({ facts }, report) {
    for (const errors of facts.of('errorRateAbove')) {
      const goal = facts.first('availability', 'plan');
      const load = facts.first('throughput', 'plan');
      const at = shareOf(errors.value, load?.value, goal?.value);
      report({
        path: `${errors.subject}.errorRateAbove`,
        because: [errors, goal, load].filter((one) => one !== undefined),
        message: {
          en: `${nameOf(errors.subject)} fires above ${errors.value} errors a second${at.en}`,
          ko: `${nameOf(errors.subject)} 알림은 초당 오류 ${errors.value}건을 넘으면 울린다${at.ko}`,
        },
      });
    }
  },
});

/** What so many errors a second are of so many requests a second, in percent; unknown without them. */
function shareOf(errors: number, rps: number | undefined, availability: number | undefined) {
  if (rps === undefined)
    return { en: ', which is no share of anything', ko: '. 무엇에 대한 비율도 아니다' };
  const share = Number(((errors / rps) * 100).toPrecision(2));
  const budget = Math.round((100 - (availability ?? 100)) * 1_000) / 1_000;
  return {
    en: `: at ${rps} rps that is ${share} % of the requests${budget ? `, where ${budget} % are allowed` : ''}`,
    ko: `. ${rps} rps에서는 요청의 ${share} %${budget ? `인데 허용치는 ${budget} %` : ''}다`,
  };
}
