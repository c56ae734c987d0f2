import type { SettledRollout } from '#model';
import { allowedBadOf, controlLower, logRatio, RATIO_LIMIT } from './checks.ts';
import { differenceOf } from './confidence.ts';
import type { Evidence, PredicateEvidence } from './evidence.ts';
import { ALPHA, harmOf, isRefutable } from './harm.ts';
import type { Measured, SideCounts, StepCounts } from './measure.ts';

/** Everything that can be computed from the counts of one look. Pure arithmetic: no verdict yet. */
export function weigh(
  measured: Measured,
  step: StepCounts,
  policy: SettledRollout,
  allowedBad?: number,
): Evidence {
  const ids = policy.bad.map(({ id }) => id);
  const harm = harmOf(measured, ids);
  const checks = Math.max(1, ids.length * policy.weights.length);
  const predicates = policy.bad.map((predicate, index): PredicateEvidence => {
    const difference = differenceOf(step, predicate.id);
    return {
      id: predicate.id,
      logE: harm.each[index] ?? 0,
      ...(difference && { difference }),
      control: {
        allowed: predicate.usual ?? allowedBad ?? allowedBadOf(predicate),
        lower: controlLower(step, predicate.id, checks),
      },
    };
  });
  return {
    weight: step.weight,
    measured: countsOf(measured),
    predicates,
    mixedLogE: harm.mixed,
    logE: harm.decisive,
    limit: Math.log(1 / ALPHA),
    ratio: { logM: logRatio(measured), limit: RATIO_LIMIT },
    refutable: isRefutable(measured, ids.length),
  };
}

/** The counts alone, without what a gateway keeps beside them. */
function countsOf({ steps, excluded, dispersion }: Measured): Measured {
  return {
    steps: steps.map(({ weight, stable, candidate }) => ({
      weight,
      stable: sideOf(stable),
      candidate: sideOf(candidate),
    })),
    ...(excluded && { excluded }),
    ...(dispersion && { dispersion }),
  };
}

const sideOf = ({ units, maturedUnits, requests, bad, maturedBad }: SideCounts): SideCounts => ({
  units,
  maturedUnits,
  requests,
  bad,
  maturedBad,
});
