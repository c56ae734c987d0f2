import type { Instant, Text } from '#kernel';
import type { Gate, SettledRollout } from '#model';
import type { Evidence, VerdictKind } from './evidence.ts';
import type { Measured, Rehearsal } from './measure.ts';

/**
 * `warming` the candidate stands at weight 0 and answers smoke requests · `shifting` it has units ·
 * `standing-by` (blue-green) it has all traffic and the former release stands warm beside it ·
 * `promoting` the promotion is recorded and stable drains · `promoted` done ·
 * `taking-back` the weight is 0 and the candidate is being discarded · `taken-back` done ·
 * `withdrawn` ended without blame: nothing could be learnt, or a person may try again.
 */
export type Phase =
  | 'warming'
  | 'shifting'
  | 'standing-by'
  | 'promoting'
  | 'promoted'
  | 'taking-back'
  | 'taken-back'
  | 'withdrawn';

/** Phases that nothing leaves. */
export type EndPhase = 'promoted' | 'taken-back' | 'withdrawn';

/** Moving one service from one release to another: plain JSON, the whole of what is resumed. */
export interface Rollout {
  readonly version: 1;
  readonly id: string;
  readonly service: string;
  /** Digests of the two releases. */
  readonly stable: string;
  readonly candidate: string;
  /** Of this rollout alone, so that no client is always the first to try. */
  readonly salt: string;
  readonly policy: SettledRollout;
  /** Stable's bad share that an objective allows, 0 to 1; checks.ts has the default without one. */
  readonly allowedBad?: number;
  readonly phase: Phase;
  /** Index into `weights` of the weight in force; 0 while warming. */
  readonly step: number;
  /** Rising percents, each between 1 and 99; empty for rolling and blue-green. */
  readonly weights: readonly number[];
  /** Percent of new units that goes to the candidate now. */
  readonly weight: number;
  /** Percent of the service's replicas that the candidate should have; ahead of the weight, never behind. */
  readonly share: number;
  readonly startedAt: Instant;
  /** When the weight in force was decided; equals `startedAt` while warming. */
  readonly stepStartedAt: Instant;
  /** When `share` was last decided. */
  readonly raisedAt: Instant;
  /** When every wanted instance of the candidate was first ready. */
  readonly readySince?: Instant;
  /** What has to be open before its first user. */
  readonly gate?: Gate;
  /** When people were first asked to approve. */
  readonly askedAt?: Instant;
  readonly approvals?: readonly Approval[];
  /** Set while a person holds it. */
  readonly paused?: Approval;
  /** A person let it go past the hold of this step. */
  readonly goOn?: Approval & { readonly step: number };
  /** Set while synthetic requests stand in for users who stay away; of one step. */
  readonly rehearsing?: { readonly step: number; readonly since: Instant };
  /** Why it is where it is: the sentence of the last decision. */
  readonly because: Text;
  /** The last look that was kept, and how many were. */
  readonly look?: Look;
  readonly looks: number;
}

/** A person's word: a pseudonym, and when. */
export interface Approval {
  readonly by: string;
  readonly at: Instant;
}

/** What the world was seen to be. */
export interface Observation {
  readonly now: Instant;
  readonly candidate: {
    /** Instances that answer their readiness probe. */
    readonly ready: number;
    /** Instances asked for, following the share that was last set; at least 1. */
    readonly wanted: number;
    /** Never ready within its time, or a crash loop: no further start will be tried. */
    readonly gaveUp: boolean;
    /** In the machine's words, for `gaveUp`; '' otherwise. */
    readonly because: string;
  };
  /** The plan's smoke requests; 'passed' when there are none. `failed` names the request. */
  readonly smoke: 'pending' | 'passed' | { readonly failed: string };
  /** Absent when nobody counts, or nobody could be asked. */
  readonly measured?: Measured;
  /** Present once synthetic requests were sent for the step of `rehearsing`. */
  readonly rehearsal?: Rehearsal;
  readonly stableReady: number;
}

/** What a decision asks of the world; each may be performed twice. */
export type Action =
  | { readonly kind: 'raise'; readonly replicasShare: number }
  | { readonly kind: 'set-weight'; readonly candidatePercent: number }
  | { readonly kind: 'promote' }
  | { readonly kind: 'discard' }
  | { readonly kind: 'open-incident'; readonly because: Text };

/** A step of the machine; recorded before its actions are performed, in their order. */
export interface Decision {
  readonly next: Rollout;
  readonly actions: readonly Action[];
  readonly because: Text;
  /** Present when the look at the counts is worth keeping. */
  readonly look?: Look;
}

/** One look at the counts, with what was made of it. */
export interface Look {
  readonly at: Instant;
  readonly phase: Phase;
  readonly step: number;
  readonly verdict: VerdictKind;
  readonly because: Text;
  readonly evidence?: Evidence;
}

/** What the start of a rollout has to name. */
export interface Beginning {
  readonly id: string;
  readonly service: string;
  readonly stable: string;
  readonly candidate: string;
  readonly salt: string;
  readonly policy: SettledRollout;
  readonly allowedBad?: number;
  readonly gate?: Gate;
  readonly now: Instant;
}

const ENDS: readonly Phase[] = ['promoted', 'taken-back', 'withdrawn'] satisfies EndPhase[];

/** True when nothing will change any more. */
export const hasEnded = (rollout: Rollout): rollout is Rollout & { phase: EndPhase } =>
  ENDS.includes(rollout.phase);

/**
 * A rollout that has yet to raise its candidate: record and perform it like every decision.
 * The candidate begins with the replicas its first weight needs.
 */
export function begin(beginning: Beginning): Decision {
  const { now, ...named } = beginning;
  const weights = named.policy.strategy === 'canary' ? named.policy.weights : [];
  const because = {
    en: `the candidate of ${named.service} is being raised; no user reaches it yet`,
    ko: `${named.service}의 후보를 띄우는 중이다. 아직 아무 사용자도 닿지 않는다`,
  };
  const next: Rollout = {
    version: 1,
    ...named,
    phase: 'warming',
    step: 0,
    weights,
    weight: 0,
    share: firstShare(named.policy.strategy, weights),
    startedAt: now,
    stepStartedAt: now,
    raisedAt: now,
    because,
    looks: 0,
  };
  return { next, actions: [{ kind: 'raise', replicasShare: next.share }], because };
}

/** Blue-green stands a full second set; rolling begins with a single instance, which 1 % rounds up to. */
function firstShare(strategy: SettledRollout['strategy'], weights: readonly number[]): number {
  if (strategy === 'blue-green') return 100;
  return weights[0] ?? (strategy === 'rolling' ? 1 : 100);
}
