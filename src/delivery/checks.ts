import type { Predicate } from '#model';
import { endsOf, logMixture } from './confidence.ts';
import {
  badUnitsOf,
  judgedSteps,
  type Measured,
  type SideCounts,
  type StepCounts,
  unitsOf,
} from './measure.ts';

/** The chance of each check to stop a rollout whose split is right and whose stable is well. */
export const CHECK_ALPHA = 0.001;

/** Candidate units that, all bad at the very beginning, need no further evidence. */
export const FIRST_UNITS = 5;

/** A predicate that stable violates more often than this tells too little; 0 to 1. */
export const MOST_BASE_RATE = 0.2;

/**
 * ln M of the sample-ratio check over all steps: under the right split the candidate's units at
 * weight w are Binomial(n, w), and M, the product over the steps of the mixture martingales against
 * w, starts at 1. At ln(1/0.001) the split is not the one that was asked for, and no comparison holds.
 */
export const logRatio = (measured: Measured): number =>
  judgedSteps(measured).reduce((sum, { weight, stable, candidate }) => {
    const units = stable.units + candidate.units;
    return sum + logMixture(candidate.units, units, weight / 100);
  }, 0);

/** What `logRatio` may not reach. */
export const RATIO_LIMIT = Math.log(1 / CHECK_ALPHA);

/**
 * Stable's bad share that counts as well: the predicate's own `usual`, else by kind; 0 to 1. A
 * failed answer, check or metric: 5 %, because a service that fails one unit in twenty has an incident, whatever is being
 * rolled out. A latency predicate: 20 %, the base rate the pre-flight lets in, because a client of a
 * service exactly at its objective is already bad with chance 9 % (two of ten over a p95).
 */
export const allowedBadOf = (predicate: Predicate): number =>
  predicate.usual ?? (predicate.kind === 'slower' ? MOST_BASE_RATE : 0.05);

/**
 * Anytime-valid lower bound of stable's bad share at one weight, on matured units. `checks` is how
 * many such bounds the rollout computes (predicates × weights): together they err with 0.1 %. Each
 * weight is looked at alone, for a control that was well for an hour may have fallen sick just now.
 */
export const controlLower = (step: StepCounts, predicate: string, checks: number): number =>
  endsOf(step.stable.maturedBad[predicate] ?? 0, step.stable.maturedUnits, CHECK_ALPHA / checks)
    .lower;

/**
 * The first five candidate units of the rollout, and every one since, were bad, while at least as
 * many units of stable were good but for an allowed share. Guards spend nothing of α: of ten units
 * of which five are bad, chance puts just those five on the candidate once in 252 times (at equal
 * weights; less at smaller ones), and only an outage makes five of ten bad in the first place.
 */
export function areFirstUnitsBad(
  measured: Measured,
  predicate: string,
  allowedBad: number,
): boolean {
  const candidate = unitsOf(measured, 'candidate');
  if (candidate < FIRST_UNITS || badUnitsOf(measured, 'candidate', predicate) < candidate)
    return false;
  const stable = unitsOf(measured, 'stable');
  return stable >= FIRST_UNITS && badUnitsOf(measured, 'stable', predicate) <= allowedBad * stable;
}

/**
 * The first predicate whose counts are missing or impossible (negative, no number, more bad units
 * than units), or undefined when all can be judged. Missing is never zero.
 */
export const gapIn = (measured: Measured, ids: readonly string[]): string | undefined =>
  ids.find((id) =>
    measured.steps.some(({ stable, candidate }) => !isSound(stable, id) || !isSound(candidate, id)),
  );

const isSound = (side: SideCounts, id: string): boolean =>
  isWithin(side.units, Number.MAX_SAFE_INTEGER) &&
  isWithin(side.maturedUnits, side.units) &&
  isWithin(side.bad[id], side.units) &&
  isWithin(side.maturedBad[id], side.maturedUnits);

const isWithin = (count: number | undefined, most: number): boolean =>
  typeof count === 'number' && count >= 0 && count <= most;
