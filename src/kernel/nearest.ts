import type { Text } from './text.ts';

/** The known word closest to a mistyped one, at most two slips away; for 'did you mean'. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const near = known
    .map((one) => ({ one, away: distance(one, word) }))
    .filter(({ one, away }) => away <= 2 && 2 * away < one.length)
    .sort((a, b) => a.away - b.away);
  return near[0]?.one;
}

/** The hint that goes with a word nobody knows; none where nothing is near. */
export function didYouMean(word: string, known: readonly string[]): { readonly hint?: Text } {
  const near = nearest(word, known);
  return near === undefined
    ? {}
    : { hint: { en: `Did you mean '${near}'?`, ko: `혹시 '${near}'인가?` } };
}

/** Edit distance in which two letters that changed places count once. */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j++) {
      const crossed = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      rows[i]?.push(
        Math.min(
          at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
          at(i - 1, j) + 1,
          at(i, j - 1) + 1,
          crossed ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return at(a.length, b.length);
}
