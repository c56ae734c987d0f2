import { expect, it } from 'vitest';
import { explain, listen, type Rollout, run, start, type Wish } from '#delivery';
import { Failure, MINUTE, SECOND } from '#kernel';
import { stageRollout } from './stage.ts';

const badCandidates = (rollout: Rollout): number =>
  rollout.look?.evidence?.measured.steps.reduce(
    (sum, { candidate }) => sum + (candidate.bad['5xx'] ?? 0),
    0,
  ) ?? 0;

it('promotes an innocent candidate, instances before weight at every step', async () => {
  const { driver, play } = stageRollout({ perSecond: 20, stable: 0.005, candidate: 0.005 });
  const rollout = await play();
  expect(rollout.phase).toBe('promoted');
  expect(driver.inForce).toBe('b');
  expect(driver.asked).toEqual([
    'raise 10',
    'weight 10',
    'raise 50',
    'weight 50',
    'raise 100',
    'promote',
  ]);
});

it.each(Array.from({ length: 20 }, (_, index) => index + 1))(
  'takes a total failure back after three or four bad units (seed %i)',
  async (seed) => {
    const { driver, play } = stageRollout({ perSecond: 2, stable: 0.005, candidate: 1, seed });
    const rollout = await play();
    expect(rollout.phase).toBe('taken-back');
    expect(badCandidates(rollout)).toBeGreaterThanOrEqual(3);
    expect(badCandidates(rollout)).toBeLessThanOrEqual(5);
    expect(driver.asked.slice(-2)).toEqual(['weight 0', 'discard']);
  },
);

it.each(Array.from({ length: 10 }, (_, index) => index + 1))(
  'takes back a candidate that fails ten times as often (seed %i)',
  async (seed) => {
    const { play } = stageRollout({ perSecond: 40, stable: 0.005, candidate: 0.05, seed });
    expect((await play()).phase).toBe('taken-back');
  },
);

it('withdraws when both sides are sick, and calls a person once', async () => {
  const { driver, incidents, play } = stageRollout({ perSecond: 20, stable: 0.5, candidate: 0.5 });
  const rollout = await play();
  expect(rollout.phase).toBe('withdrawn');
  expect([...incidents.opened.values()].map(({ en }) => en)).toEqual([
    expect.stringContaining('both sides are sick'),
  ]);
  expect(driver.asked.slice(-2)).toEqual(['weight 0', 'discard']);
});

it('holds without traffic and withdraws in the end: missing data is never a pass', async () => {
  const { clock, play } = stageRollout({ perSecond: 0, stable: 0, candidate: 0 });
  const rollout = await play();
  expect(rollout.phase).toBe('withdrawn');
  expect(rollout.because.en).toContain('not enough evidence after 5 min');
  expect(clock.now()).toBeGreaterThanOrEqual(7 * MINUTE);
});

it('waits for units as long as the plan holds, then passes a trickle and says how little it was', async () => {
  const trickle = { perSecond: 0.02, stable: 0, candidate: 0, seed: 5 };
  const { clock, play } = stageRollout(trickle, { weights: [30] });
  const rollout = await play();
  expect(rollout.phase).toBe('promoted');
  expect(rollout.because.en).toContain('not refuted by too few units to refute anything');
  expect(clock.now()).toBeGreaterThanOrEqual(7 * MINUTE);
});

it('withdraws what cannot be proved', async () => {
  const { play } = stageRollout(
    { perSecond: 5, stable: 0.005, candidate: 0.005 },
    { promote: 'proved', tolerance: 0.5 },
  );
  expect((await play()).phase).toBe('withdrawn');
});

it('keeps a story that fits, with every number to compute it again', async () => {
  const { journal, play } = stageRollout({ perSecond: 200, stable: 0.005, candidate: 0.005 });
  const rollout = await play();
  const looks = await journal.looks('r1');
  expect(looks.length).toBeGreaterThan(20);
  expect(looks.length).toBeLessThanOrEqual(2_000);
  const story = explain(rollout, looks);
  expect(story.chapters.map(({ weight, verdict }) => [weight, verdict])).toEqual([
    [10, 'pass'],
    [50, 'pass'],
  ]);
  expect(story.drawing[0]).toContain('E = 1/α');
});

it('obeys a wish before the next look', async () => {
  const { clock, ports, beginning } = stageRollout({ perSecond: 20, stable: 0, candidate: 0 });
  const because = { en: 'wrong release', ko: '잘못된 릴리스' };
  const wish: Wish = { kind: 'abort', by: 'somebody', because };
  const rollout = await run(await start(beginning, ports), ports, {
    clock,
    lookEveryMs: SECOND,
    wish: () => (clock.now() > 30 * SECOND ? wish : undefined),
  });
  expect(rollout).toMatchObject({ phase: 'taken-back', because });
});

it('takes nothing back once the promotion is recorded', async () => {
  const { clock, ports, play } = stageRollout({ perSecond: 20, stable: 0, candidate: 0 });
  const rollout = await play();
  const wish: Wish = { kind: 'abort', by: 'somebody', because: { en: 'no', ko: '아니' } };
  expect(await listen(rollout, wish, ports, clock.now())).toBe(rollout);
});

it('waits out a world that says later', async () => {
  const { clock, driver, ports, beginning } = stageRollout({
    perSecond: 20,
    stable: 0,
    candidate: 0,
  });
  let stumbles = 0;
  const begun = await start(beginning, ports);
  driver.failures = 7;
  const rollout = await run(begun, ports, {
    clock,
    lookEveryMs: SECOND,
    stumbled: () => {
      stumbles += 1;
    },
  });
  expect(rollout.phase).toBe('promoted');
  expect(stumbles).toBe(7);
});

it('stops looking when told to, and leaves the rollout where it is recorded', async () => {
  const { clock, journal, ports, beginning } = stageRollout({
    perSecond: 20,
    stable: 0,
    candidate: 0,
  });
  const stopping = new AbortController();
  const rollout = await run(await start(beginning, ports), ports, {
    clock,
    signal: stopping.signal,
    heard: ({ step }) => {
      if (step === 1) stopping.abort();
    },
  });
  expect(rollout).toMatchObject({ phase: 'shifting', step: 1 });
  expect((await journal.load('r1'))?.rollout).toEqual(JSON.parse(JSON.stringify(rollout)));
});

it('takes a promotion back that the world refuses for good, and tells why', async () => {
  const { driver, play } = stageRollout({ perSecond: 20, stable: 0, candidate: 0 });
  const text = { en: 'an instance died', ko: '인스턴스가 죽었다' };
  driver.promote = () => Promise.reject(new Failure('testing/died', text));
  const rollout = await play();
  expect(rollout.phase).toBe('taken-back');
  expect(rollout.because.en).toContain('an instance died');
  expect(driver.asked.slice(-2)).toEqual(['weight 0', 'discard']);
});
