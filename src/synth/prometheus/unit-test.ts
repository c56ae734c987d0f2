import { from, type TreeMap } from '../source.ts';
import { type AlertRule, expectedOf, type Sample } from './rule.ts';

/** What promtool is shown: for every rule a series that fires it and one that must not. */
export const unitTestsOf = (
  rules: readonly AlertRule[],
  group: 'objectives' | 'alerts',
  every: string,
): TreeMap => ({
  rule_files: ['recording.yml', `${group}.yml`],
  evaluation_interval: every,
  // What is recorded comes first: promtool takes groups it is told no order of in any.
  group_eval_order: ['services', 'system', 'routes', group],
  tests: rules.flatMap((rule) => [
    testOf(rule, 'fires', rule.fires, [expectedOf(rule)]),
    testOf(rule, 'stays quiet', rule.quiet, []),
  ]),
});

const testOf = (
  rule: AlertRule,
  what: string,
  sample: Sample,
  expected: readonly TreeMap[],
): TreeMap =>
  from(rule.source, {
    name: `${rule.alert} (${rule.labels.signal}) ${what}`,
    interval: sample.interval,
    input_series: Object.entries(sample.series).map(([series, values]) => ({ series, values })),
    alert_rule_test: [{ eval_time: sample.at, alertname: rule.alert, exp_alerts: expected }],
  });
