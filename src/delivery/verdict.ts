import { type Instant, printSpan, SECOND, type Text, withParticle } from '#kernel';
import type { SettledRollout } from '#model';
import { areFirstUnitsBad, gapIn } from './checks.ts';
import { growthToProve } from './confidence.ts';
import { tellPinned } from './dispersion.ts';
import type { Evidence, PredicateEvidence, Verdict } from './evidence.ts';
import { unitsToRefute } from './harm.ts';
import { currentStep, type Measured, type StepCounts } from './measure.ts';
import { weigh } from './weigh.ts';
import { joined, printShare, tellCounts, tellMore } from './words.ts';

/** Where a rollout stands when it is judged. */
export interface Standing {
  readonly now: Instant;
  /** Percent in force, and since when. */
  readonly weight: number;
  readonly stepStartedAt: Instant;
  /** Stable's bad share that an objective allows, 0 to 1; a default by predicate without one. */
  readonly allowedBad?: number;
}

/**
 * The verdict on what was counted so far. Pure, and the only judge: the order of its questions is
 * the order of trust. A wrong unit or split spoils every comparison, so they are asked first; a refuted
 * candidate is refuted whatever else is sick; a sick control comes before any thought of a pass.
 * Missing counts hold, a missing predicate is invalid; neither ever passes or fails.
 */
export function judge(
  measured: Measured | undefined,
  policy: SettledRollout,
  standing: Standing,
): Verdict {
  if (!measured) return { kind: 'hold', because: NO_COUNTS };
  const missing = findGap(measured, policy);
  if (missing) return { kind: 'invalid', because: missing };
  const step = currentStep(measured, standing.weight);
  if (!step) return { kind: 'hold', because: NO_COUNTS };
  const evidence = weigh(measured, step, policy, standing.allowedBad);
  const pinned = tellPinned(measured, policy);
  if (pinned) return { kind: 'invalid', because: joined(pinned, tellCounts(evidence)), evidence };
  const ended = findEnd(evidence, measured);
  return ended ?? { ...findPass(evidence, step, policy, standing), evidence };
}

const NO_COUNTS: Text = {
  en: 'nothing has been counted at this weight yet',
  ko: '이 가중치에서 아직 센 것이 없다',
};

function findGap(measured: Measured, { bad }: SettledRollout): Text | undefined {
  if (bad.length === 0)
    return {
      en: 'the plan does not say what makes a unit bad',
      ko: '무엇이 단위를 나쁘게 하는지 계획에 적혀 있지 않다',
    };
  const gap = gapIn(
    measured,
    bad.map(({ id }) => id),
  );
  return gap === undefined
    ? undefined
    : { en: `${gap} is not being measured`, ko: `${gap} 값이 측정되지 않고 있다` };
}

function findEnd(evidence: Evidence, measured: Measured): Verdict | undefined {
  const counts = tellCounts(evidence);
  if (evidence.ratio.logM >= evidence.ratio.limit) {
    const because = joined(WRONG_SPLIT, counts);
    return { kind: 'invalid', because, evidence };
  }
  if (evidence.logE >= evidence.limit)
    return { kind: 'fail', because: joined(WORSE, counts), evidence };
  const guarded = evidence.predicates.some(({ id, control }) =>
    areFirstUnitsBad(measured, id, control.allowed),
  );
  if (guarded)
    return { kind: 'fail', guard: 'first-units', because: joined(ALL_BAD, counts), evidence };
  const sick = evidence.predicates.find(({ control }) => control.lower > control.allowed);
  return sick && { kind: 'invalid', because: tellSick(sick, evidence), evidence };
}

const WRONG_SPLIT: Text = {
  en: 'the units are not split as the weight says, so the sides cannot be compared',
  ko: '단위가 가중치대로 나뉘지 않아 두 쪽을 비교할 수 없다',
};
const WORSE: Text = { en: 'the candidate is worse', ko: '후보가 더 나쁘다' };
const ALL_BAD: Text = {
  en: 'every unit of the candidate so far was bad',
  ko: '후보의 단위가 지금까지 모두 나빴다',
};

function tellSick({ id, control }: PredicateEvidence, evidence: Evidence): Text {
  const [least, allowed] = [printShare(control.lower), printShare(control.allowed)];
  const candidate = evidence.measured.steps.at(-1)?.candidate;
  const both = (candidate?.bad[id] ?? 0) > control.allowed * (candidate?.units ?? 0);
  const who = both
    ? { en: 'both sides are sick', ko: '두 쪽이 모두 아프다' }
    : { en: 'stable itself is sick', ko: '안정판 자체가 아프다' };
  const how = {
    en: `at least ${least} of stable's units are bad (${id}), ${allowed} is allowed`,
    ko: `안정판 단위의 최소 ${withParticle(least, '이/가')} 나쁘고(${id}) 허용은 ${withParticle(allowed, '이다/다')}`,
  };
  const sick = { en: `${who.en}: ${how.en}`, ko: `${who.ko}: ${how.ko}` };
  return joined(sick, tellCounts(evidence));
}

/** Pass or hold, once nothing speaks against the candidate. */
function findPass(
  evidence: Evidence,
  step: StepCounts,
  policy: SettledRollout,
  standing: Standing,
): Pick<Verdict, 'kind' | 'because' | 'promotion'> {
  const elapsed = standing.now - standing.stepStartedAt;
  if (elapsed < policy.bake) return hold(tellBake(policy.bake - elapsed), evidence);
  if (step.stable.maturedUnits === 0 || step.candidate.maturedUnits === 0)
    return hold(tellMore(1, step, elapsed), evidence);
  if (policy.promote === 'proved') return findProof(evidence, step, policy, elapsed);
  if (evidence.refutable) return pass('not-refuted', evidence);
  if (policy.afterHold === 'accept' && elapsed >= policy.bake + policy.holdFor)
    return pass('not-refuted', evidence);
  const more = unitsToRefute(evidence.measured, policy.bad.length, step.weight) ?? 0;
  return hold(tellMore(more, step, elapsed), evidence);
}

function findProof(
  evidence: Evidence,
  step: StepCounts,
  policy: SettledRollout,
  elapsed: number,
): Pick<Verdict, 'kind' | 'because' | 'promotion'> {
  if (policy.tolerance === undefined) return hold(NO_TOLERANCE, evidence);
  const tolerance = policy.tolerance / 100;
  const worst = worstDifference(evidence);
  if (worst <= tolerance) return pass('proved', evidence);
  const growths = policy.bad.map(({ id }) => growthToProve(step, id, tolerance));
  const most = growths.reduce<number | undefined>(
    (sum, growth) =>
      sum === undefined || growth === undefined ? undefined : Math.max(sum, growth),
    1,
  );
  if (most === undefined) return hold(NOT_AT_THESE_SHARES, evidence);
  return hold(tellMore((most - 1) * step.candidate.maturedUnits, step, elapsed), evidence);
}

const NO_TOLERANCE: Text = {
  en: "promote: 'proved' needs a tolerance, and the plan states none",
  ko: "promote: 'proved'에는 tolerance가 필요한데 계획에 없다",
};
const NOT_AT_THESE_SHARES: Text = {
  en: 'at the shares seen so far no number of units proves the tolerance',
  ko: '지금까지의 비율로는 단위가 얼마나 늘어도 허용치를 증명할 수 없다',
};

/** The largest D over the predicates; 1 when one has none. */
const worstDifference = (evidence: Evidence): number =>
  Math.max(...evidence.predicates.map(({ difference }) => difference?.d ?? 1));

function tellBake(left: number): Text {
  // Whole seconds: the sentence is recorded whenever it changes.
  const time = printSpan(Math.ceil(left / SECOND) * SECOND);
  return { en: `the bake lasts ${time} more`, ko: `지켜볼 시간이 ${time} 남았다` };
}

const hold = (why: Text, evidence: Evidence) =>
  ({ kind: 'hold', because: joined(why, tellCounts(evidence)) }) as const;

function pass(promotion: 'proved' | 'not-refuted', evidence: Evidence) {
  const d = printShare(worstDifference(evidence));
  const how = {
    proved: { en: `proved, D ≤ ${d}`, ko: `증명됨, D ≤ ${d}` },
    'not-refuted': evidence.refutable
      ? {
          en: `not refuted (which proves nothing), D ≤ ${d}`,
          ko: `반증되지 않음(증명은 아니다), D ≤ ${d}`,
        }
      : {
          en: `not refuted by too few units to refute anything, D ≤ ${d}`,
          ko: `반증되지 않음(단위가 너무 적어 반증할 수도 없었다), D ≤ ${d}`,
        },
  }[promotion];
  return { kind: 'pass', promotion, because: joined(how, tellCounts(evidence)) } as const;
}
