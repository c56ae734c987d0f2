import { printSpan, withParticle } from '#kernel';
import { alert, channel } from '#model';
import { nameOf } from '../../durable.ts';
import { sketch } from '../../example.ts';
import { isReal } from '../../real.ts';
import { defineRule } from '../../rule.ts';
import { isSaid, subjectsOf } from '../../said.ts';

/** Below five a single lost sample is a fifth of the verdict. */
const LEAST = 5;
const room = channel('room', { by: 'slack' });
const sampled = (name: string, time: '10 min' | '2 min') =>
  sketch(name, {
    plan: {
      monitoring: { every: '1 min' },
      alerts: [alert('cpu', { cpuAbove: '80%', for: time, notify: [room] })],
    },
  });

export const rule = defineRule({
  id: 'observability/alert-has-samples',
  severity: 'warning',
  title: {
    en: 'An alert waits for several samples.',
    ko: '알림은 표본을 여럿 기다린다.',
  },
  why: {
    en: 'On two samples one slow scrape is half of the evidence.',
    ko: '표본이 둘이면 느린 수집 한 번이 증거의 절반이다.',
  },
  fix: {
    en: 'Wait for five samples at least (`for`), or collect more often (`monitoring.every`).',
    ko: '표본을 다섯은 기다리거나(`for`) 더 자주 모은다(`monitoring.every`).',
  },
  examples: () => ({
    pass: [sampled('ten samples', '10 min')],
    fail: [sampled('two samples', '2 min')],
  }),
  check({ facts, plan }, report) {
    const every = facts.first('monitoring.every', 'plan');
    if (!isReal(plan) || !every) return;
    for (const subject of subjectsOf(facts, ['alerts'])) {
      if (isSaid(facts, 'logs', subject)) continue;
      for (const time of facts.of('for', subject))
        if (time.value < LEAST * every.value)
          report({
            path: `${subject}.for`,
            because: [time, every],
            message: {
              en: `${nameOf(subject)} waits ${printSpan(time.value)}, and a sample comes every ${printSpan(every.value)}`,
              ko: `${withParticle(nameOf(subject), '은/는')} ${withParticle(printSpan(time.value), '을/를')} 기다리는데 표본은 ${printSpan(every.value)}마다 온다`,
            },
          });
    }
  },
});
