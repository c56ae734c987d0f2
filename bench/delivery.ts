import { seeded } from '#kernel';
import type { Bench, Figure } from './bench.ts';
import type { End, Judge, Rule } from './delivery-judge.ts';
import { ours, oursLikeFlagger } from './delivery-ours.ts';
import { argo, flagger, kayenta, sleep } from './delivery-rivals.ts';
import type { Source, Stream } from './delivery-stream.ts';
import { STREAMS } from './delivery-streams.ts';
import { printDelivery } from './delivery-table.ts';
import { clopperPearson, quantile } from './statistics.ts';

export const RULES: readonly Rule[] = [
  ours,
  oursLikeFlagger,
  ...[1, 2, 5, 10].map((threshold) => flagger(threshold)),
  argo,
  kayenta,
  sleep,
];

/** Simulated seconds: Kayenta judges at the end of the hour. */
const LASTS = 3_600;
/** No default policy of ours is older than this when it is short of nothing. */
const OURS_LASTS = 1_260;
/** All that weights 10 and 50 tell apart. */
const OURS_BANDS = [10, 50, 100];

const RUNS = { full: 300, quick: 40 } as const;
const INNOCENT_RUNS = { full: 20_000, quick: 500 } as const;

/**
 * The same simulated traffic before every judge: how soon harm is taken back, at what price, and how
 * often innocence is. HANOK_BENCH_RUNS caps the runs of each stream.
 */
export const deliveryBench: Bench = {
  name: 'delivery',
  title: 'Delivery: the same traffic before nine judges',
  async run(say) {
    const size = process.argv.includes('--quick') ? 'quick' : 'full';
    const most = Number(process.env.HANOK_BENCH_RUNS ?? INNOCENT_RUNS.full);
    const runs = Math.min(most, RUNS[size]);
    const figures = STREAMS.flatMap((stream, index) => {
      say(`${runs} rollouts: ${stream.name}`);
      return compare(stream, index, runs);
    });
    const innocent = STREAMS.filter(({ truth }) => truth === 'innocent').map((stream) => {
      say(`${Math.min(most, INNOCENT_RUNS[size])} innocent rollouts: ${stream.name}`);
      return innocentFigure(stream, Math.min(most, INNOCENT_RUNS[size]));
    });
    return [...figures, ...innocent, goalOfTime(figures)];
  },
  print: printDelivery,
};

/** Every judge over the same runs of one stream. */
function compare(stream: Stream, index: number, runs: number): Figure[] {
  const ends = RULES.map((): End[] => []);
  for (let run = 0; run < runs; run += 1) {
    const source = stream.open(seeded(1 + index * 1_000_003 + run), LASTS);
    for (const [at, end] of playOnce(stream, RULES, source).entries()) if (end) ends[at]?.push(end);
  }
  return RULES.flatMap((rule, at) => cellOf(stream, rule, ends[at] ?? [], runs));
}

/** Seconds, until only judges are left that look at minutes; then minutes. */
function playOnce(
  stream: Stream,
  rules: readonly Rule[],
  source: Source,
): readonly (End | undefined)[] {
  const judges: (Judge | undefined)[] = rules.map((rule) => rule.open(stream));
  const ends: (End | undefined)[] = rules.map(() => undefined);
  for (let at = 0; at < LASTS && judges.some(Boolean); ) {
    const isCoarse = at % 60 === 0 && rules.every(({ coarse }, index) => coarse || !judges[index]);
    const seconds = isCoarse ? 60 : 1;
    at += seconds;
    const tick = source(at, seconds);
    for (const [index, judge] of judges.entries()) {
      const end = judge?.see(tick);
      if (!end) continue;
      ends[index] = end;
      judges[index] = undefined;
    }
  }
  return ends;
}

function cellOf(stream: Stream, rule: Rule, ends: readonly End[], runs: number): Figure[] {
  const cell = [stream.name, rule.name] as const;
  const taken = ends.filter(({ kind }) => kind === 'taken-back');
  const figure = (name: string, value: number, unit: Figure['unit']): Figure => ({
    name: `${stream.name} | ${rule.name} | ${name}`,
    cell: [...cell, name],
    value,
    unit,
  });
  const times = taken.map(({ at }) => at);
  const unit = stream.unit === 'client' && rule.name.startsWith('Hanok') ? 'clients' : 'requests';
  return [
    figure('taken back', taken.length / runs, ''),
    figure('withdrawn', ends.filter(({ kind }) => kind === 'withdrawn').length / runs, ''),
    figure('time', quantile(times, 0.5), 's'),
    figure('time p95', quantile(times, 0.95), 's'),
    figure(
      'bad served',
      quantile(
        taken.map(({ bad }) => bad),
        0.5,
      ),
      unit,
    ),
  ];
}

/** Our default policy alone, often enough to tell 1 % from a little more. */
function innocentFigure(stream: Stream, runs: number): Figure {
  const taken = { back: 0, withdrawn: 0 };
  const index = STREAMS.indexOf(stream);
  for (let run = 0; run < runs; run += 1) {
    const source = stream.open(seeded(7 + (index + 100) * 1_000_003 + run), OURS_LASTS, OURS_BANDS);
    const [end] = playShort(stream, source);
    if (end?.kind === 'taken-back') taken.back += 1;
    if (end?.kind === 'withdrawn') taken.withdrawn += 1;
  }
  const upper = clopperPearson(taken.back, runs, 0.99);
  return {
    name: `innocent taken back by us: ${stream.name}`,
    value: taken.back / runs,
    unit: '',
    goal: 'upper limit at most 0.01',
    ...metOf(upper, runs),
    note: `${taken.back} of ${runs}, 99% upper limit ${upper.toFixed(4)}; withdrawn ${taken.withdrawn}`,
  };
}

/** A run that is too short to prove anything says neither yes nor no. */
const metOf = (upper: number, runs: number): Pick<Figure, 'met'> =>
  upper <= 0.01 || runs >= INNOCENT_RUNS.full ? { met: upper <= 0.01 } : {};

function playShort(stream: Stream, source: Source): readonly (End | undefined)[] {
  const judge = ours.open(stream);
  for (let at = 1; at <= OURS_LASTS; at += 1) {
    const end = judge.see(source(at, 1));
    if (end) return [end];
  }
  return [undefined];
}

/**
 * At the weights Flagger climbs: our time against its fastest setting that takes back at most a tenth
 * of the innocent. The other settings are named with theirs, for one of them is close to that tenth.
 */
function goalOfTime(figures: readonly Figure[]): Figure {
  const value = (stream: string, rule: string, name: string): number =>
    figures.find(({ cell }) => cell?.[0] === stream && cell[1] === rule && cell[2] === name)
      ?.value ?? Number.NaN;
  const [harm, innocent] = ['10/s, 0.5 → 5%', '10/s, 0.5% on both sides'];
  const mine = value(harm, oursLikeFlagger.name, 'time');
  const settings = RULES.filter(({ name }) => name.startsWith('Flagger')).map(({ name }) => {
    const [time, wrong] = [value(harm, name, 'time'), value(innocent, name, 'taken back')];
    return {
      name,
      time,
      wrong,
      told: `${name} ${time} s, ${(100 * wrong).toFixed(1)}% of innocent`,
    };
  });
  const [trusted] = settings
    .filter(({ wrong }) => wrong <= 0.1)
    .sort((one, other) => one.time - other.time);
  const ratio = mine / (trusted?.time ?? Number.NaN);
  return {
    name: `our median time over ${trusted?.name}'s, ${harm}, same weights`,
    value: ratio,
    unit: '',
    goal: 'at most 0.4 of the fastest Flagger that takes back at most 10% of the innocent',
    met: ratio <= 0.4,
    note: `ours ${mine} s; ${settings.map(({ told }) => told).join('; ')}`,
  };
}
