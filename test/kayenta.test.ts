import { describe, expect, it } from 'vitest';
import { judge, type Measured, printE } from '#delivery';
import { MINUTE } from '#kernel';
import type { Predicate, SettledRollout } from '#model';
import { classify, type Metric, mannWhitneyJudge, shiftOf } from '../bench/kayenta.ts';

const FAILS: Predicate = { id: '5xx', kind: 'status', atLeast: 500 };
const SLOW: Predicate = { id: 'slow', kind: 'slower', thanMs: 50, allowedShare: 0.05 };

/** Two series in the units of a verdict: so many units a side, of which so many were bad. */
interface Translated {
  readonly units: number;
  readonly experiment: number;
  readonly control: number;
  readonly minutes: number;
  readonly predicate?: Predicate;
}

function ours({ units, experiment, control, minutes, predicate = FAILS }: Translated) {
  const side = (bad: number) => ({
    units,
    maturedUnits: units,
    requests: units,
    bad: { [predicate.id]: bad },
    maturedBad: { [predicate.id]: bad },
  });
  const measured: Measured = {
    steps: [{ weight: 50, stable: side(control), candidate: side(experiment) }],
  };
  const policy: SettledRollout = {
    strategy: 'canary',
    split: 'request',
    weights: [50],
    bake: 10 * MINUTE,
    horizon: 0,
    bad: [predicate],
    promote: 'not-refuted',
    tolerance: undefined,
    smoke: [],
    headerOverride: false,
    holdFor: 60 * MINUTE,
    afterHold: 'accept',
  };
  const standing = { now: minutes * MINUTE, weight: 50, stepStartedAt: 0 };
  const { kind, promotion, evidence } = judge(measured, policy, standing);
  return `${promotion ?? kind}, E = ${printE(evidence?.logE ?? 0)}`;
}

/** Error counts by minute: each error is a bad unit, and a minute has a thousand units a side. */
const errors = (experiment: readonly number[], control: readonly number[]): Translated => ({
  units: 1_000 * experiment.length,
  experiment: sum(experiment),
  control: sum(control),
  minutes: experiment.length,
});

/** Latencies: each value is a unit, bad above 50. */
const latencies = (experiment: readonly number[], control: readonly number[]): Translated => ({
  units: experiment.length,
  experiment: experiment.filter((value) => value > 50).length,
  control: control.filter((value) => value > 50).length,
  minutes: experiment.length,
  predicate: SLOW,
});

const sum = (values: readonly number[]): number =>
  values.reduce((all, value) => all + (Number.isNaN(value) ? 0 : value), 0);
const times = (count: number, value: number): number[] => Array<number>(count).fill(value);

const SPREAD = [1, 100, 4, 101, 5, 102, 6, 103, 7, 104, 8, 105, 9, 106, 17];
const NARROW = [
  10, 10.1, 10.2, 10.3, 10.4, 10.5, 10.6, 17, 17.1, 17.2, 17.3, 17.4, 17.5, 17.6, 17.7,
];
const RARE = [1, 2, 1, 2, 1].flatMap((value) => [value, ...times(4, Number.NaN)]);
const zeroed = (values: readonly number[]): number[] =>
  values.map((value) => (Number.isNaN(value) ? 0 : value));
/** #633 shows a picture and no numbers: ten points with the mean ratio it names, made for this table. */
const SPIKE = {
  experiment: [0, 0, 0, 0, 15, 0, 0, 0, 0, 0],
  control: [0, 2, 0, 0, 0, 0, 0, 0, 0, 0],
};

describe("Kayenta's public counter-examples, its verdict and ours", () => {
  it.each([
    [
      '#6278',
      [...times(7, 100), ...times(3, 1)],
      times(10, 1),
      errors,
      'pass',
      'fail, E = 10^191.0',
    ],
    [
      '#6278, an eighth value',
      [...times(8, 100), 1, 1],
      times(10, 1),
      errors,
      'high',
      'fail, E = 10^220.1',
    ],
    ['#780', NARROW, SPREAD, latencies, 'pass', 'not-refuted, E = 0.055'],
    ['#780, sides exchanged', SPREAD, NARROW, latencies, 'pass', 'not-refuted, E = 62'],
    ['#426', [0, 1, 2, 1, 0, 0], times(6, 0), errors, 'pass', 'hold, E = 9.7'],
    ['#799', [1, 4, 2, 3, 1], times(5, 0), errors, 'high', 'fail, E = 793'],
    ['#799, NaN removed', RARE, times(25, Number.NaN), errors, 'nodata', 'not-refuted, E = 62'],
    ['#799, NaN as 0', zeroed(RARE), times(25, 0), errors, 'pass', 'not-refuted, E = 62'],
    ['#633', SPIKE.experiment, SPIKE.control, errors, 'pass', 'fail, E = 117'],
  ] as const)('%s', (_, experiment, control, translate, theirs, mine) => {
    const { classification } = classify({ group: 'errors', experiment, control });
    expect([classification, ours(translate(experiment, control))]).toEqual([theirs, mine]);
  });
});

describe("Kayenta's judge, re-implemented", () => {
  it('finds the interval that the reporter of #6278 printed', () => {
    const shift = shiftOf([...times(7, 100), ...times(3, 1)], times(10, 1));
    // 6.8e-5, 99 and 98.99993 there: its root finder stops within 1e-4 of the jumps.
    expect(shift).toEqual({ lower: 0, upper: 99, estimate: 99 });
  });
  it('computes a shift by hand: two against two', () => {
    // Differences 3, 1, 4, 2. No rank sum of two against two reaches 2.33: the interval is everything.
    expect(shiftOf([4, 5], [1, 3])).toMatchObject({ lower: 1, upper: 4 });
    expect(shiftOf([4, 5], [1, 3]).estimate).toBeGreaterThanOrEqual(2);
    expect(shiftOf([4, 5], [1, 3]).estimate).toBeLessThanOrEqual(3);
  });
  it('passes what is equal as a set, and fails a clear rise', () => {
    const flat = times(20, 1).map((value, index) => value + index / 100);
    const raised = flat.map((value) => value + 5);
    const metric = (experiment: readonly number[]): Metric => ({
      group: 'a',
      experiment,
      control: flat,
    });
    expect(classify(metric([...flat].reverse())).classification).toBe('pass');
    expect(classify(metric(raised)).classification).toBe('high');
    expect(
      classify({ ...metric(flat.map((value) => value - 5)), direction: 'either' }).classification,
    ).toBe('low');
  });
  it('weighs groups: 100 of 60 and 50 of 40 is 80, above the marginal 75', () => {
    const good = { experiment: [1, 2], control: [1, 2] };
    const bad = { experiment: times(30, 9), control: times(29, 1).concat(2) };
    const metrics = [
      { group: 'a', ...good },
      { group: 'b', ...good },
      { group: 'b', ...bad },
    ];
    expect(mannWhitneyJudge(metrics, { a: 60, b: 40 })).toEqual({ score: 80, passes: true });
    expect(mannWhitneyJudge(metrics)).toEqual({ score: 75, passes: true });
    expect(mannWhitneyJudge(metrics, { a: 20 })).toEqual({ score: 60, passes: false });
  });
});
