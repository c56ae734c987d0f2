import { type BadAtWeight, badOf, type Measured } from './measure.ts';

/** The chance to take an innocent release back, over all predicates and looks of one rollout. */
export const ALPHA = 0.01;

/** Rate ratio of the null hypothesis. At 1 the split alone makes the test valid: nothing is assumed. */
export const RHO = 1;

const POINTS = 64;
/** The prior on the rate ratio reaches to a hundred times the null. */
const REACH = 100;

/** ln(θ/ρ) at the middle of 64 equal cells of the log-uniform prior on (ρ, 100ρ]. */
const GRID: readonly number[] = Array.from(
  { length: POINTS },
  (_, index) => ((index + 0.5) / POINTS) * Math.log(REACH),
);

/**
 * ln E of one predicate. With w the weight when a bad unit began and q(θ) = wθ / (wθ + 1 − w) its
 * chance to be on the candidate when the candidate's rate is θ times stable's,
 *
 *   E = ∫ ∏ [q(θ)/q(ρ)]^S [(1 − q(θ))/(1 − q(ρ))]^(1 − S) π(dθ)
 *
 * over the bad units, S = 1 on the candidate. Each factor depends on the unit only through its w and
 * its S, and a product forgets the order of its factors: the numbers of bad units by weight and side
 * are all that E needs, and the gateway has to keep nothing else. The grid is itself a prior, so E
 * is exact for it however many units there are; nothing is an approximation that α would pay for.
 */
export function logEvidence(bad: readonly BadAtWeight[], rho: number = RHO): number {
  const informative = bad.filter(({ weight }) => weight > 0 && weight < 100);
  const terms = GRID.map((logRatio) =>
    informative.reduce((sum, step) => sum + logLikelihoodRatio(step, logRatio, rho), 0),
  );
  return logSumExp(terms) - Math.log(POINTS);
}

function logLikelihoodRatio(step: BadAtWeight, logRatio: number, rho: number): number {
  const odds = (step.weight / (100 - step.weight)) * rho;
  // ln[(1 + odds·θ/ρ) / (1 + odds)], what every bad unit costs the candidate's accuser.
  const cost = Math.log1p((odds * Math.expm1(logRatio)) / (1 + odds));
  return step.candidate * (logRatio - cost) - step.stable * cost;
}

/** Several predicates at once, on the scale on which `ALPHA` is spent. */
export interface Harm {
  /** ln E_k in the order of the ids. */
  readonly each: readonly number[];
  /** ln Σ λ_k E_k, λ_k = 1/K. */
  readonly mixed: number;
  /** ln max λ_k E_k: taken back at ln(1/α). */
  readonly decisive: number;
}

/**
 * The harm test over K predicates. The release is taken back when some λ_k E_k reaches 1/α, not when
 * their sum does: one unit can violate two predicates at different moments, and once the first has
 * shown its side, the second is no fresh coin. So the sum is no martingale for an observer of both
 * (two units, two predicates, bets of 2 or 0: harm.test.ts reaches a mean of 1.5), while each E_k is
 * one for its own observer, and K events of chance α/K each stay below α. The sum is at most the
 * largest term times K, so little power is lost; with one predicate nothing differs.
 */
export function harmOf(measured: Measured, ids: readonly string[], rho: number = RHO): Harm {
  const each = ids.map((id) => logEvidence(badOf(measured, id), rho));
  const weighted = each.map((logE) => logE - Math.log(ids.length));
  return {
    each,
    mixed: weighted.length === 0 ? 0 : logSumExp(weighted),
    decisive: weighted.length === 0 ? 0 : Math.max(...weighted),
  };
}

/** True when the counts refute the candidate at `ALPHA`. */
export const refutes = (harm: Harm): boolean => harm.decisive >= Math.log(1 / ALPHA);

/**
 * True when the units so far could have refuted a candidate that failed every one of them beside a
 * faultless stable. Where they could not, "not refuted" is an empty word.
 */
export const isRefutable = (measured: Measured, predicates: number): boolean =>
  worstCase(measured.steps, predicates) >= Math.log(1 / ALPHA);

/**
 * How many more candidate units at `weight` percent would make the counts refutable; 0 when they
 * are. Undefined for a weight at which nothing can be learnt.
 */
export function unitsToRefute(
  measured: Measured,
  predicates: number,
  weight: number,
): number | undefined {
  if (weight <= 0 || weight >= 100) return undefined;
  const counted = measured.steps;
  for (let more = 0; ; more += 1) {
    const last = { weight, candidate: { units: more } };
    if (worstCase([...counted, last], predicates) >= Math.log(1 / ALPHA)) return more;
  }
}

function worstCase(
  steps: readonly { readonly weight: number; readonly candidate: { readonly units: number } }[],
  predicates: number,
): number {
  const bad = steps.map(({ weight, candidate }) => ({
    weight,
    stable: 0,
    candidate: candidate.units,
  }));
  return logEvidence(bad) - Math.log(Math.max(1, predicates));
}

function logSumExp(terms: readonly number[]): number {
  const largest = Math.max(...terms);
  return largest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - largest), 0));
}
