import type { ResolvedAlert } from '#model';
import { spanWord } from '../observe/words.ts';
import { type Source, sayer } from '../source.ts';
import { cannotSay, type SynthContext } from '../target.ts';
import type { AlertRule } from './rule.ts';
import { certificate, restarts } from './signal/life.ts';
import { ofResource } from './signal/machine.ts';
import type { Answer, Asked, Bound } from './signal/signal.ts';
import { connections, disk, lag, memory } from './signal/store.ts';
import { errorRate, errorShare, slowness } from './signal/traffic.ts';

/** How each bound of the plan is looked at. */
const SIGNALS: Readonly<Record<Bound, (asked: Asked) => Answer>> = {
  errorsAbove: errorShare,
  errorRateAbove: errorRate,
  slowerThan: slowness,
  cpuAbove: ofResource('cpu'),
  memoryAbove: memory,
  diskAbove: disk,
  connectionsAbove: connections,
  restartsAbove: restarts,
  lagAbove: lag,
  certificateWithin: certificate,
};

/** The plan's alerts as rules; what Prometheus cannot see is said, and not written. */
export const alertRules = (context: SynthContext): readonly AlertRule[] =>
  [...context.plan.alerts]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((alert) => {
      reportUnseen(context, alert);
      return (Object.keys(SIGNALS) as Bound[]).flatMap((field) => {
        const bound = alert[field];
        return bound === undefined ? [] : (ruleOf(context, alert, field, bound) ?? []);
      });
    });

function ruleOf(
  context: SynthContext,
  alert: ResolvedAlert,
  field: Bound,
  bound: number,
): AlertRule | undefined {
  const source: Source = { path: `alerts.${alert.name}.${field}`, at: alert.at };
  const of = alert.of === undefined ? undefined : context.view.part(alert.of);
  const answer = SIGNALS[field]({ plan: context.plan, alert, of, bound, source });
  if ('blind' in answer) {
    cannotSay(context, 'prometheus', source, {
      en: `the alert ${alert.name}: ${answer.blind.en}`,
      ko: `${alert.name} 알림: ${answer.blind.ko}`,
    });
    return undefined;
  }
  const said = sayer(alert, 'alerts');
  return {
    ...answer.signal,
    alert: alert.name,
    source,
    for: alert.for === undefined ? undefined : said('for', spanWord(alert.for)),
    labels: {
      severity: said('severity', alert.severity ?? 'warning'),
      part: said('of', alert.of ?? context.plan.name),
      signal: answer.signal.signal,
    },
    runbook: `alerts.md#${alert.name}`,
  };
}

function reportUnseen(
  context: SynthContext,
  { name, at, logs, compliance, budgetAbove }: ResolvedAlert,
) {
  const say = (field: string, en: string, ko: string): void =>
    cannotSay(
      context,
      'prometheus',
      { path: `alerts.${name}.${field}`, at },
      { en: `the alert ${name}: ${en}`, ko: `${name} 알림: ${ko}` },
    );
  if (logs !== undefined)
    say(
      'logs',
      `Prometheus reads no log lines; watch for ${logs} where the logs are`,
      `Prometheus는 로그를 읽지 않는다. ${logs} 줄은 로그 저장소에서 지켜본다`,
    );
  if (compliance === true)
    say(
      'compliance',
      'where data rests is no metric; whoever looks at it has to send the alert to Alertmanager',
      '데이터가 머무는 곳은 지표에 없다. 이를 살피는 쪽이 Alertmanager로 알림을 보낸다',
    );
  if (budgetAbove !== undefined)
    say(
      'budgetAbove',
      'costs are no metric; set it as a budget of the provider',
      '비용은 지표에 없다. 공급자의 예산 알림으로 정한다',
    );
}
