import { expect, it } from 'vitest';
import { type Look, recompute } from '#delivery';
import { stageRollout } from './stage.ts';

const BAD = { perSecond: 20, stable: 0.01, candidate: 0.3 };
const CALM = { perSecond: 20, stable: 0.01, candidate: 0.01 };

async function played(traffic: typeof BAD) {
  const { journal, play } = stageRollout(traffic);
  const rollout = await play();
  return { rollout, looks: await journal.looks(rollout.id) };
}
type Counted = Look & { readonly evidence: NonNullable<Look['evidence']> };
const counted = (looks: readonly Look[]): Counted[] =>
  looks.filter((look): look is Counted => look.evidence !== undefined);

it.each([BAD, CALM])('gives the recorded numbers of every look: %o', async (traffic) => {
  const { rollout, looks } = await played(traffic);
  expect(counted(looks).length).toBeGreaterThan(5);
  expect(recompute(rollout, looks)).toEqual([]);
});

it('survives being written and read as JSON', async () => {
  const { rollout, looks } = await played(BAD);
  expect(recompute(rollout, JSON.parse(JSON.stringify(looks)) as Look[])).toEqual([]);
});

it('finds evidence that was made larger, or a verdict that does not follow', async () => {
  const { rollout, looks } = await played(CALM);
  const [first] = counted(looks);
  if (!first) throw new Error('no look had counts');
  const larger = { ...first, evidence: { ...first.evidence, logE: first.evidence.logE + 1 } };
  expect(recompute(rollout, [larger])[0]?.because.en).toContain('ln E is recorded as');
  const blamed: Look = { ...first, verdict: 'fail' };
  expect(recompute(rollout, [blamed])[0]?.because.en).toContain('the verdict is recorded as fail');
});

it('finds counts that shrank', async () => {
  const { rollout, looks } = await played(CALM);
  const swapped = counted(looks).toReversed();
  expect(recompute(rollout, swapped).some(({ because }) => because.en.includes('fewer than'))).toBe(
    true,
  );
});
