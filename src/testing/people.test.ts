import { describe, expect, it } from 'vitest';
import { type Beginning, type Rehearsal, type Rollout, run, start, type Wish } from '#delivery';
import { DAY, HOUR, MINUTE, SECOND } from '#kernel';
import { stageRollout } from './stage.ts';

const CALM = { perSecond: 20, stable: 0, candidate: 0 };
const word = (kind: Exclude<Wish['kind'], 'abort'>, by = 'ann'): Wish => ({ kind, by });

/** Plays a rollout in which people speak at their times; `heard` is every rollout after a look. */
async function playWith(
  words: readonly (readonly [at: number, wish: Wish])[],
  {
    policy = {},
    gate,
    traffic = CALM,
    until = DAY,
    rehearsal,
  }: {
    readonly policy?: Partial<Beginning['policy']>;
    readonly gate?: Beginning['gate'];
    readonly traffic?: typeof CALM;
    readonly until?: number;
    readonly rehearsal?: Rehearsal | undefined;
  },
) {
  const { clock, driver, ports, beginning } = stageRollout(traffic, policy);
  driver.world.rehearsal = rehearsal;
  const left = [...words];
  const heard: Rollout[] = [];
  const stop = new AbortController();
  const begun = await start({ ...beginning, ...(gate && { gate }) }, ports);
  const rollout = await run(begun, ports, {
    clock,
    lookEveryMs: 10 * SECOND,
    signal: stop.signal,
    wish: () => (left[0] && clock.now() >= left[0][0] ? left[0][1] : undefined),
    heeded: () => void left.shift(),
    heard: (now) => {
      heard.push(now);
      if (clock.now() >= until) stop.abort();
    },
  });
  return { rollout, heard, clock, driver };
}

describe('approval', () => {
  const gate = { approval: { by: 2, expires: 4 * HOUR } };

  it('keeps every user away until enough people approved, each counted once', async () => {
    const { heard, rollout } = await playWith(
      [
        [MINUTE, word('approve')],
        [2 * MINUTE, word('approve')],
        [10 * MINUTE, word('approve', 'bob')],
      ],
      { gate },
    );
    const moved = heard.find((one) => one.weight > 0);
    expect(moved?.stepStartedAt).toBeGreaterThanOrEqual(10 * MINUTE);
    expect(rollout.phase).toBe('promoted');
    expect(rollout.approvals?.map(({ by }) => by).sort()).toEqual(['ann', 'bob']);
  });

  it('says who is waited for, and ends without blame when nobody comes', async () => {
    const { heard, rollout } = await playWith([[MINUTE, word('approve')]], { gate });
    expect(heard.some(({ because }) => because.en.includes('1 of 2'))).toBe(true);
    expect(rollout.phase).toBe('withdrawn');
    expect(rollout.because.en).toContain('approved within 4 h');
  });

  it('lets a word expire', async () => {
    const early = [
      [0, word('pause')],
      [MINUTE, word('approve')],
      [5 * HOUR, word('resume')],
      [5 * HOUR + MINUTE, word('approve', 'bob')],
    ] as const;
    const { rollout } = await playWith(early, { gate, until: 6 * HOUR });
    expect(rollout.phase).toBe('warming');
    expect(rollout.because.en).toContain('1 of 2');
  });
});

it('moves no traffic outside the window of its environment', async () => {
  const window = { everyMs: DAY, at: '06:00', zone: 'UTC', lastsMs: HOUR };
  const { heard, rollout } = await playWith([], { gate: { window } });
  expect(heard.find((one) => one.weight > 0)?.stepStartedAt).toBeGreaterThanOrEqual(6 * HOUR);
  expect(rollout.phase).toBe('promoted');
});

describe('a pause', () => {
  it('keeps the weight, and stops the clock of its step', async () => {
    const { heard, rollout } = await playWith(
      [
        [MINUTE, word('pause')],
        [3 * HOUR, word('resume')],
      ],
      {},
    );
    const meanwhile = heard.filter((one) => one.paused);
    expect(new Set(meanwhile.map((one) => one.weight))).toEqual(new Set([10]));
    expect(meanwhile.length).toBeGreaterThan(100);
    expect(rollout.phase).toBe('promoted');
  });

  it('does not protect a candidate that harms', async () => {
    const { clock, rollout } = await playWith([[5 * SECOND, word('pause')]], {
      traffic: { perSecond: 20, stable: 0, candidate: 1 },
    });
    expect(rollout.phase).toBe('taken-back');
    expect(clock.now()).toBeLessThan(5 * MINUTE);
  });
});

describe('a hold without enough evidence', () => {
  const quiet = { traffic: { perSecond: 0.001, stable: 0, candidate: 0 } };

  it('asks a person when the plan says so, and goes on at a word', async () => {
    const { heard, rollout } = await playWith(
      [
        [HOUR, word('go-on')],
        [2 * HOUR, word('go-on')],
      ],
      { ...quiet, policy: { afterHold: 'ask' } },
    );
    expect(heard.some(({ because }) => because.en.includes('a person decides'))).toBe(true);
    expect(rollout.phase).toBe('promoted');
    expect(rollout.because.en).toContain('a person let it go on');
  });

  it('waits on when the plan says so', async () => {
    const { rollout } = await playWith([], {
      ...quiet,
      policy: { afterHold: 'wait' },
      until: 12 * HOUR,
    });
    expect(rollout.phase).toBe('shifting');
  });
});

describe('a hold that synthetic requests end', () => {
  const quiet = { traffic: { perSecond: 0.001, stable: 0, candidate: 0 } };
  const answered = async (
    rehearsal: Rehearsal | undefined,
    policy: { smoke?: readonly string[] } = {},
  ) =>
    playWith([], {
      ...quiet,
      policy: { afterHold: 'synthetic', ...policy },
      rehearsal,
    });

  it('goes on when a hundred rounds went well on both sides, and says what that proves', async () => {
    const { rollout } = await answered({ rounds: 100, failed: { stable: 0, candidate: 0 } });
    expect(rollout.phase).toBe('promoted');
    expect(rollout.because.en).toContain('synthetic rounds 100');
    expect(rollout.because.en).toContain('not refuted');
  });

  it('takes back what fails on the candidate alone, and withdraws what fails on both', async () => {
    const one = await answered({ rounds: 3, failed: { stable: 0, candidate: 1 } });
    expect(one.rollout.phase).toBe('taken-back');
    const both = await answered({ rounds: 3, failed: { stable: 2, candidate: 1 } });
    expect(both.rollout.phase).toBe('withdrawn');
  });

  it('does not blame the candidate for what only stable fails', async () => {
    const { rollout } = await answered({ rounds: 100, failed: { stable: 4, candidate: 0 } });
    expect(rollout.phase).toBe('promoted');
  });

  it('ends without blame when nothing answers, or nothing is there to send', async () => {
    expect((await answered(undefined)).rollout.phase).toBe('withdrawn');
    const { rollout } = await answered(undefined, { smoke: [] });
    expect(rollout.because.en).toContain('names no smoke request');
  });
});

describe('blue-green', () => {
  const policy = { strategy: 'blue-green' } as const;

  it('switches all traffic at once and keeps the former release beside it for the bake', async () => {
    const { heard, driver, rollout } = await playWith([], { policy });
    expect(new Set(heard.map((one) => one.weight))).toEqual(new Set([100]));
    expect(driver.asked).toEqual(['raise 100', 'weight 100', 'promote']);
    expect(rollout.phase).toBe('promoted');
  });

  it('switches back at a word, before anything else is done', async () => {
    const because = { en: 'wrong colours', ko: '색이 틀렸다' };
    const { driver, rollout } = await playWith([[MINUTE, { kind: 'abort', by: 'ann', because }]], {
      policy,
    });
    expect(driver.asked).toEqual(['raise 100', 'weight 100', 'weight 0', 'discard']);
    expect(rollout).toMatchObject({ phase: 'taken-back', because });
  });
});
