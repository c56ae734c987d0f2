import { BINS, type Binned } from './bins.ts';
import type { Random } from './random.ts';

/** Rows whose bin of `feature` is at most `bin` go left. */
export interface Split {
  readonly feature: number;
  readonly bin: number;
}

export interface Examples {
  readonly binned: Binned;
  /** Index of each row's label. */
  readonly labels: Uint8Array;
  readonly labelCount: number;
}

/** The purest split among `tries` features drawn at random; undefined where none separates the rows. */
export function bestSplit(
  examples: Examples,
  rows: Uint32Array,
  { tries, minLeaf, random }: { tries: number; minLeaf: number; random: Random },
): Split | undefined {
  const { edges } = examples.binned;
  let best: Split | undefined;
  let bestScore = -1;
  for (const feature of draw(edges.length, tries, random)) {
    const table = count(examples, rows, feature);
    const cut = bestCut(table, examples.labelCount, { size: rows.length, minLeaf });
    if (cut.score > bestScore && cut.bin < (edges[feature] as Float32Array).length) {
      best = { feature, bin: cut.bin };
      bestScore = cut.score;
    }
  }
  return best;
}

function draw(width: number, tries: number, random: Random): Set<number> {
  const drawn = new Set<number>();
  while (drawn.size < Math.min(tries, width)) drawn.add(Math.floor(random() * width));
  return drawn;
}

/** How many rows of each label lie in each bin. */
function count({ binned, labels, labelCount }: Examples, rows: Uint32Array, feature: number) {
  const table = new Uint32Array(BINS * labelCount);
  const column = feature * binned.rows;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    const cell = (binned.codes[column + row] as number) * labelCount + (labels[row] as number);
    table[cell] = (table[cell] as number) + 1;
  }
  return table;
}

/** Maximises Σ left²/|left| + Σ right²/|right|, which is minimising Gini impurity. */
function bestCut(
  table: Uint32Array,
  labelCount: number,
  { size, minLeaf }: { size: number; minLeaf: number },
): { bin: number; score: number } {
  const left = new Float64Array(labelCount);
  const right = new Float64Array(labelCount);
  table.forEach((rows, cell) => {
    right[cell % labelCount] = (right[cell % labelCount] as number) + rows;
  });
  let [bin, score, below] = [0, -1, 0];
  for (let at = 0; at < BINS - 1; at++) {
    below += move(table.subarray(at * labelCount, (at + 1) * labelCount), left, right);
    if (below < minLeaf || size - below < minLeaf) continue;
    const found = squares(left) / below + squares(right) / (size - below);
    if (found > score) [bin, score] = [at, found];
  }
  return { bin, score };
}

function move(counts: Uint32Array, left: Float64Array, right: Float64Array): number {
  let moved = 0;
  for (let label = 0; label < counts.length; label++) {
    const rows = counts[label] as number;
    left[label] = (left[label] as number) + rows;
    right[label] = (right[label] as number) - rows;
    moved += rows;
  }
  return moved;
}

function squares(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] as number) ** 2;
  return sum;
}
