import { printSpan, type Text } from '#kernel';
import type { Verdict } from './evidence.ts';
import { closedBy } from './gate.ts';
import { isWorthKeeping } from './look.ts';
import type { Action, Decision, EndPhase, Look, Observation, Phase, Rollout } from './rollout.ts';
import {
  NO_CONTROL,
  SMOKING,
  tellGaveUp,
  tellGoOn,
  tellSmoke,
  UNANSWERED,
  UNREHEARSED,
  WARM,
} from './sentences.ts';
import { judgeSynthetic } from './synthetic.ts';
import { judge } from './verdict.ts';

type Decide = (rollout: Rollout, seen: Observation) => Decision;

/** One function per phase; a phase without a function does not compile. */
const byPhase: { readonly [P in Phase]: Decide } = {
  warming: warm,
  shifting: shift,
  'standing-by': standBy,
  promoting: (rollout) => finish(rollout, 'promoted'),
  promoted: (rollout) => stay(rollout),
  'taking-back': (rollout) => finish(rollout, 'taken-back'),
  'taken-back': (rollout) => stay(rollout),
  withdrawn: (rollout) => stay(rollout),
};

/**
 * The next step of a rollout. Pure: the same rollout and the same observation always give the same
 * decision. `promoting` and `taking-back` end as soon as they are decided on again, because the
 * engine performs what was recorded before it looks once more.
 */
export const decide: Decide = (rollout, seen) => byPhase[rollout.phase](rollout, seen);

/** A person's wish, and why. Traffic leaves the candidate at once; after the promotion it is too late. */
export function abort(rollout: Rollout, because: Text): Decision {
  return MAY_END.includes(rollout.phase) ? takeBack(rollout, because) : stay(rollout);
}

/** Phases from which traffic can still go back where it came from. */
export const MAY_END: readonly Phase[] = ['warming', 'shifting', 'standing-by'];

/** A promotion that the world refuses for good: nobody may be left between two releases. */
export function refuse(rollout: Rollout, because: Text): Decision {
  if (rollout.phase !== 'promoting') return stay(rollout);
  return takeBack(rollout, {
    en: `it could not take over: ${because.en}`,
    ko: `이어받지 못했다: ${because.ko}`,
  });
}

function warm(rollout: Rollout, seen: Observation): Decision {
  if (seen.candidate.gaveUp) return takeBack(rollout, tellGaveUp(seen));
  if (typeof seen.smoke === 'object') return takeBack(rollout, tellSmoke(seen.smoke.failed));
  if (!isReady(seen)) return waitForReady(rollout, seen);
  const ready = rollout.readySince === undefined ? { ...rollout, readySince: seen.now } : rollout;
  if (seen.smoke === 'pending') {
    if (seen.now - rollout.raisedAt < rollout.policy.holdFor) return stay(ready, SMOKING);
    return takeBack(rollout, UNANSWERED);
  }
  return rollout.paused ? stay(ready) : passGate(ready, seen);
}

/** Ready and well answered: what is still missing is people's word and the hour. */
function passGate(rollout: Rollout, seen: Observation): Decision {
  const closed = closedBy(rollout, seen.now);
  if (closed?.expired) return withdraw(rollout, closed.because);
  if (closed) return stay({ askedAt: seen.now, ...rollout }, closed.because);
  if (rollout.policy.strategy === 'blue-green') return switchOver(rollout, seen);
  return rollout.weights.length === 0 ? promoteUnjudged(rollout, seen) : moveTo(rollout, 0, seen);
}

/** Rolling: nobody is counted, so the smoke requests are the whole judgement. */
function promoteUnjudged(rollout: Rollout, seen: Observation): Decision {
  const passed: Text = {
    en: `the smoke requests passed and ${seen.candidate.ready} instances are ready`,
    ko: `스모크 요청이 통과했고 인스턴스 ${seen.candidate.ready}개가 준비되었다`,
  };
  return promote(rollout, passed);
}

/** Blue-green: all traffic at once; the former release stays, so that the way back is a switch too. */
function switchOver(rollout: Rollout, seen: Observation): Decision {
  const bake = printSpan(rollout.policy.bake);
  const because: Text = {
    en: `all traffic goes to the candidate; the former release stands by for ${bake}`,
    ko: `모든 트래픽을 후보로 보낸다. 이전 릴리스는 ${bake} 동안 곁에 대기한다`,
  };
  const { now } = seen;
  const next: Rollout = {
    ...rollout,
    phase: 'standing-by',
    weight: 100,
    stepStartedAt: now,
    because,
  };
  return { next, actions: [{ kind: 'set-weight', candidatePercent: 100 }], because };
}

function standBy(rollout: Rollout, seen: Observation): Decision {
  if (seen.candidate.gaveUp) return takeBack(rollout, tellGaveUp(seen));
  const isOver = seen.now - rollout.stepStartedAt >= rollout.policy.bake;
  if (rollout.paused || !isOver) return stay(rollout);
  return promote(rollout, {
    en: `${seen.candidate.ready} instances had all traffic for ${printSpan(rollout.policy.bake)}`,
    ko: `인스턴스 ${seen.candidate.ready}개가 ${printSpan(rollout.policy.bake)} 동안 모든 트래픽을 받았다`,
  });
}

function shift(rollout: Rollout, seen: Observation): Decision {
  if (seen.candidate.gaveUp) return takeBack(rollout, tellGaveUp(seen));
  const verdict = judge(seen.measured, rollout.policy, { ...rollout, now: seen.now });
  const decision = act(rollout, seen, verdict);
  const look = lookOf(rollout, seen, verdict);
  if (!isWorthKeeping(rollout, look, decision.next.phase)) return decision;
  return { ...decision, next: { ...decision.next, look, looks: rollout.looks + 1 }, look };
}

function act(rollout: Rollout, seen: Observation, verdict: Verdict): Decision {
  switch (verdict.kind) {
    case 'fail':
      return takeBack(rollout, verdict.because);
    case 'invalid':
      return withdraw(rollout, verdict.because, [
        { kind: 'open-incident', because: verdict.because },
      ]);
    case 'hold':
      if (rollout.paused) return stay(rollout);
      if (rollout.goOn?.step === rollout.step) return climb(rollout, seen, tellGoOn(verdict));
      return isRaising(rollout) ? climb(rollout, seen) : wait(rollout, seen, verdict.because);
    case 'pass':
      return rollout.paused ? stay(rollout) : climb(rollout, seen, verdict.because);
  }
}

/** A hold moves nothing, for as long as the plan says; a bake is no hold. */
function wait(rollout: Rollout, seen: Observation, because: Text): Decision {
  const { bake, holdFor, afterHold } = rollout.policy;
  if (afterHold === 'wait' || seen.now - rollout.stepStartedAt < bake + holdFor)
    return stay(rollout, because);
  if (afterHold === 'synthetic') return rehearse(rollout, seen);
  const held = printSpan(holdFor);
  if (afterHold === 'ask')
    return stay(rollout, {
      en: `not enough evidence after ${held}, a person decides with \`hanok rollout go-on ${rollout.service}\` or \`abort\`: ${because.en}`,
      ko: `${held} 동안 증거가 모자랐다. \`hanok rollout go-on ${rollout.service}\` 또는 \`abort\`로 사람이 정한다: ${because.ko}`,
    });
  return withdraw(rollout, {
    en: `not enough evidence after ${held}: ${because.en}`,
    ko: `${held} 동안 증거가 모자랐다: ${because.ko}`,
  });
}

/** Users stay away: the smoke requests, to both sides and many times over, speak in their place. */
function rehearse(rollout: Rollout, seen: Observation): Decision {
  const { kind, because } = judgeSynthetic(rollout, seen);
  const { step, rehearsing, policy } = rollout;
  switch (kind) {
    case 'begin':
      return stay({ ...rollout, rehearsing: { step, since: seen.now } }, because);
    case 'wait':
      if (seen.now - (rehearsing?.since ?? seen.now) < policy.holdFor)
        return stay(rollout, because);
      return withdraw(rollout, UNREHEARSED);
    case 'fail':
      return takeBack(rollout, because);
    case 'invalid':
      return withdraw(rollout, because, [{ kind: 'open-incident', because }]);
    case 'pass':
      return climb(rollout, seen, because);
  }
}

/** Instances first, the weight after them: a side is never judged while it has too few. */
function climb(rollout: Rollout, seen: Observation, passed?: Text): Decision {
  const following = rollout.weights[rollout.step + 1];
  if (seen.stableReady === 0 && following !== undefined) return wait(rollout, seen, NO_CONTROL);
  if (!isRaising(rollout)) {
    const because = passed ?? rollout.because;
    const share = following ?? 100;
    const next: Rollout = { ...rollout, share, raisedAt: seen.now, because };
    return { next, actions: [{ kind: 'raise', replicasShare: share }], because };
  }
  if (!isReady(seen)) return waitForReady(rollout, seen);
  return following === undefined
    ? promote(rollout, rollout.because)
    : moveTo(rollout, rollout.step + 1, seen);
}

/** True between the pass of a step and the move to the next weight. */
const isRaising = (rollout: Rollout): boolean => rollout.share > rollout.weight;

const isReady = ({ candidate }: Observation): boolean =>
  candidate.ready >= Math.max(1, candidate.wanted);

function waitForReady(rollout: Rollout, seen: Observation): Decision {
  const { ready, wanted } = seen.candidate;
  if (seen.now - rollout.raisedAt >= rollout.policy.holdFor)
    return takeBack(rollout, {
      en: `the candidate never got ready: ${ready} of ${wanted} instances`,
      ko: `후보가 끝내 준비되지 않았다: 인스턴스 ${wanted}개 중 ${ready}개`,
    });
  // The sentence of a passed step is kept while its instances come up: it is why the weight will move.
  return rollout.phase === 'shifting'
    ? stay(rollout)
    : stay(rollout, {
        en: `${ready} of ${wanted} candidate instances are ready`,
        ko: `후보 인스턴스 ${wanted}개 중 ${ready}개가 준비되었다`,
      });
}

function moveTo(rollout: Rollout, step: number, seen: Observation): Decision {
  const weight = rollout.weights[step] ?? 0;
  const why = rollout.phase === 'shifting' ? rollout.because : WARM;
  const because: Text = {
    en: `${weight}% goes to the candidate: ${why.en}`,
    ko: `${weight}%를 후보로 보낸다: ${why.ko}`,
  };
  const next: Rollout = {
    ...rollout,
    phase: 'shifting',
    step,
    weight,
    stepStartedAt: seen.now,
    because,
  };
  return { next, actions: [{ kind: 'set-weight', candidatePercent: weight }], because };
}

function promote(rollout: Rollout, why: Text): Decision {
  const because = { en: `promoted: ${why.en}`, ko: `승격한다: ${why.ko}` };
  const next: Rollout = { ...rollout, phase: 'promoting', because };
  return { next, actions: [{ kind: 'promote' }], because };
}

function takeBack(rollout: Rollout, because: Text): Decision {
  const next: Rollout = { ...rollout, phase: 'taking-back', weight: 0, because };
  return { next, actions: [...AWAY, { kind: 'discard' }], because };
}

/** The candidate goes too: what may hold a lock that makes both sides sick must not stand on. */
function withdraw(rollout: Rollout, because: Text, first: readonly Action[] = []): Decision {
  const next: Rollout = { ...rollout, phase: 'withdrawn', weight: 0, because };
  return { next, actions: [...AWAY, ...first, { kind: 'discard' }], because };
}

/** Traffic leaves the candidate before anything else happens to it. */
const AWAY: readonly Action[] = [{ kind: 'set-weight', candidatePercent: 0 }];

const finish = (rollout: Rollout, phase: EndPhase): Decision => ({
  next: { ...rollout, phase },
  actions: [],
  because: rollout.because,
});

/** Nothing moves; a sentence that did not change leaves the very same rollout. */
function stay(rollout: Rollout, because: Text = rollout.because): Decision {
  const next = because.en === rollout.because.en ? rollout : { ...rollout, because };
  return { next, actions: [], because };
}

function lookOf(rollout: Rollout, seen: Observation, verdict: Verdict): Look {
  const { kind, because, evidence } = verdict;
  const { phase, step } = rollout;
  return { at: seen.now, phase, step, verdict: kind, because, ...(evidence && { evidence }) };
}
