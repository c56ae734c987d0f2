import type { Place, Severity, Text } from '#kernel';
import type { Fact, Plan, ResolvedPlan } from '#model';
import type { FactBase } from './fact-base.ts';

/** What a rule reads. It never sees a file, a clock or another rule. */
export interface Subject {
  readonly plan: ResolvedPlan;
  readonly facts: FactBase;
  /** The day the plan is judged by, YYYY-MM-DD. */
  readonly asOf: string;
}

export interface Report {
  /** Where in the plan's own terms. */
  readonly path: string;
  readonly message: Text;
  /** The facts that cannot all hold; the first one's line is the finding's. */
  readonly because: readonly Fact[];
  /** Only where no fact says it: the line of what is silent. */
  readonly at?: Place;
  /** When the smallest change is narrower than the rule's own. */
  readonly hint?: Text;
  readonly severity?: Severity;
}

/** A rule is data and one function. Its examples are its page and its tests. */
export interface Rule {
  /** `group/name`, as its path spells it. */
  readonly id: string;
  readonly severity: Severity;
  /** The good world, as a sentence. */
  readonly title: Text;
  /** What happens otherwise. */
  readonly why: Text;
  /** An instruction. */
  readonly fix: Text;
  /** Made when they are asked for: a check of a plan needs none of them. */
  readonly examples: () => { readonly pass: readonly Plan[]; readonly fail: readonly Plan[] };
  /** The facts come from an environment of a plan that resolved. */
  check(subject: Subject, report: (found: Report) => void): void;
}

export const defineRule = (rule: Rule): Rule => rule;
