import { DAY, HOUR, MINUTE } from '#kernel';
import { partsOf, type ResolvedPlan } from '#model';
import { entriesOf } from '../observe/place.ts';
import { spanWord } from '../observe/words.ts';
import { from, type Source, type TreeMap } from '../source.ts';
import {
  LATENCY,
  type Level,
  QUANTILE,
  RATE_ERRORS,
  RATE_REQUESTS,
  RATIO,
  REQUESTS,
} from './names.ts';
import { measuredRoutes, type Promised } from './promises.ts';

const WINDOWS = [5 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 6 * HOUR, DAY, 3 * DAY].map(spanWord);
const SHARES = [
  ['p50', 0.5],
  ['p95', 0.95],
  ['p99', 0.99],
] as const;

/** What alerts and dashboards ask for, computed once: rates, shares and quantiles. */
export function recordingOf(plan: ResolvedPlan, promises: readonly Promised[]): TreeMap {
  const source: Source = { path: 'objectives', at: plan.at };
  const services = partsOf(plan, 'service').map(({ name }) => name);
  if (services.length === 0) return { groups: [] };
  const kept = promises.filter(({ is }) => is === 'availability');
  const groups = [
    { name: 'services', rules: serviceRules(kept.some(({ level }) => level === 'service')) },
    { name: 'system', rules: systemRules(plan) },
    { name: 'routes', rules: routeRules(plan) },
  ];
  return from(source, { groups: groups.filter(({ rules }) => rules.length > 0) });
}

const record = (name: string, expr: string): TreeMap => ({ record: name, expr });

const serviceRules = (isPromised: boolean): readonly TreeMap[] => [
  record(RATE_REQUESTS, `sum by (service) (rate(${REQUESTS}[5m]))`),
  record(RATE_ERRORS, errorsOf('service', '', '5m')),
  ...(isPromised ? WINDOWS : ['5m']).map((window) =>
    record(RATIO('service', window), shareOf('service', '', window)),
  ),
  ...SHARES.map(([share, quantile]) =>
    record(QUANTILE('service', share, '5m'), quantileOf(quantile, 'service', '', '5m')),
  ),
];

/** The answers that users get: those of services behind a gateway, each counted once. */
function systemRules(plan: ResolvedPlan): readonly TreeMap[] {
  const entries = entriesOf(plan);
  if (entries.length === 0) return [];
  const selector = `service=~"${entries.join('|')}"`;
  return [
    ...WINDOWS.map((window) =>
      record(RATIO('system', window), shareOf('system', selector, window)),
    ),
    ...SHARES.flatMap(([share, quantile]) =>
      ['5m', '1h'].map((window) =>
        record(QUANTILE('system', share, window), quantileOf(quantile, 'system', selector, window)),
      ),
    ),
  ];
}

const routeRules = (plan: ResolvedPlan): readonly TreeMap[] =>
  measuredRoutes(plan).flatMap(({ source, selector, labels }) =>
    SHARES.flatMap(([share, quantile]) =>
      ['5m', '1h'].map((window) =>
        from(source, {
          ...record(
            QUANTILE('route', share, window),
            quantileOf(quantile, 'route', selector, window),
          ),
          labels,
        }),
      ),
    ),
  );

const BY: Readonly<Record<Level, string>> = { system: '', service: ' by (service)', route: '' };

/** Answers of 5xx a second; zero, not nothing, where there has been none. */
function errorsOf(level: Level, selector: string, window: string): string {
  const sum = `sum${BY[level]}`;
  const bad = [selector, 'code=~"5.."'].filter((one) => one !== '').join(',');
  return `(${sum} (rate(${REQUESTS}{${bad}}[${window}])) or 0 * ${sum} (rate(${REQUESTS}${braced(selector)}[${window}])))`;
}

const shareOf = (level: Level, selector: string, window: string): string =>
  `${errorsOf(level, selector, window)} / sum${BY[level]} (rate(${REQUESTS}${braced(selector)}[${window}]))`;

function quantileOf(quantile: number, level: Level, selector: string, window: string): string {
  const by = level === 'service' ? ' by (service, le)' : ' by (le)';
  return `histogram_quantile(${quantile}, sum${by} (rate(${LATENCY}_bucket${braced(selector)}[${window}])))`;
}

const braced = (selector: string): string => (selector === '' ? '' : `{${selector}}`);
