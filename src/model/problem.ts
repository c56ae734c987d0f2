import type { Finding, Place, Text } from '#kernel';

/** Every way a plan can be malformed. Contradictions are the rules' business, not these. */
export type ProblemCode =
  | 'plan/not-a-plan'
  | 'plan/unknown-key'
  | 'plan/missing-key'
  | 'plan/bad-value'
  | 'plan/bad-unit'
  | 'plan/bad-name'
  | 'plan/duplicate-name'
  | 'plan/dangling-reference'
  | 'plan/wrong-kind'
  | 'plan/cycle'
  | 'plan/unknown-environment'
  | 'plan/bad-statement'
  | 'plan/threw'
  | 'plan/syntax'
  | 'plan/not-found';

export interface Spot {
  readonly path: string;
  readonly at: Place;
}

/** A malformed plan is always an error: nothing downstream can be trusted to read it. */
export const problem = (code: ProblemCode, spot: Spot, message: Text, hint?: Text): Finding => ({
  code,
  severity: 'error',
  at: spot.at,
  path: spot.path,
  message,
  ...(hint && { hint }),
});

/** Quotes a value for a message: short, one line, never a whole object. */
export function quote(value: unknown): string {
  if (value === undefined) return 'undefined';
  if (typeof value === 'function') return 'a function';
  const text = typeof value === 'string' ? `'${value}'` : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
