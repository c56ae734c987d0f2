import type { Written } from './written.ts';

export type Standing = 'stated' | 'partly' | 'otherwise' | 'reasoned';

/** How a statement that asks for a file stands. */
export function standingOf({ answer, lines, partly }: Written): Standing {
  if (lines.length === 0) return 'reasoned';
  if (answer.repaired.otherwise.length > 0) return 'otherwise';
  return partly ? 'partly' : 'stated';
}
