import { expect, it } from 'vitest';
import { MINUTE } from '#kernel';
import type { SettledRollout } from '#model';
import { badUnits, preflight } from './preflight.ts';

const policy = (over: Partial<SettledRollout> = {}): SettledRollout => ({
  strategy: 'canary',
  split: 'client',
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
const traffic = (unitsPerSecond: number, bad?: Record<string, number>) => ({
  unitsPerSecond,
  requestsPerSecond: 10 * unitsPerSecond,
  ...(bad && { bad }),
});

it('tells a busy service what it will learn, and at which price', () => {
  const { forecast, lines, warnings, refusals } = preflight({
    policy: policy(),
    traffic: traffic(10),
  });
  expect(forecast.steps[0]).toMatchObject({
    units: 600,
    candidatePerHour: 3_600,
    stablePerHour: 32_400,
    total: { badUnits: 3, ms: 3_000 },
    tenfold: { badUnits: 6 },
  });
  expect(forecast.mostHurt).toEqual({ units: 3_600, requests: 36_000 });
  expect([warnings, refusals]).toEqual([[], []]);
  expect(lines[1]?.en).toContain('a total failure is caught after 3 bad units (3 s)');
  expect(lines.at(-1)?.ko).toContain('클라이언트 3,600명(요청 36,000개)');
});

it('promises no D below what the units of a bake can show', () => {
  const [few, many] = [1, 100].map(
    (perSecond) => preflight({ policy: policy(), traffic: traffic(perSecond) }).forecast.steps[0],
  );
  expect(few?.bestD).toBeGreaterThan(many?.bestD ?? 1);
  expect(many?.bestD).toBeGreaterThan(0);
});

it('warns when evidence cannot take the release back', () => {
  const { forecast, warnings } = preflight({ policy: policy(), traffic: traffic(0.005) });
  expect(forecast.isBlind).toBe(true);
  expect(warnings[0]?.en).toContain('blueGreen');
});

it('says what happens when nobody calls, instead of numbers that nobody will see', () => {
  const { lines, warnings } = preflight({ policy: policy(), traffic: traffic(0) });
  expect(lines).toEqual([]);
  expect(warnings.map(({ en }) => en)).toEqual([expect.stringContaining('waits 1.2 h at 10%')]);
});

it('says that it knows nothing of a service nobody has seen', () => {
  const { forecast, warnings } = preflight({ policy: policy() });
  expect(forecast.unitsPerSecond).toBeUndefined();
  expect(forecast.steps[0]?.total).toEqual({ badUnits: 3 });
  expect(warnings[0]?.en).toContain('nobody has seen');
});

it('is not blind where nothing is judged by evidence', () => {
  const { forecast, lines } = preflight({
    policy: policy({ strategy: 'blue-green' }),
    traffic: traffic(0.001),
  });
  expect([forecast.isBlind, lines]).toEqual([false, []]);
});

it.each([
  ['a predicate that stable violates too often', policy(), { '5xx': 0.21 }, 1],
  ['a canary that nothing judges', policy({ bad: [] }), {}, 1],
  ['a proof without a tolerance', policy({ promote: 'proved' }), {}, 1],
  ['nothing at a base rate of 20%', policy(), { '5xx': 0.2 }, 0],
] as const)('refuses %s', (_, rules, bad, refused) => {
  expect(preflight({ policy: rules, traffic: traffic(10, bad) }).refusals).toHaveLength(refused);
});

it('needs more bad units the smaller the difference, and none helps without one', () => {
  expect(badUnits(10, 1, 0, 1)).toBe(3);
  expect(badUnits(10, 0.01, 0.005, 1)).toBeGreaterThan(badUnits(10, 0.05, 0.005, 1) ?? 0);
  expect(badUnits(10, 0.005, 0.005, 1)).toBeUndefined();
});
