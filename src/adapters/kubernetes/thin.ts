import type { Look } from '#delivery';

/** Bytes of looks that a rollout may have on record: three rollouts of them fit one object. */
export const MOST_BYTES = 240 * 1024;

/**
 * The looks that are kept of a long story. While they are too many, every second one goes that only
 * shows counts growing; the first, the last, and each at which the verdict, the weight or the phase
 * turned stay as long as there is anything else to leave out. No verdict hangs on them: a decision
 * rests on the counts themselves, and every look that is left can be computed again.
 */
export function thin(lines: readonly string[], most: number = MOST_BYTES): readonly string[] {
  let kept = lines;
  while (bytesOf(kept) > most && kept.length > 2) {
    const turns = turnsOf(kept);
    const fewer = kept.filter((_, index) => turns.has(index) || index % 2 === 0);
    kept = fewer.length < kept.length ? fewer : halved(kept);
  }
  return kept;
}

const bytesOf = (lines: readonly string[]): number =>
  lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);

function turnsOf(lines: readonly string[]): ReadonlySet<number> {
  const words = lines.map((line) => {
    const { phase, step, verdict } = JSON.parse(line) as Look;
    return `${phase} ${step} ${verdict}`;
  });
  const ends = [0, lines.length - 1];
  const turned = words.flatMap((word, index) => (word === words[index - 1] ? [] : [index]));
  return new Set([...ends, ...turned]);
}

const halved = (lines: readonly string[]): readonly string[] =>
  lines.filter((_, index) => index === 0 || index === lines.length - 1 || index % 2 === 1);
