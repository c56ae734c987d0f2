import { begin, decide, type Measured, type Observation, type Rollout } from '#delivery';
import { MINUTE, SECOND } from '#kernel';
import type { Predicate } from '#model';
import { openBooks, type Step } from './delivery-books.ts';
import type { End, Judge, Rule } from './delivery-judge.ts';
import { openScreen } from './delivery-screen.ts';

const FAILS: Predicate = { id: '5xx', kind: 'status', atLeast: 500 };
const SLOW: Predicate = { id: 'slow', kind: 'slower', thanMs: 500, allowedShare: 0.05 };

/** What a plan leaves open: the weights and how long each has to stand. */
interface Setting {
  readonly weights: readonly number[];
  readonly bake: number;
  /** Calls `decide` at every look, as the engine does, and not only where it could end something. */
  readonly always?: boolean;
}

/** The default policy: 10 and 50 percent, ten minutes each. */
export const ours: Rule = ourRule('Hanok 10,50', { weights: [10, 50], bake: 10 * MINUTE });

/** The weights that Flagger's documentation climbs, a minute each. */
export const oursLikeFlagger: Rule = ourRule('Hanok 5..50', {
  weights: Array.from({ length: 10 }, (_, index) => 5 * (index + 1)),
  bake: MINUTE,
});

export function ourRule(name: string, setting: Setting): Rule {
  return {
    name,
    open: ({ unit, bad }) =>
      openOurs({ ...setting, unit, bad: bad === 'slow' ? [FAILS, SLOW] : [FAILS] }),
  };
}

interface Opening extends Setting {
  readonly unit: 'request' | 'client';
  /** The last one is what the stream spoils. */
  readonly bad: readonly Predicate[];
}

/** The delivery room's own `decide` and `judge`, looked at once a second; the engine looks four times. */
function openOurs({ weights, bake, unit, bad, always = false }: Opening): Judge {
  const ids = bad.map(({ id }) => id);
  const books = openBooks(unit, ids);
  const mayEnd = openScreen(ids);
  let rollout = step(start({ weights, bake, unit, bad }), observationAt(0, undefined));
  return {
    see(tick): End | undefined {
      const current = books.see(tick, rollout.weight);
      const now = tick.at * SECOND;
      const isBaked = now - rollout.stepStartedAt >= bake;
      if (!mayEnd(books.steps, current) && !isBaked && !always) return undefined;
      rollout = step(rollout, observationAt(now, { steps: books.steps }));
      const kind = ENDS[rollout.phase];
      return kind && { kind, at: tick.at, bad: badOnCandidate(books.steps, ids.at(-1) ?? '') };
    },
  };
}

const ENDS: Partial<Record<Rollout['phase'], End['kind']>> = {
  'taking-back': 'taken-back',
  withdrawn: 'withdrawn',
  promoting: 'promoted',
};

/** Everything a plan settles; no smoke requests, so that the evidence does all the work. */
function start({ weights, bake, unit, bad }: Opening): Rollout {
  return begin({
    id: 'r1',
    service: 'shop',
    stable: 'a',
    candidate: 'b',
    salt: 's',
    policy: {
      strategy: 'canary',
      split: unit,
      weights,
      bake,
      horizon: unit === 'client' ? MINUTE : 0,
      bad,
      promote: 'not-refuted',
      tolerance: undefined,
      smoke: [],
      headerOverride: false,
      holdFor: 60 * MINUTE,
      afterHold: 'accept',
    },
    now: 0,
  }).next;
}

/** One look; the instances it asks for are there at once, so a passed step moves on with it. */
function step(rollout: Rollout, seen: Observation): Rollout {
  const { next } = decide(rollout, seen);
  return next.phase === 'shifting' && next.share > next.weight ? decide(next, seen).next : next;
}

const observationAt = (now: number, measured: Measured | undefined): Observation => ({
  now,
  candidate: { ready: 1, wanted: 1, gaveUp: false, because: '' },
  smoke: 'passed',
  stableReady: 1,
  ...(measured && { measured }),
});

const badOnCandidate = (steps: readonly Step[], id: string): number =>
  steps.reduce((sum, { candidate }) => sum + (candidate.bad[id] ?? 0), 0);
