import { capabilityOf } from '#facts';
import { withParticle } from '#kernel';
import { alert, channel } from '#model';
import { sketch } from '../../example.ts';
import { defineRule } from '../../rule.ts';

const room = channel('room', { by: 'slack' });
const watched = (name: string, agents: readonly string[]) =>
  sketch(name, {
    service: { managed: 'ec2' },
    plan: {
      monitoring: { metrics: ['cloudwatch'], agents },
      alerts: [alert('disk', { diskAbove: '80%', notify: [room] })],
    },
  });

const METRICS = [
  { attribute: 'diskAbove', metric: 'disk' },
  { attribute: 'memoryAbove', metric: 'memory' },
] as const;

export const rule = defineRule({
  id: 'observability/metric-exists',
  severity: 'error',
  title: {
    en: 'What an alert measures is published by something.',
    ko: '알림이 재는 값은 누군가 내보내는 값이다.',
  },
  why: {
    en: 'An alert on a metric nobody sends never fires, and silence looks like health.',
    ko: '아무도 보내지 않는 지표의 알림은 울리지 않고, 침묵이 건강해 보인다.',
  },
  fix: {
    en: "Run an agent on the machines (`monitoring.agents: ['cloudwatch-agent']`, node-exporter).",
    ko: "머신에 에이전트를 둔다 (`monitoring.agents: ['cloudwatch-agent']`, node-exporter).",
  },
  examples: () => ({
    pass: [watched('with an agent', ['cloudwatch-agent'])],
    fail: [watched('without an agent', [])],
  }),
  check({ facts }, report) {
    const agents = facts.of('monitoring.agents', 'plan').flatMap((fact) => fact.value);
    const own = facts.of('monitoring.metrics', 'plan').flatMap((fact) => fact.value);
    const open = facts.of('undecided').filter((fact) => /cloudwatch/i.test(fact.value));
    const sees = own.some((one) => !/cloudwatch/i.test(one));
    if (agents.length > 0 || (sees && open.length === 0)) return;
    for (const { attribute, metric } of METRICS) {
      for (const threshold of facts.of(attribute)) {
        const of = facts.first('of', threshold.subject);
        const blind = facts
          .of('managed')
          .filter((one) => of === undefined || one.subject === `parts.${of.value}`)
          .filter(
            (one) => capabilityOf(one.value, `metric-without-agent:${metric}`)?.value === false,
          );
        const [machine] = blind;
        if (!machine) continue;
        report({
          path: `${threshold.subject}.${attribute}`,
          because: [threshold, machine, ...facts.of('monitoring.metrics', 'plan'), ...open],
          message: {
            en: `the ${metric} alert at ${threshold.value} % has no data: ${machine.value} publishes no ${metric} metric without an agent, and the plan has none`,
            ko: `${threshold.value} % ${metric} 알림에는 데이터가 없다. ${withParticle(machine.value, '은/는')} 에이전트 없이 ${metric} 지표를 내지 않는데 계획에 에이전트가 없다`,
          },
        });
      }
    }
  },
});
