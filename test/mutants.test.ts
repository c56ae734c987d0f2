import { describe, expect, it } from 'vitest';
import { covers, excuses } from '../bench/mutant-excuse.ts';
import { isCaught, judgeOf } from '../bench/mutant-run.ts';
import { ENVIRONMENT, PLANS } from '../bench/mutants.ts';
import { type Mutant, mutantsOf } from '../bench/mutate.ts';

// All of them, not a sample: what is held is a number, and a draw would miss it now and then.
const all = PLANS.flatMap((plan) => mutantsOf(plan, ENVIRONMENT));
const judges = new Map(PLANS.map((plan) => [plan.name, judgeOf(plan, ENVIRONMENT)]));
const seen = new Map<Mutant, boolean>();
const caught = (one: Mutant): boolean => {
  const known =
    seen.get(one) ?? isCaught(judges.get(one.plan)?.(one.make()) ?? { outcome: 'missed' });
  seen.set(one, known);
  return known;
};
/** Who may be missed. */
const spoken = new Map(excuses.map((one) => [one, all.filter((each) => covers(one, each))]));
const excused = new Set([...spoken.values()].flat().filter((one) => !caught(one)));

describe('a plan changed in one place', () => {
  it('is noticed in at least 85 of 100 changes that say something false', () => {
    const held = all.filter((one) => !excused.has(one));
    const missed = held.filter((one) => !caught(one));
    const list = missed.map((one) => `${one.plan} ${one.path} ${one.operator}`).join('\n');
    expect(1 - missed.length / held.length, list).toBeGreaterThanOrEqual(0.85);
  }, 300_000);
  it('is excused in at most ten of a hundred, each kind with a reason', () => {
    expect(excused.size / all.length).toBeLessThanOrEqual(0.1);
    for (const { reason } of excuses) expect(reason.length).toBeGreaterThan(30);
  });
  it('is excused by nothing that excuses nothing', () => {
    const idle = excuses.filter((one) => !spoken.get(one)?.some((each) => excused.has(each)));
    expect(idle.map((one) => one.path)).toEqual([]);
  });
});
