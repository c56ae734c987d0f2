import type { ResolvedAlert, ResolvedPart } from '#model';
import { from, type TreeMap } from '../../source.ts';
import { idOf } from '../names.ts';
import { say } from '../site.ts';
import { channelOf } from './channels.ts';
import { BOUNDS, type Bound, containerOf, type Measure, metricsOf } from './metrics.ts';
import { api } from './project.ts';
import type { GoogleSite } from './site.ts';

/** Alert policies from the plan's alerts: each on everything it is about. */
export function writeAlarms(site: GoogleSite): void {
  for (const alert of site.plan.alerts.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    for (const bound of BOUNDS) writeBound(site, alert, bound);
    if (alert.logs !== undefined) writePattern(site, alert, alert.logs);
    if (alert.errorRateAbove !== undefined) sayUnmeasured(site, alert, 'errorRateAbove');
    if (alert.compliance) sayUnmeasured(site, alert, 'compliance');
  }
}

function watched(site: GoogleSite, { of }: ResolvedAlert): readonly ResolvedPart[] {
  const named = of === undefined ? undefined : site.context.view.part(of);
  if (named) return site.has(named.name) ? [named] : [];
  return [...site.services, ...site.gateways, ...site.stores];
}

function writeBound(site: GoogleSite, alert: ResolvedAlert, bound: Bound): void {
  if (alert[bound] === undefined) return;
  const parts = watched(site, alert);
  const measures = parts.flatMap((part) => metricsOf(site, part, [alert, bound]));
  if (measures.length === 0) {
    if (parts.length > 0) sayUnmeasured(site, alert, bound);
    return;
  }
  for (const measure of measures) writePolicy(site, alert, [bound, measure]);
}

const sayUnmeasured = (site: GoogleSite, { name, at }: ResolvedAlert, field: string): void =>
  site.cannotSay(
    { path: `alerts.${name}.${field}`, at },
    {
      en: `the alert ${name} is not raised on ${site.name}: nothing that Terraform can name measures \`${field}\` of what it watches`,
      ko: `${site.name} 사이트에는 ${name} 경보를 두지 못한다. 보는 것의 \`${field}\` 값을 재는 것에 Terraform이 아는 이름이 없다`,
    },
  );

const SEVERITY: Readonly<Record<string, string>> = { critical: 'CRITICAL', warning: 'WARNING' };

function policy(
  site: GoogleSite,
  alert: ResolvedAlert,
  [names, condition, rest]: readonly [readonly string[], TreeMap, TreeMap?],
): void {
  const channels = (alert.notify ?? []).flatMap((channel) => channelOf(site, channel) ?? []);
  site.write.resource('watch', 'google_monitoring_alert_policy', idOf(alert.name, ...names), [
    { path: `alerts.${alert.name}`, at: alert.at },
    {
      display_name: site.called(200, site.name, alert.name, ...names),
      combiner: 'OR',
      severity: SEVERITY[alert.severity ?? 'warning'] ?? 'WARNING',
      conditions: [condition],
      notification_channels: channels.length > 0 ? channels : undefined,
      ...rest,
      depends_on: [api(site, 'monitoring')],
    },
  ]);
}

function writePolicy(
  site: GoogleSite,
  alert: ResolvedAlert,
  [bound, { of, filter, threshold, aggregation }]: readonly [Bound, Measure],
): void {
  const said = say(alert, 'alerts');
  const source = { path: `alerts.${alert.name}`, at: alert.at };
  const bounds = BOUNDS.filter((one) => alert[one] !== undefined);
  // Where an alert has several bounds, each is a policy of its own.
  const which = bounds.length > 1 ? [bound.replace(/(Above|Than|Within)$/, '')] : [];
  policy(site, alert, [
    [of, ...which],
    from(source, {
      display_name: `${alert.name} of ${of}`,
      condition_threshold: from(source, {
        filter,
        comparison: 'COMPARISON_GT',
        threshold_value: said(bound, threshold),
        duration: said('for', `${Math.round((alert.for ?? 0) / 60_000) * 60}s`),
        aggregations: [from(source, aggregation)],
      }),
    }),
  ]);
}

/** A line of a log, heard of as soon as it is written. */
function writePattern(site: GoogleSite, alert: ResolvedAlert, pattern: string): void {
  const source = { path: `alerts.${alert.name}.logs`, at: alert.at };
  const text = say(alert, 'alerts')('logs', pattern.replaceAll(/["\\]/g, ''));
  for (const part of watched(site, alert).filter(({ kind }) => kind === 'service'))
    policy(site, alert, [
      [part.name],
      from(source, {
        display_name: `${alert.name} of ${part.name}`,
        condition_matched_log: from(source, {
          filter: `${containerOf(site, part.name)} AND "${text.value}"`,
        }),
      }),
      {
        alert_strategy: from(source, { notification_rate_limit: from(source, { period: '300s' }) }),
      },
    ]);
}
