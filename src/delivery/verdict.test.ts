import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MINUTE } from '#kernel';
import type { SettledRollout } from '#model';
import { areFirstUnitsBad, gapIn, logRatio, RATIO_LIMIT } from './checks.ts';
import { harmOf, refutes } from './harm.ts';
import type { Measured, SideCounts } from './measure.ts';
import { judge } from './verdict.ts';

const policy = (over: Partial<SettledRollout> = {}): SettledRollout => ({
  strategy: 'canary',
  split: 'request',
  weights: [10, 50],
  bake: 10 * MINUTE,
  horizon: MINUTE,
  bad: [{ id: '5xx', kind: 'status', atLeast: 500 }],
  promote: 'not-refuted',
  tolerance: undefined,
  smoke: [],
  headerOverride: false,
  holdFor: 60 * MINUTE,
  afterHold: 'accept',
  ...over,
});
const side = (units: number, bad = 0): SideCounts => ({
  units,
  maturedUnits: units,
  requests: units,
  bad: { '5xx': bad },
  maturedBad: { '5xx': bad },
});
const saw = (stable: SideCounts, candidate: SideCounts, weight = 10): Measured => ({
  steps: [{ weight, stable, candidate }],
});
const at = (minutes: number, weight = 10) => ({ now: minutes * MINUTE, weight, stepStartedAt: 0 });
const PROVED = policy({ promote: 'proved', tolerance: 1 });

it.each([
  ['holds without any counts', undefined, policy(), at(20), 'hold'],
  [
    'holds while nothing was counted at this weight',
    saw(side(90), side(10)),
    policy(),
    at(20, 50),
    'hold',
  ],
  ['holds without a unit of the candidate', saw(side(10), side(0)), policy(), at(20), 'hold'],
  ['holds without a unit of stable', saw(side(0), side(1)), policy(), at(20), 'hold'],
  ['holds while the bake lasts', saw(side(900), side(100)), policy(), at(9), 'hold'],
  [
    'holds while too few units could refute anything',
    saw(side(18), side(2)),
    policy(),
    at(20),
    'hold',
  ],
  [
    'passes them, said as such, when the time to hold is over',
    saw(side(18), side(2)),
    policy(),
    at(71),
    'pass',
  ],
  [
    'never passes without a unit, however long it holds',
    saw(side(0), side(0)),
    policy(),
    at(999),
    'hold',
  ],
  [
    'passes what is not refuted after the bake',
    saw(side(900, 4), side(100)),
    policy(),
    at(10),
    'pass',
  ],
  [
    'fails a total failure after three bad units',
    saw(side(20), side(3, 3)),
    policy(),
    at(1),
    'fail',
  ],
  ['fails ten times the bad share', saw(side(1_800, 9), side(200, 10)), policy(), at(1), 'fail'],
  [
    'is invalid when both sides are sick',
    saw(side(450, 200), side(50, 22)),
    policy(),
    at(5),
    'invalid',
  ],
  ['is invalid when the split is wrong', saw(side(500), side(500)), policy(), at(20), 'invalid'],
  [
    'is invalid when the plan names nothing bad',
    saw(side(90), side(10)),
    policy({ bad: [] }),
    at(20),
    'invalid',
  ],
  ['holds a proof that lacks units', saw(side(900, 4), side(100)), PROVED, at(20), 'hold'],
  ['proves a tolerance', saw(side(90_000, 90), side(10_000, 10)), PROVED, at(20), 'pass'],
  [
    'proves nothing without a tolerance',
    saw(side(90_000), side(10_000)),
    policy({ promote: 'proved' }),
    at(20),
    'hold',
  ],
] as const)('%s', (_, measured, rules, standing, kind) => {
  expect(judge(measured, rules, standing).kind).toBe(kind);
});

it('is invalid when a predicate is not measured', () => {
  const gone = { ...side(10), bad: {} };
  const found = judge(saw(side(90), gone), policy(), at(20));
  expect(found).toEqual({
    kind: 'invalid',
    because: { en: '5xx is not being measured', ko: '5xx 값이 측정되지 않고 있다' },
  });
});

it.each([
  ['negative', { ...side(10), units: -1 }],
  ['no number', { ...side(10), bad: { '5xx': Number.NaN } }],
  ['more bad than units', { ...side(10), bad: { '5xx': 11 } }],
  ['more matured than begun', { ...side(10), maturedUnits: 11 }],
])('never judges impossible counts: %s', (_, broken) => {
  expect(gapIn(saw(side(90), broken), ['5xx'])).toBe('5xx');
});

it('never confuses the two promotions', () => {
  expect(judge(saw(side(90_000), side(10_000)), policy(), at(20)).promotion).toBe('not-refuted');
  expect(judge(saw(side(90_000), side(10_000)), PROVED, at(20)).promotion).toBe('proved');
});

it('says how many units are missing, and how long they take', () => {
  const { because } = judge(saw(side(18), side(2)), policy(), at(20));
  expect(because.en).toContain('about 1 more candidate units are needed, about 10 min');
  expect(because.ko).toContain('후보 단위가 약 1개 더 필요하다(약 10 min)');
});

it('guards against a beginning in which every candidate unit is bad', () => {
  const found = judge(saw(side(6), side(5, 5), 50), policy(), at(1, 50));
  expect(found).toMatchObject({ kind: 'fail', guard: 'first-units' });
});

it('does not guard when stable fails as well', () => {
  expect(areFirstUnitsBad(saw(side(6, 5), side(5, 5), 50), '5xx', 0.05)).toBe(false);
});

it('blames the candidate for what the evidence shows, even when stable is sick', () => {
  expect(judge(saw(side(450, 60), side(50, 48)), policy(), at(5)).kind).toBe('fail');
});

it('takes back exactly when the evidence refutes or the guard acts, as the bench assumes', () => {
  const counts = fc.record({ units: fc.nat(400), bad: fc.nat(60) });
  fc.assert(
    fc.property(counts, counts, fc.constantFrom(10, 50), (stable, candidate, weight) => {
      const measured = saw(
        side(stable.units, Math.min(stable.units, stable.bad)),
        side(candidate.units, Math.min(candidate.units, candidate.bad)),
        weight,
      );
      fc.pre(logRatio(measured) < RATIO_LIMIT);
      const isTaken = refutes(harmOf(measured, ['5xx'])) || areFirstUnitsBad(measured, '5xx', 0.05);
      expect(judge(measured, policy(), at(20, weight)).kind === 'fail').toBe(isTaken);
    }),
    { numRuns: 300 },
  );
});

it('keeps what anyone needs to compute the verdict again', () => {
  const { evidence } = judge(saw(side(900, 4), side(100, 1)), policy(), at(10));
  expect(evidence?.measured).toEqual(saw(side(900, 4), side(100, 1)));
  expect(evidence?.predicates[0]?.logE).toBe(evidence?.logE);
  expect(evidence?.limit).toBeCloseTo(Math.log(100), 12);
});
