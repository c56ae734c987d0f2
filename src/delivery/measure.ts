/**
 * Counts of one side while one weight stood; cumulative, so a later look never shows less.
 * The gateway's tally has this shape, and more.
 */
export interface SideCounts {
  /** Units assigned to this side: whoever served them afterwards. */
  readonly units: number;
  /** Units that began more than the horizon ago; at most `units`. */
  readonly maturedUnits: number;
  /** Requests of those units; for people to read, never for a verdict. */
  readonly requests: number;
  /** Bad units by predicate id, counted as soon as they are bad. */
  readonly bad: Readonly<Record<string, number>>;
  /** Of the matured units, those that were bad within the horizon, by predicate id. */
  readonly maturedBad: Readonly<Record<string, number>>;
}

/** The two sides over the time in which one weight stood. */
export interface StepCounts {
  /** Percent of new units to the candidate, 0 to 100. */
  readonly weight: number;
  readonly stable: SideCounts;
  readonly candidate: SideCounts;
}

/** What a rollout has counted so far. */
export interface Measured {
  /** In the order in which the weights were set; a unit stays in the step in which it began. */
  readonly steps: readonly StepCounts[];
  /** What was served and was no unit: `older` counts sessions begun before the rollout. */
  readonly excluded?: {
    readonly older: number;
    readonly synthetic: number;
    readonly override: number;
  };
  /** How bad requests scatter over clients (dispersion.ts), and whether clients keep their side. */
  readonly dispersion?: { readonly value: number; readonly pinned: boolean };
}

/** What synthetic requests have shown of both sides so far; rounds, and those in which one failed. */
export interface Rehearsal {
  readonly rounds: number;
  readonly failed: { readonly stable: number; readonly candidate: number };
}

export type SideName = 'stable' | 'candidate';

/** Bad units of one predicate in one step, by side. */
export interface BadAtWeight {
  /** Percent, 0 to 100. */
  readonly weight: number;
  readonly stable: number;
  readonly candidate: number;
}

/** The bad units of one predicate, step by step; a predicate nobody counted has none. */
export const badOf = (measured: Measured, predicate: string): BadAtWeight[] =>
  measured.steps.map(({ weight, stable, candidate }) => ({
    weight,
    stable: stable.bad[predicate] ?? 0,
    candidate: candidate.bad[predicate] ?? 0,
  }));

/** The step whose units begin now, or undefined when nothing was counted at `weight` yet. */
export function currentStep(measured: Measured, weight: number): StepCounts | undefined {
  const last = measured.steps.at(-1);
  return last?.weight === weight ? last : undefined;
}

/** Units of one side over all steps in which both sides had some: weights above 0 and below 100. */
export const unitsOf = (measured: Measured, side: SideName): number =>
  judgedSteps(measured).reduce((sum, step) => sum + step[side].units, 0);

/** Bad units of one side and predicate over the same steps as `unitsOf`. */
export const badUnitsOf = (measured: Measured, side: SideName, predicate: string): number =>
  judgedSteps(measured).reduce((sum, step) => sum + (step[side].bad[predicate] ?? 0), 0);

/** At weight 0 there is no candidate and at 100 no control: such a step says nothing. */
export const judgedSteps = (measured: Measured): readonly StepCounts[] =>
  measured.steps.filter(({ weight }) => weight > 0 && weight < 100);
