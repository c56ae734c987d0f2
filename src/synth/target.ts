import type { Finding, Text } from '#kernel';
import type { ResolvedPlan } from '#model';
import type { SynthFile } from './file.ts';
import type { Lock } from './lock.ts';
import type { Source } from './source.ts';
import type { PlanView } from './view.ts';

/** What a target is given. */
export interface SynthContext {
  readonly plan: ResolvedPlan;
  readonly view: PlanView;
  readonly lock: Lock;
  /** Notes what cannot be expressed, or is missing. */
  readonly report: (finding: Finding) => void;
}

interface TargetBase {
  /** The folder its files stand in, and its word for `--target`. */
  readonly name: string;
  readonly about: Text;
}

/** Files of one environment: a pure function of the resolved plan. */
export interface EnvironmentTarget extends TargetBase {
  readonly scope: 'environment';
  /** Whether an environment has a use for it. */
  readonly appliesTo: (plan: ResolvedPlan) => boolean;
  /** Paths are relative to the target's folder. Many files are best made one at a time. */
  readonly render: (context: SynthContext) => Iterable<SynthFile>;
}

/** Files of the plan as a whole, over its environments in their order. */
export interface PlanTarget extends TargetBase {
  readonly scope: 'plan';
  readonly appliesTo: (plans: readonly ResolvedPlan[]) => boolean;
  readonly render: (contexts: readonly SynthContext[]) => readonly SynthFile[];
}

export type Target = EnvironmentTarget | PlanTarget;

type Note = (
  context: SynthContext,
  target: string,
  source: Source,
  message: Text,
  hint?: Text,
) => void;

const noting =
  (word: string): Note =>
  ({ report }, target, source, message, hint) =>
    report({
      code: `synth/${target}-${word}`,
      severity: 'warning',
      ...source,
      message,
      ...(hint && { hint }),
    });

/** Something the plan says and a target has no words for. Never dropped in silence. */
export const cannotSay: Note = noting('cannot-say');

/** Something a target needs and the plan does not say. */
export const isMissing: Note = noting('needs');
