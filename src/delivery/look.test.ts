import { expect, it } from 'vitest';
import type { SettledRollout } from '#model';
import { isWorthKeeping, MOST_LOOKS } from './look.ts';
import type { SideCounts } from './measure.ts';
import { begin, type Look, type Rollout } from './rollout.ts';
import { weigh } from './weigh.ts';

const POLICY: SettledRollout = {
  strategy: 'canary',
  split: 'request',
  weights: [50],
  bake: 0,
  horizon: 0,
  bad: [{ id: '5xx', kind: 'status', atLeast: 500 }],
  promote: 'not-refuted',
  tolerance: undefined,
  smoke: [],
  headerOverride: false,
  holdFor: 0,
  afterHold: 'accept',
};
const side = (units: number, bad: number): SideCounts => ({
  units,
  maturedUnits: units,
  requests: units,
  bad: { '5xx': bad },
  maturedBad: { '5xx': bad },
});
function lookAt(units: number, over: Partial<Look> = {}): Look {
  const step = { weight: 50, stable: side(units, 0), candidate: side(units, 0) };
  const evidence = weigh({ steps: [step] }, step, POLICY);
  const because = { en: 'x', ko: 'x' };
  return { at: units, phase: 'shifting', step: 0, verdict: 'hold', because, evidence, ...over };
}
const { next: begun } = begin({
  id: 'r',
  service: 's',
  stable: 'a',
  candidate: 'b',
  salt: 's',
  policy: POLICY,
  now: 0,
});
const after = (look: Look, looks = 1): Rollout => ({ ...begun, phase: 'shifting', look, looks });

it('keeps the early looks, on which everything hangs, and the turns of the story', () => {
  expect(isWorthKeeping({ ...begun, phase: 'shifting' }, lookAt(0), 'shifting')).toBe(true);
  expect(isWorthKeeping(after(lookAt(3)), lookAt(4), 'shifting')).toBe(true);
  expect(isWorthKeeping(after(lookAt(4)), lookAt(4), 'shifting')).toBe(false);
  expect(isWorthKeeping(after(lookAt(4)), lookAt(4), 'taking-back')).toBe(true);
  const turned = lookAt(4, { verdict: 'pass' });
  expect(isWorthKeeping(after(lookAt(4), MOST_LOOKS), turned, 'shifting')).toBe(true);
});

it('fits ten million units into two thousand looks', () => {
  let last = lookAt(0);
  let kept = 1;
  for (let units = 1; units < 5_000_000; units = Math.ceil(units * 1.001)) {
    const look = lookAt(units);
    if (!isWorthKeeping(after(last, kept), look, 'shifting')) continue;
    last = look;
    kept += 1;
  }
  expect(kept).toBeLessThan(MOST_LOOKS);
});
