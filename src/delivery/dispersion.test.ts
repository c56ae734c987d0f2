import { expect, it } from 'vitest';
import { MINUTE, seeded } from '#kernel';
import type { SettledRollout } from '#model';
import { arePinned, type ClientSums, dispersionOf, scatterOf } from './dispersion.ts';
import type { Measured } from './measure.ts';
import { judge } from './verdict.ts';

const random = seeded(5);
const count = (requests: number, share: number): number =>
  Array.from({ length: requests }, () => random()).filter((one) => one < share).length;

const NO_PAIRS = { pairs: 0, mostPairs: 0, pairsVariance: 0 };
const sumsOf = (listed: readonly { requests: number; bad: number }[]): ClientSums => {
  const seen = listed.filter(({ requests }) => requests > 0);
  const sum = (of: (client: { requests: number; bad: number }) => number) =>
    seen.reduce((all, client) => all + of(client), 0);
  return {
    clients: seen.length,
    requests: sum(({ requests }) => requests),
    bad: sum(({ bad }) => bad),
    badSquares: sum(({ requests, bad }) => bad ** 2 / requests),
    inverses: sum(({ requests }) => 1 / requests),
    ...NO_PAIRS,
  };
};

it('computes a small table by hand', () => {
  // 400 clients of 10 requests; half have 6 bad and half 4: p = ½, each (±1)² / 2.5 = 0.4, 160 / 399.
  const clients = Array.from({ length: 400 }, (_, index) => ({
    requests: 10,
    bad: index % 2 === 0 ? 6 : 4,
  }));
  expect(dispersionOf(sumsOf(clients))).toBeCloseTo(160 / 399, 12);
});

it('is about 1 when requests fail by themselves, however unequal the clients', () => {
  const clients = Array.from({ length: 5_000 }, () => {
    const requests = 1 + Math.floor(random() * 40);
    return { requests, bad: count(requests, 0.05) };
  });
  expect(Math.abs((dispersionOf(sumsOf(clients)) ?? 0) - 1)).toBeLessThan(0.2);
});

it('is about the size of the bursts when requests fail together', () => {
  const clients = Array.from({ length: 5_000 }, () => ({
    requests: 20,
    bad: 5 * count(4, 0.05),
  }));
  expect(dispersionOf(sumsOf(clients))).toBeGreaterThan(4);
  expect(dispersionOf(sumsOf(clients))).toBeLessThan(6);
});

it.each([
  ['nobody', []],
  ['one client', [{ requests: 10, bad: 5 }]],
  [
    'no failure',
    [
      { requests: 10, bad: 0 },
      { requests: 10, bad: 0 },
    ],
  ],
  [
    'nothing but failures',
    [
      { requests: 10, bad: 10 },
      { requests: 10, bad: 10 },
    ],
  ],
  ['too few to tell', Array.from({ length: 50 }, (_, index) => ({ requests: 10, bad: index % 7 }))],
  [
    'clients without a request',
    [
      { requests: 0, bad: 0 },
      { requests: 0, bad: 0 },
    ],
  ],
] as const)('says nothing of %s', (_, clients) => {
  expect(dispersionOf(sumsOf(clients))).toBeUndefined();
});

it.each([
  ['nobody has two requests', NO_PAIRS, false],
  ['sides are coins', { pairs: 3, mostPairs: 1_000, pairsVariance: 2_000 }, false],
  ['everybody stays on a side', { pairs: 990, mostPairs: 1_000, pairsVariance: 2_000 }, true],
  ['half of the way is stayed', { pairs: 500, mostPairs: 1_000, pairsVariance: 2_000 }, true],
  ['less than half is', { pairs: 499, mostPairs: 1_000, pairsVariance: 2_000 }, false],
  ['chance could do it', { pairs: 10, mostPairs: 10, pairsVariance: 20 }, false],
] as const)('tells whether clients are pinned when %s', (_, pairs, pinned) => {
  const sums = { ...sumsOf([]), ...pairs };
  expect(arePinned(sums)).toBe(pinned);
  expect(scatterOf(sums)).toBeUndefined();
});

const side = (units: number, bad: number) => ({
  units,
  maturedUnits: units,
  requests: units,
  bad: { '5xx': bad },
  maturedBad: { '5xx': bad },
});
const policy = (split: SettledRollout['split']): SettledRollout => ({
  strategy: 'canary',
  split,
  weights: [10],
  bake: 0,
  horizon: 0,
  bad: [{ id: '5xx', kind: 'status', atLeast: 500 }],
  promote: 'not-refuted',
  tolerance: undefined,
  smoke: [],
  headerOverride: false,
  holdFor: 0,
  afterHold: 'accept',
});
const measured = (dispersion?: Measured['dispersion']): Measured => ({
  steps: [{ weight: 10, stable: side(900, 2), candidate: side(100, 30) }],
  ...(dispersion && { dispersion }),
});
const verdictOn = (
  dispersion: Measured['dispersion'],
  split: SettledRollout['split'] = 'request',
) => judge(measured(dispersion), policy(split), { now: MINUTE, weight: 10, stepStartedAt: 0 });

it('makes a verdict invalid when pinned clients were counted by the request, and names the split', () => {
  const verdict = verdictOn({ value: 3.2, pinned: true });
  expect(verdict.kind).toBe('invalid');
  expect(verdict.because.en).toContain("split: 'client'");
  expect(verdict.because.ko).toContain("split: 'client'");
  expect(verdict.evidence?.measured.dispersion).toEqual({ value: 3.2, pinned: true });
});

it.each([
  ['clients are not pinned', { value: 3.2, pinned: false }, 'request'],
  ['they do not fail together', { value: 1.5, pinned: true }, 'request'],
  ['clients are the units', { value: 3.2, pinned: true }, 'client'],
  ['nobody measured it', undefined, 'request'],
] as const)('judges as ever when %s', (_, dispersion, split) => {
  expect(verdictOn(dispersion, split).kind).toBe('fail');
});
