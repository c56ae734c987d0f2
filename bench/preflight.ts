import { fileURLToPath } from 'node:url';
import { loadPlan, planSource } from '#app';
import { harmOf, type Preflight, preflight, type SideCounts } from '#delivery';
import { printSpan, SECOND } from '#kernel';
import { partsOf, type SettledRollout, settleRollout } from '#model';
import type { Bench, Figure } from './bench.ts';

/** Views of a visit: heal7 states 50. */
const VIEWS = 50;
/** Where a plan says only what it must bear: its average hour, as the plans that say a peak have it. */
const PEAK = 4;
const BASE = 0.005;
const DAY = 86_400;

/** One way to read how much comes. Whole days are spread evenly over their hours. */
interface Reading {
  readonly system: string;
  readonly service: string;
  readonly says: string;
  /** Requests a second, and units (clients or requests) a second. */
  readonly requests: number;
  readonly units: number;
  /** A policy other than the plan's own, and what makes it so. */
  readonly policy?: Partial<SettledRollout>;
  readonly given?: string;
}

const ofThroughput = (system: string, service: string, rps: number, clients: boolean) =>
  [
    { says: `${rps} requests/s, the objective`, requests: rps },
    { says: `${rps / PEAK} requests/s, a quarter of it`, requests: rps / PEAK },
  ].map(
    (one): Reading => ({
      ...one,
      system,
      service,
      units: clients ? one.requests / VIEWS : one.requests,
    }),
  );

/** A request is the unit on its clusters; where clients kept their side each of them would be one. */
const ofUsers = (users: number, says: string, keepsSide = false): Reading => ({
  system: 'heal7',
  service: 'heal7-web-main',
  says: `${users.toLocaleString('en')} users a day, ${says}`,
  requests: (users * VIEWS) / DAY,
  units: (keepsSide ? users : users * VIEWS) / DAY,
  ...(keepsSide && { policy: { split: 'client' }, given: 'if its clients kept their side' }),
});

const ofRequests = (system: string, service: string, daily: number): Reading => ({
  system,
  service,
  says: `${daily.toLocaleString('en')} requests a day`,
  requests: daily / DAY,
  units: daily / DAY,
});

const CANARY: Partial<SettledRollout> = { strategy: 'canary', weights: [10, 50] };

const READINGS: readonly Reading[] = [
  ...ofThroughput('gym-face', 'app', 20, true).map((one) => ({
    ...one,
    policy: CANARY,
    given: 'if it were a canary',
  })),
  ...ofThroughput('newsforge', 'api', 100, true),
  ofRequests('dtx', 'user-service', 2_000_000),
  ...ofThroughput('dtx', 'user-service', 400, false).slice(0, 1),
  ofRequests('posture', 'classifier', 1_700_000),
  ...ofThroughput('posture', 'classifier', 500, false).slice(0, 1),
  ofUsers(1_000, 'the first row read as today’s'),
  ofUsers(1_000, 'the first row read as today’s', true),
  ofUsers(50_000, 'the row in force'),
  ...ofThroughput('heal7', 'heal7-web-main', 2_000, false).slice(0, 1),
];

/** What the rollouts of the five systems can learn at the traffic their own plans state. */
export const preflightBench: Bench = {
  name: 'preflight',
  title: 'Pre-flight of the five systems at their own traffic',
  async run() {
    const rows = await Promise.all(READINGS.map(rowOf));
    return rows.flat();
  },
  print: printPreflight,
};

async function policyOf({ system, service, policy }: Reading): Promise<SettledRollout> {
  const folder = fileURLToPath(new URL(`../examples/${system}`, import.meta.url));
  const { environments } = await loadPlan(planSource, 'hanok.plan.ts', folder);
  const plan = environments.production?.plan;
  const part = plan && partsOf(plan, 'service').find(({ name }) => name === service);
  if (!part) throw new Error(`no service ${service} in ${system}`);
  return { ...settleRollout(part), ...policy };
}

async function rowOf(reading: Reading): Promise<Figure[]> {
  const policy = await policyOf(reading);
  const traffic = { unitsPerSecond: reading.units, requestsPerSecond: reading.requests };
  const { forecast } = preflight({ policy, traffic, baseRate: BASE });
  const [first] = forecast.steps;
  const kind = policy.split === 'client' ? 'clients' : 'requests';
  const row = `${reading.system}${reading.given ? ` (${reading.given})` : ''}: ${reading.says}`;
  const figure = (measure: string, value: number | undefined, unit: Figure['unit']): Figure => ({
    name: `${row} | ${measure}`,
    cell: [row, '', measure],
    value: value ?? Number.POSITIVE_INFINITY,
    unit,
  });
  return [
    figure('weight', first?.weight, ''),
    figure('candidate an hour', first?.candidatePerHour, kind),
    figure('stable an hour', first?.stablePerHour, kind),
    figure('total failure', (first?.total.ms ?? Infinity) / SECOND, 's'),
    figure('tenfold failure', (first?.tenfold.ms ?? Infinity) / SECOND, 's'),
    figure('smallest visible', smallest(forecast, policy), ''),
    figure('most hurt', forecast.mostHurt?.units, kind),
  ];
}

/**
 * The smallest candidate share that the evidence of all weights together takes back within the bakes,
 * every count at its expectation: about half of the rollouts see it. 1 when even a total failure is not.
 */
function smallest({ steps }: Preflight, policy: SettledRollout): number {
  const ids = policy.bad.map(({ id }) => id);
  const isSeen = (share: number): boolean => {
    const counts = steps.map(({ weight, units = 0 }) => ({
      weight,
      candidate: sideOf(units * share, ids),
      stable: sideOf((units * (100 - weight) * BASE) / weight, ids),
    }));
    const { each } = harmOf({ steps: counts }, ids);
    return (each[0] ?? 0) - Math.log(ids.length) >= Math.log(100);
  };
  let [below, above] = [BASE, 1];
  for (let turn = 0; turn < 40; turn += 1) {
    const middle = Math.sqrt(below * above);
    if (isSeen(middle)) above = middle;
    else below = middle;
  }
  return above;
}

const sideOf = (bad: number, ids: readonly string[]): SideCounts => ({
  units: bad,
  maturedUnits: bad,
  requests: bad,
  bad: Object.fromEntries(ids.map((id) => [id, bad])),
  maturedBad: {},
});

const HEAD = [
  'traffic, read as',
  'at',
  'candidate + stable an hour',
  'total failure',
  'tenfold',
  'smallest visible',
  'most that reach the candidate',
];

/** A Markdown table, for the page it is pasted into. */
function printPreflight(figures: readonly Figure[]): string {
  const rows = [...new Set(figures.map(({ cell }) => cell?.[0] ?? ''))].map((row) => {
    const own = figures.filter(({ cell }) => cell?.[0] === row);
    const of = (measure: string) => own.find(({ cell }) => cell?.[2] === measure);
    const value = (measure: string): number => of(measure)?.value ?? Number.NaN;
    const count = (measure: string): string => Math.round(value(measure)).toLocaleString('en');
    const time = (measure: string): string =>
      Number.isFinite(value(measure)) ? printSpan(value(measure) * SECOND) : 'never';
    const share = value('smallest visible');
    return [
      row,
      `${value('weight')}%`,
      `${count('candidate an hour')} + ${count('stable an hour')} ${of('stable an hour')?.unit}`,
      time('total failure'),
      time('tenfold failure'),
      share > 0.999 ? 'none' : `0.5 → ${Number((share * 100).toPrecision(2))}%`,
      `${count('most hurt')} ${of('most hurt')?.unit}`,
    ];
  });
  const lines = [HEAD, HEAD.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
  return `${lines.join('\n')}\n`;
}
