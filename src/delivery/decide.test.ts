import { describe, expect, it } from 'vitest';
import { MINUTE } from '#kernel';
import type { SettledRollout } from '#model';
import { abort, decide } from './decide.ts';
import type { Measured, SideCounts } from './measure.ts';
import { type Action, begin, type Observation, type Phase, type Rollout } from './rollout.ts';

const POLICY: SettledRollout = {
  strategy: 'canary',
  split: 'request',
  weights: [10, 50],
  bake: 10 * MINUTE,
  horizon: MINUTE,
  bad: [{ id: '5xx', kind: 'status', atLeast: 500 }],
  promote: 'not-refuted',
  tolerance: undefined,
  smoke: ['GET /'],
  headerOverride: false,
  holdFor: 60 * MINUTE,
  afterHold: 'accept',
};
const begun = (policy: Partial<SettledRollout> = {}): Rollout =>
  begin({
    id: 'r',
    service: 'shop',
    stable: 'a',
    candidate: 'b',
    salt: 's',
    policy: { ...POLICY, ...policy },
    now: 0,
  }).next;
const at = (over: Partial<Rollout> = {}): Rollout => ({
  ...begun(),
  phase: 'shifting',
  weight: 10,
  ...over,
});
const side = (units: number, bad = 0): SideCounts => ({
  units,
  maturedUnits: units,
  requests: units,
  bad: { '5xx': bad },
  maturedBad: { '5xx': bad },
});
const counted = (stable: SideCounts, candidate: SideCounts, weight = 10): Measured => ({
  steps: [{ weight, stable, candidate }],
});
const GOOD = { measured: counted(side(900, 4), side(100)) };
const GOOD_AT_50 = { measured: counted(side(500, 2), side(500, 2), 50) };
const BAD = { measured: counted(side(36), side(4, 4)) };
const SICK = { measured: counted(side(450, 200), side(50, 22)) };
const saw = (over: Partial<Observation> = {}): Observation => ({
  now: 11 * MINUTE,
  candidate: { ready: 1, wanted: 1, gaveUp: false, because: '' },
  smoke: 'passed',
  stableReady: 4,
  ...over,
});
const UNREADY = { candidate: { ready: 0, wanted: 1, gaveUp: false, because: '' } };
const GONE = { candidate: { ready: 0, wanted: 1, gaveUp: true, because: 'exit 1, five times' } };
const words = (actions: readonly Action[]): string[] =>
  actions.map((action) => {
    if (action.kind === 'raise') return `raise ${action.replicasShare}`;
    return action.kind === 'set-weight' ? `weight ${action.candidatePercent}` : action.kind;
  });
const warming = (over: Partial<Rollout> = {}): Rollout => ({ ...begun(), ...over });
const BLUE_GREEN = begun({ strategy: 'blue-green' });
const ROLLING = begun({ strategy: 'rolling' });
const AWAY = ['weight 0', 'discard'];

it.each([
  ['waits for a candidate that is not ready', warming(), saw(UNREADY), 'warming', []],
  [
    'discards one that never gets ready',
    warming(),
    saw({ ...UNREADY, now: 60 * MINUTE }),
    'taking-back',
    AWAY,
  ],
  ['discards one that crashes in a loop', warming(), saw(GONE), 'taking-back', AWAY],
  ['waits for the smoke requests', warming(), saw({ smoke: 'pending' }), 'warming', []],
  [
    'gives up smoke requests that nobody answers',
    warming(),
    saw({ smoke: 'pending', now: 60 * MINUTE }),
    'taking-back',
    AWAY,
  ],
  [
    'hurts nobody when a smoke request fails',
    warming(),
    saw({ smoke: { failed: 'GET /' } }),
    'taking-back',
    AWAY,
  ],
  ['gives the first weight after the smoke requests', warming(), saw(), 'shifting', ['weight 10']],
  [
    'switches blue-green after the smoke requests',
    BLUE_GREEN,
    saw(),
    'standing-by',
    ['weight 100'],
  ],
  ['promotes rolling after the smoke requests', ROLLING, saw(), 'promoting', ['promote']],
  ['raises instances before the weight moves', at(), saw(GOOD), 'shifting', ['raise 50']],
  [
    'keeps the weight until they are ready',
    at({ share: 50 }),
    saw({ ...GOOD, ...UNREADY }),
    'shifting',
    [],
  ],
  ['moves the weight when they are ready', at({ share: 50 }), saw(GOOD), 'shifting', ['weight 50']],
  [
    'takes back when they never are',
    at({ share: 50 }),
    saw({ ...GOOD, ...UNREADY, now: 61 * MINUTE }),
    'taking-back',
    AWAY,
  ],
  [
    'judges also while they come up',
    at({ share: 50 }),
    saw({ ...BAD, ...UNREADY }),
    'taking-back',
    AWAY,
  ],
  ['moves nothing while the bake lasts', at(), saw({ ...GOOD, now: 9 * MINUTE }), 'shifting', []],
  ['moves nothing without counts', at(), saw(), 'shifting', []],
  ['moves nothing without a control', at(), saw({ ...GOOD, stableReady: 0 }), 'shifting', []],
  [
    'withdraws when the plan has held long enough',
    at(),
    saw({ now: 70 * MINUTE }),
    'withdrawn',
    AWAY,
  ],
  ['takes traffic away before it discards', at(), saw(BAD), 'taking-back', AWAY],
  [
    'takes back a candidate that crashes with users on it',
    at(),
    saw({ ...GOOD, ...GONE }),
    'taking-back',
    AWAY,
  ],
  [
    'withdraws, not blames, when both sides are sick',
    at(),
    saw(SICK),
    'withdrawn',
    ['weight 0', 'open-incident', 'discard'],
  ],
  [
    'raises a full set before the promotion',
    at({ step: 1, weight: 50, share: 50 }),
    saw(GOOD_AT_50),
    'shifting',
    ['raise 100'],
  ],
  [
    'promotes after the last step',
    at({ step: 1, weight: 50, share: 100 }),
    saw(GOOD_AT_50),
    'promoting',
    ['promote'],
  ],
  ['ends a promotion that was performed', at({ phase: 'promoting' }), saw(BAD), 'promoted', []],
  [
    'ends a taking back that was performed',
    at({ phase: 'taking-back' }),
    saw(GOOD),
    'taken-back',
    [],
  ],
] as const)('%s', (_, rollout, seen, phase, actions) => {
  const decision = decide(rollout, seen);
  expect(decision.next.phase).toBe(phase);
  expect(words(decision.actions)).toEqual(actions);
  expect(decision.because.en).not.toBe('');
});

describe.each(['promoted', 'taken-back', 'withdrawn'] as const satisfies Phase[])('%s', (phase) => {
  it.each([
    ['a pass', saw(GOOD)],
    ['a fail', saw(BAD)],
    ['a hold', saw()],
    ['an invalid', saw(SICK)],
    ['a crash', saw(GONE)],
  ])('is not left for %s', (_, seen) => {
    const rollout = at({ phase });
    expect(decide(rollout, seen)).toEqual({ next: rollout, actions: [], because: rollout.because });
  });
});

it('begins a bake when the weight moves, not when the instances are raised', () => {
  const { next } = decide(at({ share: 50 }), saw({ ...GOOD, now: 15 * MINUTE }));
  expect(next).toMatchObject({ step: 1, weight: 50, stepStartedAt: 15 * MINUTE });
});

it('allows stable what an objective allows', () => {
  const seen = saw({ measured: counted(side(450, 200), side(50, 22)), now: 9 * MINUTE });
  expect(decide(at({ allowedBad: 0.6 }), seen).next.phase).toBe('shifting');
});

it('says why with the counts', () => {
  const { because } = decide(at(), saw(BAD));
  expect(because.en).toMatch(/^the candidate is worse; 4 of 4 units of the candidate and 0 of 36/);
  expect(because.ko).toMatch(/^후보가 더 나쁘다[.] 후보 4단위 중 4단위, 안정판 36단위 중 0단위/);
});

it.each([
  ['warming', AWAY],
  ['shifting', AWAY],
  ['promoting', []],
  ['promoted', []],
] as const)('obeys a person who aborts while %s', (phase, actions) => {
  const decision = abort(at({ phase }), { en: 'wrong release', ko: '잘못된 릴리스' });
  expect(words(decision.actions)).toEqual(actions);
});
