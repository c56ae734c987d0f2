import { describe, expect, it } from 'vitest';
import { covers, excuseOf, excuses } from '../bench/mutant-excuse.ts';
import { isCaught, judgeOf } from '../bench/mutant-run.ts';
import { ENVIRONMENT, PLANS } from '../bench/mutants.ts';
import { type Mutant, mutantsOf } from '../bench/mutate.ts';
import { seeded } from '../src/kernel/index.ts';

// The whole set takes a minute: `npm run bench -- mutants --list`. A sample holds what it found.
const SAMPLE = 900;
const SEED = 20_261_120;

const random = seeded(SEED);
const all = PLANS.flatMap((plan) => mutantsOf(plan, ENVIRONMENT));
const judges = new Map(PLANS.map((plan) => [plan.name, judgeOf(plan, ENVIRONMENT)]));
const seen = new Map<Mutant, boolean>();
const caught = (one: Mutant): boolean => {
  const known =
    seen.get(one) ?? isCaught(judges.get(one.plan)?.(one.made) ?? { outcome: 'missed' });
  seen.set(one, known);
  return known;
};
const draw = (from: readonly Mutant[], count: number): readonly Mutant[] =>
  from
    .map((one) => ({ one, order: random() }))
    .sort((a, b) => a.order - b.order)
    .slice(0, count)
    .map(({ one }) => one);

describe('a plan changed in one place', () => {
  const sample = draw(all, SAMPLE);
  const missed = sample.filter((one) => !caught(one));
  const excused = missed.filter((one) => excuseOf(one));

  it('is noticed in at least 85 of 100 changes that say something false', () => {
    const left = missed.filter((one) => !excused.includes(one));
    const share = 1 - left.length / (sample.length - excused.length);
    expect(
      share,
      left.map((one) => `${one.plan} ${one.path} ${one.operator}`).join('\n'),
    ).toBeGreaterThanOrEqual(0.85);
  });
  it('is excused in few, each with a reason', () => {
    expect(excused.length / sample.length).toBeLessThanOrEqual(0.1);
    for (const { reason } of excuses) expect(reason.length).toBeGreaterThan(30);
  });
});

describe.each(
  excuses.map((excuse) => [`${excuse.path} ${excuse.operators.join(', ')}`, excuse] as const),
)('the excuse of %s', (_, excuse) => {
  it('still excuses something', () => {
    const spoken = all.filter((one) => covers(excuse, one));
    expect(draw(spoken, 12).some((one) => !caught(one))).toBe(true);
  });
});
