import { describe, expect, it } from 'vitest';
import { seeded } from '#kernel';
import type { End, Judge, Rule } from '../bench/delivery-judge.ts';
import { ourRule } from '../bench/delivery-ours.ts';
import { argo, flagger, kayenta, sleep } from '../bench/delivery-rivals.ts';
import { emptyTick, openRequests, poisson, type Tick } from '../bench/delivery-stream.ts';
import { STREAMS } from '../bench/delivery-streams.ts';

/** Twenty requests a minute in each band; `bad` of them fail on the candidate. */
function minute(at: number, bad: number, onStable = 0): Tick {
  const tick = emptyTick(at, 60);
  tick.requests.fill(20);
  tick.badOnCandidate.fill(bad);
  tick.badOnStable.fill(onStable);
  return tick;
}

/** Minutes with these many bad requests in each band of the candidate; the last one goes on. */
function play(judge: Judge, bad: readonly number[], onStable = 0): End | undefined {
  for (let turn = 1; turn <= 90; turn += 1) {
    const end = judge.see(minute(turn * 60, bad[Math.min(turn, bad.length) - 1] ?? 0, onStable));
    if (end) return end;
  }
  return undefined;
}

const open = (rule: Rule): Judge => rule.open({ unit: 'request', bad: '5xx' });

describe('Flagger, re-implemented from its documentation', () => {
  it('takes a total failure back after interval × threshold, at the first weight', () => {
    expect(play(open(flagger(1)), [20])).toEqual({ kind: 'taken-back', at: 60, bad: 20 });
    expect(play(open(flagger(10)), [20])).toEqual({ kind: 'taken-back', at: 600, bad: 200 });
  });
  it('climbs 5 to 50 in ten good minutes', () => {
    expect(play(open(flagger(1)), [0])).toEqual({ kind: 'promoted', at: 600, bad: 0 });
  });
  it('never forgets a failed check and does not climb after one', () => {
    // Bad in minutes 1 and 3 at 5 and 10 %: one band, then two; the count reaches 2 in the third.
    expect(play(open(flagger(2)), [1, 0, 1])).toEqual({ kind: 'taken-back', at: 180, bad: 3 });
  });
  it('allows a success rate of exactly 99 % and nothing less', () => {
    const of = (bad: number) => {
      const tick = minute(60, 0);
      tick.requests[0] = 200;
      tick.badOnCandidate[0] = bad;
      return open(flagger(1)).see(tick)?.kind;
    };
    expect([of(2), of(3)]).toEqual([undefined, 'taken-back']);
  });
  it('fails a check without traffic', () => {
    expect(open(flagger(1)).see(emptyTick(60, 60))?.kind).toBe('taken-back');
  });
});

describe("Argo Rollouts' documented example", () => {
  it('stops a total failure with the fourth measurement, 25 minutes in', () => {
    // Ten minutes at 20 % (four bands of 20), ten at 40 % (eight), five at 60 % (eleven).
    expect(play(open(argo), [20])).toEqual({
      kind: 'taken-back',
      at: 1_500,
      bad: 20 * (10 * 4 + 10 * 8 + 5 * 11),
    });
  });
  it('lets 95 % pass, and four times 5 % of a release through', () => {
    expect(play(open(argo), [1])).toMatchObject({ kind: 'promoted', at: 2_400 });
  });
  it('has no latency to look at', () => {
    expect(play(argo.open({ unit: 'request', bad: 'slow' }), [20])?.kind).toBe('promoted');
  });
});

describe("Kayenta's judge on an hour", () => {
  it('judges once, after sixty points', () => {
    expect(play(open(kayenta), [20])).toMatchObject({ kind: 'taken-back', at: 3_600 });
    expect(play(open(kayenta), [0])).toMatchObject({ kind: 'promoted', at: 3_600 });
  });
  it('compares with a baseline that fails alike', () => {
    expect(play(open(kayenta), [5, 4, 5], 5)).toMatchObject({ kind: 'promoted' });
  });
});

it('sleeps through everything', () => {
  expect(play(open(sleep), [20])).toEqual({ kind: 'promoted', at: 600, bad: 400 });
});

describe('the screen before our judge', () => {
  const streams = STREAMS.filter(({ name }) => name.startsWith('10/s'));
  it.each(streams.map((stream) => [stream.name, stream] as const))(
    'changes nothing: %s',
    (_, stream) => {
      const setting = { weights: [10, 50], bake: 120_000 };
      const [screened, plain] = [{}, { always: true }].map((more): (End | undefined)[] =>
        [1, 2].map((seed) => {
          const source = stream.open(seeded(seed), 400);
          const judge = ourRule('ours', { ...setting, ...more }).open(stream);
          for (let at = 1; at <= 400; at += 1) {
            const end = judge.see(source(at, 1));
            if (end) return end;
          }
          return undefined;
        }),
      );
      expect(screened).toEqual(plain);
    },
  );
});

it('draws Poisson counts with the mean and the variance of one, small and large', () => {
  for (const mean of [0.3, 4, 80]) {
    const random = seeded(11);
    const counts = Array.from({ length: 20_000 }, () => poisson(mean, random));
    const average = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const variance = counts.reduce((sum, count) => sum + (count - average) ** 2, 0) / counts.length;
    expect(Math.abs(average / mean - 1)).toBeLessThan(0.03);
    expect(Math.abs(variance / mean - 1)).toBeLessThan(0.05);
  }
});

it('shows the same requests and coins to every weight', () => {
  const source = openRequests(seeded(3), () => ({ rate: 100, stable: 0.1, candidate: 0.3 }));
  const tick = source(60, 60);
  const sum = (counts: Float64Array) => counts.reduce((all, count) => all + count, 0);
  expect(sum(tick.requests) / 6_000).toBeCloseTo(1, 1);
  expect(sum(tick.badOnStable) / 600).toBeCloseTo(1, 0);
  expect(sum(tick.badOnCandidate) / 1_800).toBeCloseTo(1, 0);
  tick.badOnStable.forEach((bad, band) => {
    expect(bad).toBeLessThanOrEqual(tick.badOnCandidate[band] ?? 0);
  });
});
