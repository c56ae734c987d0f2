import type { Instant, Text } from '#kernel';
import type { PredicateEvidence, VerdictKind } from './evidence.ts';
import { ALPHA } from './harm.ts';
import type { StepCounts } from './measure.ts';
import type { Look, Phase, Rollout } from './rollout.ts';

/** One weight of a rollout's story, as its last look saw it. */
export interface Chapter {
  /** Percent to the candidate. */
  readonly weight: number;
  readonly from: Instant;
  readonly until: Instant;
  readonly looks: number;
  /** Absent while nothing was counted. */
  readonly counts?: StepCounts;
  /** E and D of each predicate at the last look of this weight; E is over the whole rollout so far. */
  readonly predicates: readonly PredicateEvidence[];
  readonly logE: number;
  readonly verdict: VerdictKind;
  readonly because: Text;
}

/** A rollout as `hanok rollout show` prints it. */
export interface Story {
  readonly id: string;
  readonly service: string;
  readonly phase: Phase;
  readonly because: Text;
  readonly chapters: readonly Chapter[];
  /** log10 E over the looks, top row first; empty without a look that had counts. */
  readonly drawing: readonly string[];
}

/** The story of a rollout from its kept looks, oldest first. */
export const explain = (rollout: Rollout, looks: readonly Look[]): Story => ({
  id: rollout.id,
  service: rollout.service,
  phase: rollout.phase,
  because: rollout.because,
  chapters: rollout.weights.flatMap((weight, step) =>
    chapterOf(
      weight,
      looks.filter((look) => look.step === step),
    ),
  ),
  drawing: draw(looks.flatMap(({ evidence }) => evidence?.logE ?? [])),
});

function chapterOf(weight: number, looks: readonly Look[]): Chapter[] {
  const first = looks[0];
  const last = looks.at(-1);
  if (!first || !last) return [];
  const counts = last.evidence?.measured.steps.findLast((step) => step.weight === weight);
  return [
    {
      weight,
      from: first.at,
      until: last.at,
      looks: looks.length,
      ...(counts && { counts }),
      predicates: last.evidence?.predicates ?? [],
      logE: last.evidence?.logE ?? 0,
      verdict: last.verdict,
      because: last.because,
    },
  ];
}

const COLUMNS = 60;
/** Rows of the drawing: powers of ten from the limit downwards, in halves. */
const ROWS = [2, 1.5, 1, 0.5, 0, -0.5, -1] as const;

/**
 * A drawing of ln E values as log10 E, at most 60 columns wide; each column is the largest value of its looks, so
 * that no crossing is hidden. The top row is the limit of 1/α = 100.
 */
export function draw(logEs: readonly number[]): string[] {
  if (logEs.length === 0) return [];
  const limit = Math.log10(1 / ALPHA);
  const size = Math.ceil(logEs.length / COLUMNS);
  const columns = Array.from({ length: Math.ceil(logEs.length / size) }, (_, index) => {
    const peak = Math.max(...logEs.slice(index * size, (index + 1) * size));
    return Math.min(limit, Math.max(ROWS.at(-1) ?? 0, peak / Math.LN10));
  });
  return ROWS.map((row) => {
    const dots = columns.map((value) => (rowOf(value) === row ? '●' : fill(row, limit))).join('');
    return `${row.toFixed(1).padStart(5)} ┤${dots}${row === limit ? ' E = 1/α' : ''}`;
  });
}

const fill = (row: number, limit: number): string => (row === limit ? '┄' : ' ');

/** The highest row that a value reaches: only what crossed the limit stands on it. */
const rowOf = (value: number): number | undefined => ROWS.find((row) => value >= row);
