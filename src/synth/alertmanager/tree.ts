import type { ResolvedAlert, ResolvedPlan } from '#model';
import { spanWord } from '../observe/words.ts';
import { from, Said, type Source, type TreeMap } from '../source.ts';

/** How loud an alert is; what the plan does not say is a warning. */
const severityOf = ({ severity = 'warning' }: ResolvedAlert): Severity => severity;
type Severity = 'info' | 'warning' | 'critical';

/** Alerts that tell the same channels equally loudly, and escalate alike. */
interface Bundle {
  readonly channels: readonly string[];
  readonly severity: Severity;
  readonly escalate: ResolvedAlert['escalate'];
  readonly alerts: readonly ResolvedAlert[];
}

/** The receiver of a set of channels is named after them. */
export const receiverOf = (channels: readonly string[]): string =>
  channels.length === 0 ? NOBODY : [...new Set(channels)].sort().join('+');
export const NOBODY = 'nobody';

/** How long alerts of one cause are waited for, and how often one that lasts is told again. */
const PACE: Readonly<Record<Severity, { readonly wait: string; readonly again: string }>> = {
  critical: { wait: '10s', again: '1h' },
  warning: { wait: '30s', again: '4h' },
  info: { wait: '5m', again: '24h' },
};

/** Every set of channels that is told anything, escalations included. */
export function receiverSets(plan: ResolvedPlan): readonly (readonly string[])[] {
  const sets = [
    ...bundlesOf(plan).flatMap(({ channels, escalate }) => [
      channels,
      ...(escalate?.steps ?? []).map(({ notify = [] }) => notify),
    ]),
    ...loudOf(plan).map((severity) => channelsOf(plan, severity)),
  ];
  return [...new Map(sets.map((one) => [receiverOf(one), one])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, channels]) => channels);
}
const SEVERITIES: readonly Severity[] = ['critical', 'warning', 'info'];

/** The route tree: escalations first, as they let an alert go on; then the plan's alerts; then severities. */
export function routeOf(plan: ResolvedPlan): TreeMap {
  const bundles = bundlesOf(plan);
  return {
    receiver: receiverOf(channelsOf(plan, 'warning')),
    group_by: ['alertname', 'service', 'store'],
    group_wait: PACE.warning.wait,
    group_interval: '5m',
    repeat_interval: PACE.warning.again,
    routes: [
      ...bundles.flatMap(escalationRoutes),
      ...bundles.filter(({ channels }) => channels.length > 0).map(bundleRoute),
      ...loudOf(plan).map((severity) => severityRoute(plan, severity)),
    ],
  };
}

/** Severities with a route of their own; what only informs wakes nobody who did not ask for it. */
const loudOf = ({ alerts }: ResolvedPlan): readonly Severity[] =>
  SEVERITIES.filter((one) => one !== 'info' || alerts.some((alert) => severityOf(alert) === one));

/** By severity, then by name: the order of declaration decides nothing. */
function bundlesOf({ alerts }: ResolvedPlan): readonly Bundle[] {
  const bundles = new Map<string, Bundle>();
  for (const alert of [...alerts].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const { notify: channels = [], escalate } = alert;
    const severity = severityOf(alert);
    const key = JSON.stringify([receiverOf(channels), severity, escalate]);
    const known = bundles.get(key)?.alerts ?? [];
    bundles.set(key, { channels, severity, escalate, alerts: [...known, alert] });
  }
  return [...bundles.values()].sort(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  );
}

/** Everybody who hears of alerts of a severity: what the objectives raise goes to them. */
function channelsOf({ alerts }: ResolvedPlan, severity: Severity): readonly string[] {
  const own = alerts.filter((alert) => severityOf(alert) === severity);
  const channels = own.flatMap(({ notify = [] }) => notify);
  return channels.length > 0 ? channels : alerts.flatMap(({ notify = [] }) => notify);
}

const matcherOf = (alerts: readonly ResolvedAlert[]): string =>
  alerts.length === 1
    ? `alertname="${alerts[0]?.name}"`
    : `alertname=~"${alerts.map(({ name }) => name).join('|')}"`;

const sourceOf = ({ alerts: [first] }: Bundle, field: string): Source | undefined =>
  first && { path: `alerts.${first.name}.${field}`, at: first.at };

function bundleRoute(bundle: Bundle): TreeMap {
  const { channels, severity, alerts } = bundle;
  const source = sourceOf(bundle, 'notify');
  const route: TreeMap = {
    receiver: receiverOf(channels),
    matchers: [matcherOf(alerts)],
    group_wait: PACE[severity].wait,
    repeat_interval: PACE[severity].again,
  };
  return source ? from(source, route) : route;
}

/**
 * A step is a route beside the first that waits: Alertmanager sends a group's first message
 * `group_wait` after its alert began, and none when the alert is over or silenced by then. Every
 * alert is a group of its own, so that none is carried by one that began earlier.
 */
function escalationRoutes(bundle: Bundle): readonly TreeMap[] {
  const { escalate, alerts, severity } = bundle;
  const source = sourceOf(bundle, 'escalate');
  return (escalate?.steps ?? []).map(({ after = 0, notify = [] }) => {
    const route: TreeMap = {
      receiver: receiverOf(notify),
      matchers: [matcherOf(alerts)],
      continue: true,
      group_by: ['...'],
      group_wait: source ? new Said(spanWord(after), source) : spanWord(after),
      repeat_interval: PACE[severity].again,
    };
    return source ? from(source, route) : route;
  });
}

const severityRoute = (plan: ResolvedPlan, severity: Severity): TreeMap => ({
  receiver: receiverOf(channelsOf(plan, severity)),
  matchers: [`severity="${severity}"`],
  group_wait: PACE[severity].wait,
  repeat_interval: PACE[severity].again,
});

/** A warning of what is already critical wakes nobody twice; only where both say of what they are. */
export const INHIBIT: readonly TreeMap[] = ['service', 'store'].map((label) => ({
  source_matchers: ['severity="critical"', `${label}!=""`],
  target_matchers: ['severity=~"warning|info"', `${label}!=""`],
  equal: [label],
}));
