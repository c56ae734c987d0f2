import type { Text } from '#kernel';
import type { ResolvedAlert, ResolvedPart, ResolvedPlan } from '#model';
import type { Source } from '../../source.ts';
import type { Sample } from '../rule.ts';

/** The bounds an alert can set, each by the word of the plan. */
export type Bound =
  | 'errorsAbove'
  | 'errorRateAbove'
  | 'slowerThan'
  | 'cpuAbove'
  | 'memoryAbove'
  | 'diskAbove'
  | 'connectionsAbove'
  | 'restartsAbove'
  | 'lagAbove'
  | 'certificateWithin';

/** What a signal is made from. */
export interface Asked {
  readonly plan: ResolvedPlan;
  readonly alert: ResolvedAlert;
  /** The part it watches; nothing for the whole system. */
  readonly of: ResolvedPart | undefined;
  /** The bound in the plan's units: percent, milliseconds, a count. */
  readonly bound: number;
  readonly source: Source;
}

/** A bound as an expression, with words for people and series for a test. */
export interface Signal {
  readonly signal: string;
  readonly expr: string;
  readonly summary: Text;
  readonly description: Text;
  readonly fires: Sample;
  readonly quiet: Sample;
}

/** A signal, or why Prometheus cannot see it. */
export type Answer = { readonly signal: Signal } | { readonly blind: Text };

export const blind = (en: string, ko: string): Answer => ({ blind: { en, ko } });
