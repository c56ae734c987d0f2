import type { ResolvedAlert, ResolvedPart } from '#model';
import { from } from '../../source.ts';
import { idOf } from '../names.ts';
import { say } from '../site.ts';
import { ref } from '../terraform.ts';
import { topicOf } from './channels.ts';
import { logGroupsOf } from './logs.ts';
import { BOUNDS, type Bound, type Measure, metricsOf } from './metrics.ts';
import type { AwsSite } from './site.ts';

/** Alarms from the plan's alerts: each on everything it is about. */
export function writeAlarms(site: AwsSite): void {
  for (const alert of site.plan.alerts.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    for (const bound of BOUNDS) writeBound(site, alert, bound);
    if (alert.logs !== undefined) writePattern(site, alert, alert.logs);
    if (alert.errorRateAbove !== undefined) sayUnmeasured(site, alert, 'errorRateAbove');
    if (alert.compliance) sayUnmeasured(site, alert, 'compliance');
  }
}

function watched(site: AwsSite, { of }: ResolvedAlert): readonly ResolvedPart[] {
  const named = of === undefined ? undefined : site.context.view.part(of);
  if (named) return site.has(named.name) ? [named] : [];
  return [...site.services, ...site.gateways, ...site.stores];
}

function writeBound(site: AwsSite, alert: ResolvedAlert, bound: Bound): void {
  const value = alert[bound];
  if (value === undefined) return;
  const parts = watched(site, alert);
  const measures = parts.flatMap((part) => metricsOf(site, part, [bound, value]));
  if (measures.length === 0) {
    if (parts.length > 0) sayUnmeasured(site, alert, bound);
    return;
  }
  for (const measure of measures) writeAlarm(site, alert, [bound, measure]);
}

const sayUnmeasured = (site: AwsSite, { name, at }: ResolvedAlert, field: string): void =>
  site.cannotSay(
    { path: `alerts.${name}.${field}`, at },
    {
      en: `the alert ${name} is not raised on ${site.name}: CloudWatch has no measure for \`${field}\` of what it watches`,
      ko: `${site.name} 사이트에는 ${name} 경보를 두지 못한다. 보는 것의 \`${field}\` 값을 CloudWatch가 재지 않는다`,
    },
  );

const MINUTE = 60_000;

function writeAlarm(
  site: AwsSite,
  alert: ResolvedAlert,
  [bound, measure]: readonly [Bound | 'logs', Measure],
): void {
  const said = say(alert, 'alerts');
  const minutes = Math.max(1, Math.round((alert.for ?? MINUTE) / MINUTE));
  const bounds = [...BOUNDS, 'logs' as const].filter((one) => alert[one] !== undefined);
  // Where an alert has several bounds, each is an alarm of its own.
  const which = bounds.length > 1 ? [bound.replace(/(Above|Than|Within)$/, '')] : [];
  const name = [alert.name, measure.of, ...which];
  const actions = (alert.notify ?? []).flatMap((channel) => topicOf(site, channel) ?? []);
  site.write.resource('watch', 'aws_cloudwatch_metric_alarm', idOf(...name), [
    { path: `alerts.${alert.name}`, at: alert.at },
    {
      alarm_name: site.called(255, site.name, ...name),
      alarm_description: `${alert.severity ?? 'warning'}: ${alert.name} of ${measure.of}`,
      comparison_operator: measure.isFloor ? 'LessThanThreshold' : 'GreaterThanThreshold',
      threshold: said(bound, measure.threshold),
      evaluation_periods: alert.for === undefined ? 1 : said('for', minutes),
      treat_missing_data: bound === 'errorsAbove' || bound === 'logs' ? 'notBreaching' : 'missing',
      alarm_actions: actions.length > 0 ? actions : undefined,
      ok_actions: actions.length > 0 ? actions : undefined,
      ...measure.metric,
    },
  ]);
}

/** A line of a log, counted where it is written. */
function writePattern(site: AwsSite, alert: ResolvedAlert, pattern: string): void {
  const source = { path: `alerts.${alert.name}.logs`, at: alert.at };
  const parts = new Set(watched(site, alert).map(({ name }) => name));
  for (const [part, group] of logGroupsOf(site).filter(([name]) => parts.has(name))) {
    const namespace = `${site.plan.name}/${site.plan.environment.name}`;
    const metric = `${alert.name}-${part}`;
    site.write.resource('watch', 'aws_cloudwatch_log_metric_filter', idOf(alert.name, part), [
      source,
      {
        name: site.called(255, site.name, alert.name, part),
        log_group_name: ref(group, 'name'),
        pattern: say(alert, 'alerts')('logs', `"${pattern.replaceAll('"', '')}"`),
        metric_transformation: from(source, {
          name: metric,
          namespace,
          value: '1',
          default_value: '0',
        }),
      },
    ]);
    writeAlarm(site, alert, [
      'logs',
      {
        of: part,
        threshold: 0,
        metric: { metric_name: metric, namespace, statistic: 'Sum', period: 60 },
      },
    ]);
  }
}
