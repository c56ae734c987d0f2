/** Marks a node without children; its `next` is then the row of `leaves`. */
export const LEAF = 255;

/**
 * Trees in one array, each in preorder: the left child of node `i` is `i + 1`, the right one `next[i]`.
 * A value goes left when it is at most the threshold.
 */
export interface Forest {
  readonly version: string;
  readonly labels: readonly string[];
  /** Names of the features the nodes count in, in that order. */
  readonly features: readonly string[];
  /** First node of each tree, rising from 0. */
  readonly roots: Uint32Array;
  readonly feature: Uint8Array;
  readonly threshold: Float32Array;
  readonly next: Uint32Array;
  /** One row of label shares per leaf, in 255ths. */
  readonly leaves: Uint8Array;
}

export interface Guess {
  readonly label: string;
  /** The trees' mean share for that label, 0 to 1. */
  readonly probability: number;
}

/** The label with the largest mean share; the earlier label wins a tie. */
export function classify(forest: Forest, values: Float64Array): Guess {
  const votes = votesOf(forest, values);
  let best = 0;
  let total = 0;
  votes.forEach((vote, label) => {
    total += vote;
    if (vote > (votes[best] as number)) best = label;
  });
  return { label: forest.labels[best] as string, probability: (votes[best] as number) / total };
}

function votesOf(forest: Forest, values: Float64Array): Float64Array {
  const width = forest.labels.length;
  const votes = new Float64Array(width);
  for (const root of forest.roots) {
    const row = leafOf(forest, values, root) * width;
    for (let label = 0; label < width; label++)
      votes[label] = (votes[label] as number) + (forest.leaves[row + label] as number);
  }
  return votes;
}

function leafOf({ feature, threshold, next }: Forest, values: Float64Array, root: number): number {
  let node = root;
  for (;;) {
    const chosen = feature[node] as number;
    if (chosen === LEAF) return next[node] as number;
    const left = (values[chosen] as number) <= (threshold[node] as number);
    node = left ? node + 1 : (next[node] as number);
  }
}
