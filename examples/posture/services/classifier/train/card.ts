import type { Study } from './study.ts';
import type { Version } from './versions.ts';

const ATTRIBUTION =
  'Trained on "Human Activity Recognition Using Smartphones" (D. Anguita, A. Ghio, L. Oneto, X. Parra, J. L. Reyes-Ortiz, 2013), UCI Machine Learning Repository, CC BY 4.0; cut into windows of 2.56 s.';

const LINE_WIDTH = 100;

/** What is kept beside a model: how it was made and what was measured on people it never saw. */
export function toCard(
  { forest, trainedOn, heldOut, folds }: Study,
  { digest, bytes, version }: { digest: string; bytes: number; version: Version },
) {
  const { features, ...recipe } = version;
  return {
    version: forest.version,
    digest,
    bytes,
    recipe: { ...recipe, features: features.length },
    trainedOn,
    heldOut,
    folds,
    attribution: ATTRIBUTION,
  };
}

/** JSON the way the formatter of this repository wants it: short lists on one line. */
export function printCard(card: object): string {
  const spread = JSON.stringify(card, undefined, 2);
  const tight = spread.replace(/\[\s+([^[\]{}]*?)\s+\]/g, (list, inner: string, at: number) => {
    const line = `[${inner.replace(/\s*\n\s*/g, ' ')}]`;
    const column = at - spread.lastIndexOf('\n', at);
    return column + line.length < LINE_WIDTH ? line : list;
  });
  return `${tight}\n`;
}
