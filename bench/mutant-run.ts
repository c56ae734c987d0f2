// Whether the checker notices that a plan was changed.
import { check, rules } from '#check';
import type { Severity } from '#kernel';
import { type Plan, resolve } from '#model';
import type { Mutant } from './mutate.ts';

/** 'refused' by the strict reading, or the gravest finding that the unchanged plan has not. */
export type Outcome = 'refused' | Severity | 'missed';

export interface Judged extends Mutant {
  readonly outcome: Outcome;
  /** The rule that noticed, or why it was refused. */
  readonly by?: string;
}

export const isCaught = ({ outcome }: Pick<Judged, 'outcome'>): boolean =>
  outcome === 'refused' || outcome === 'error' || outcome === 'warning';

/** The same plan with nothing said of it by its document. */
export const silent = (plan: Plan): Plan => ({ ...plan, spec: { ...plan.spec, statements: [] } });

/** Judges mutants of one plan: a finding counts when rule and path are not those of a finding it had. */
export function judgeOf(plan: Plan, environment: string) {
  const before = new Set(findingsOf(plan, environment)?.map(keyOf));
  return (made: Plan): Pick<Judged, 'outcome' | 'by'> => {
    const found = findingsOf(made, environment);
    if (!found) return { outcome: 'refused', by: 'plan' };
    const [first] = found.filter((finding) => !before.has(keyOf(finding)));
    return first ? { outcome: first.severity, by: first.code } : { outcome: 'missed' };
  };
}

const keyOf = ({ code, path }: { readonly code: string; readonly path: string }) =>
  `${code} ${path}`;

/** Sorted, gravest first; nothing when the plan cannot be read. */
function findingsOf(plan: Plan, environment: string) {
  const { plan: resolved } = resolve(plan, environment);
  return resolved && check(resolved, rules).findings;
}
