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

/** A part that somebody made, as they wrote it. */
const isNamed = (value: unknown): value is { readonly kind: string; readonly name: string } =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  'name' in value &&
  typeof value.kind === 'string' &&
  typeof value.name === 'string';

/** Quotes a value for a message: short, one line, never a whole object. */
export function quote(value: unknown): string {
  if (value === undefined) return 'undefined';
  if (typeof value === 'function') return 'a function';
  if (isNamed(value)) return `${value.kind}('${value.name}')`;
  const text = typeof value === 'string' ? `'${value}'` : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
