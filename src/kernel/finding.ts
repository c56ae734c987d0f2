import { type Place, printPlace } from './place.ts';
import type { Text } from './text.ts';

export type Severity = 'error' | 'warning' | 'info';

/** One problem of the author's plan, reported at one place. Data: returned, never thrown. */
export interface Finding {
  /** `plan/…` from resolution, the rule's id from a rule. */
  readonly code: string;
  readonly severity: Severity;
  /** Where in the plan file; its first line when nothing narrower is known. */
  readonly at: Place;
  /** Where in the plan's own terms: `parts.articles.backup`. */
  readonly path: string;
  readonly message: Text;
  /** An instruction: the smallest change that repairs it. */
  readonly hint?: Text;
  /** Lines of the document that the conflicting statements retell, e.g. `document.md:188`. */
  readonly document?: readonly string[];
  /** The other plan lines in the conflict. */
  readonly related?: readonly Place[];
  /** Equal for the same rule, path and facts, on whatever line they stand. */
  readonly fingerprint?: string;
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** True when `severity` is at least as grave as `threshold`. */
export const isAtLeast = (severity: Severity, threshold: Severity): boolean =>
  RANK[severity] <= RANK[threshold];

/** Gravest first, then by place, then by code: a stable order for people and for diffs. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      RANK[a.severity] - RANK[b.severity] ||
      a.at.file.localeCompare(b.at.file) ||
      a.at.line - b.at.line ||
      printPlace(a.at).localeCompare(printPlace(b.at)) ||
      a.code.localeCompare(b.code) ||
      a.path.localeCompare(b.path),
  );
}
