import type { Text } from '#kernel';
import type { Measured } from './measure.ts';

/** Two ends of a confidence sequence for a share; 0 to 1. */
export interface Ends {
  readonly lower: number;
  readonly upper: number;
}

/** What one predicate says. */
export interface PredicateEvidence {
  readonly id: string;
  /** Natural logarithm of E; 0 is no evidence, negative speaks for the candidate. */
  readonly logE: number;
  /** At the current weight, on matured units; absent before there is a matured unit on each side. */
  readonly difference?: {
    readonly stable: Ends;
    readonly candidate: Ends;
    /** D = upper end of the candidate − lower end of stable; −1 to 1, smaller is better. */
    readonly d: number;
  };
  /** The control: is stable itself well? */
  readonly control: {
    /** Stable's bad share that the plan allows; 0 to 1. */
    readonly allowed: number;
    /** Anytime-valid lower bound of stable's bad share at the current weight; 0 to 1. */
    readonly lower: number;
  };
}

/** Everything a verdict rests on, so that anyone can compute it again from the counts. */
export interface Evidence {
  /** Percent to the candidate when the counts were taken. */
  readonly weight: number;
  readonly measured: Measured;
  readonly predicates: readonly PredicateEvidence[];
  /** ln of Σ λ_k E_k over the K predicates, λ_k = 1/K: one number to read and to draw. */
  readonly mixedLogE: number;
  /** ln of the largest λ_k E_k: the number that takes a release back (harm.ts says why not the sum). */
  readonly logE: number;
  /** ln(1/α); `logE` at or above it refutes the candidate. */
  readonly limit: number;
  /** The sample-ratio check; `logM` at or above `limit` says that the split is wrong. */
  readonly ratio: { readonly logM: number; readonly limit: number };
  /** True when the counts could have refuted a candidate that fails every unit. */
  readonly refutable: boolean;
}

/**
 * `pass` the step may end · `fail` the candidate is worse · `hold` not enough evidence yet ·
 * `invalid` nothing can be learnt: control sick, split wrong, metric missing.
 */
export type VerdictKind = 'pass' | 'fail' | 'hold' | 'invalid';

export interface Verdict {
  readonly kind: VerdictKind;
  /** With the counts; this sentence is printed, drawn and kept. */
  readonly because: Text;
  /** Which of the two promotions a pass is; never both. Only on a pass. */
  readonly promotion?: 'proved' | 'not-refuted';
  /** Present when something else than E failed the candidate; counted apart from α. */
  readonly guard?: 'first-units';
  /** Absent only when there were no counts at all. */
  readonly evidence?: Evidence;
}
