import { type Forest, LEAF } from '../model/forest.ts';
import { toBins } from './bins.ts';
import { type Random, seeded } from './random.ts';
import { bestSplit, type Examples } from './split.ts';

export interface TrainingSet {
  readonly version: string;
  readonly labels: readonly string[];
  readonly features: readonly string[];
  /** One row of feature values per example. */
  readonly rows: readonly Float64Array[];
  /** Index into `labels` per example. */
  readonly answers: readonly number[];
}

export interface Recipe {
  readonly trees: number;
  readonly depth: number;
  readonly minLeaf: number;
  /** Features tried at each split. */
  readonly tries: number;
  readonly seed: number;
}

interface Growing {
  readonly roots: number[];
  readonly feature: number[];
  readonly threshold: number[];
  readonly next: number[];
  readonly leaves: number[];
}

/** A Random Forest: each tree sees a bootstrap of the rows. The same set and recipe give the same bytes. */
export function trainForest(set: TrainingSet, recipe: Recipe): Forest {
  const examples = {
    binned: toBins(set.rows),
    labels: Uint8Array.from(set.answers),
    labelCount: set.labels.length,
  };
  const grown: Growing = { roots: [], feature: [], threshold: [], next: [], leaves: [] };
  const random = seeded(recipe.seed);
  for (let tree = 0; tree < recipe.trees; tree++) {
    grown.roots.push(grown.feature.length);
    grow({ examples, grown, recipe, random }, bootstrap(set.rows.length, random), 0);
  }
  return {
    version: set.version,
    labels: set.labels,
    features: set.features,
    roots: Uint32Array.from(grown.roots),
    feature: Uint8Array.from(grown.feature),
    threshold: Float32Array.from(grown.threshold),
    next: Uint32Array.from(grown.next),
    leaves: Uint8Array.from(grown.leaves),
  };
}

interface Site {
  readonly examples: Examples;
  readonly grown: Growing;
  readonly recipe: Recipe;
  readonly random: Random;
}

function grow(site: Site, rows: Uint32Array, depth: number): void {
  const { examples, grown, recipe, random } = site;
  const counts = countLabels(examples, rows);
  const ended = depth >= recipe.depth || counts.some((count) => count === rows.length);
  const split = ended ? undefined : bestSplit(examples, rows, { ...recipe, random });
  if (!split) {
    addLeaf(site, counts, rows.length);
    return;
  }
  const node = grown.feature.length;
  const { codes, rows: height, edges } = examples.binned;
  const isLeft = (row: number) => (codes[split.feature * height + row] as number) <= split.bin;
  grown.feature.push(split.feature);
  grown.threshold.push(edges[split.feature]?.[split.bin] as number);
  grown.next.push(0);
  const left = rows.filter(isLeft);
  const right = rows.filter((row) => !isLeft(row));
  grow(site, left, depth + 1);
  grown.next[node] = grown.feature.length;
  grow(site, right, depth + 1);
}

function addLeaf({ grown, examples }: Site, counts: readonly number[], size: number): void {
  grown.next.push(grown.leaves.length / examples.labelCount);
  grown.feature.push(LEAF);
  grown.threshold.push(0);
  grown.leaves.push(...counts.map((count) => Math.round((count * 255) / size)));
}

function countLabels({ labels, labelCount }: Examples, rows: Uint32Array): number[] {
  const counts = new Array<number>(labelCount).fill(0);
  for (const row of rows) {
    const label = labels[row] as number;
    counts[label] = (counts[label] as number) + 1;
  }
  return counts;
}

function bootstrap(size: number, random: Random): Uint32Array {
  return Uint32Array.from({ length: size }, () => Math.floor(random() * size));
}
