import type { Ends } from './evidence.ts';
import type { StepCounts } from './measure.ts';

/** What the two ends of D may be wrong together. */
export const BETA = 0.05;

const HALF = 0.5;
/** ln B(½, ½). */
const LOG_BETA_PRIOR = Math.log(Math.PI);
/** Halvings of an interval inside [0, 1]: what is left is below the spacing of doubles. */
const HALVINGS = 54;

/**
 * ln M_n(p), M the beta-binomial mixture martingale of a share p: the likelihood of `bad` among
 * `units` under a Beta(½, ½) mixture, over that under p (Robbins 1970; the Krichevsky–Trofimov
 * mixture). If the units are independent with share p, M is a martingale that starts at 1, so
 * P(M ≥ 1/a at any time) ≤ a, however often it is looked at.
 */
export function logMixture(bad: number, units: number, p: number): number {
  const good = units - bad;
  const against = (bad > 0 ? bad * Math.log(p) : 0) + (good > 0 ? good * Math.log1p(-p) : 0);
  return logBeta(HALF + bad, HALF + good) - LOG_BETA_PRIOR - against;
}

/**
 * The confidence sequence of a share at level `a`: every p with M(p) < 1/a. Holds at all times at
 * once with probability 1 − a, for independent units of one share. M falls until bad/units and
 * rises after it, so each end is found by bisection. No units: 0 to 1.
 */
export function endsOf(bad: number, units: number, a: number): Ends {
  if (units === 0) return { lower: 0, upper: 1 };
  const limit = Math.log(1 / a);
  const seen = bad / units;
  const isOutside = (p: number): boolean => logMixture(bad, units, p) >= limit;
  return {
    lower: bad === 0 ? 0 : edge(0, seen, isOutside),
    upper: bad === units ? 1 : edge(1, seen, isOutside),
  };
}

/** Between an end of [0, 1], which is outside, and the seen share, which is inside: the safe side. */
function edge(from: number, seen: number, isOutside: (p: number) => boolean): number {
  let outside = from;
  let inside = seen;
  for (let turn = 0; turn < HALVINGS; turn += 1) {
    const middle = (outside + inside) / 2;
    if (isOutside(middle)) outside = middle;
    else inside = middle;
  }
  return outside;
}

/** Both sequences at β/2 each, so that both hold together with probability 1 − β, and D = U_c − L_s. */
export interface Difference {
  readonly stable: Ends;
  readonly candidate: Ends;
  /** With probability 1 − β at all times: bad share of the candidate − that of stable ≤ d. */
  readonly d: number;
}

/**
 * D of one predicate at one weight, on matured units alone, since a younger unit may still turn bad.
 * Weights are never pooled: the hour of the day would tell the sides apart. Undefined without a
 * matured unit on each side. Several predicates need no correction: a wrong "proved" has to be
 * wrong about the very predicate that got worse.
 */
export function differenceOf(step: StepCounts, predicate: string): Difference | undefined {
  const { stable, candidate } = step;
  if (stable.maturedUnits === 0 || candidate.maturedUnits === 0) return undefined;
  return difference({
    stable: [stable.maturedBad[predicate] ?? 0, stable.maturedUnits],
    candidate: [candidate.maturedBad[predicate] ?? 0, candidate.maturedUnits],
  });
}

/** D from [bad, units] of each side; the counts may be fractions, as expectations are. */
export function difference(counts: {
  readonly stable: readonly [number, number];
  readonly candidate: readonly [number, number];
}): Difference {
  const stable = endsOf(...counts.stable, BETA / 2);
  const candidate = endsOf(...counts.candidate, BETA / 2);
  return { stable, candidate, d: candidate.upper - stable.lower };
}

/**
 * How many times the matured units of a step must grow, shares as they are, until D ≤ `tolerance`
 * (a share, 0 to 1); 1 when it is. Undefined when a thousand times would not do.
 */
export function growthToProve(
  step: StepCounts,
  predicate: string,
  tolerance: number,
): number | undefined {
  const grown = (times: number): number => {
    const at = (side: StepCounts['stable']): [number, number] => [
      times * (side.maturedBad[predicate] ?? 0),
      times * side.maturedUnits,
    ];
    return difference({ stable: at(step.stable), candidate: at(step.candidate) }).d;
  };
  if (grown(1) <= tolerance) return 1;
  for (let times = 1.25; times < 1_000; times *= 1.25) if (grown(times) <= tolerance) return times;
  return undefined;
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** Lanczos' coefficients for g = 7, nine terms: 15 digits for a > ½ (Godfrey 2001). */
const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
] as const;

function logGamma(a: number): number {
  const x = a - 1;
  const t = x + 7.5;
  const series = LANCZOS.reduce(
    (sum, term, index) => sum + term / (x + index + 1),
    0.9999999999998099,
  );
  return HALF * Math.log(2 * Math.PI) + (x + HALF) * Math.log(t) - t + Math.log(series);
}
