/** Feature values cut into few bins, so that a split is found by counting instead of sorting. */
export interface Binned {
  /** Column after column: the bin of `feature` in row `row` is `codes[feature * rows + row]`. */
  readonly codes: Uint8Array;
  readonly rows: number;
  /** Rising edges per feature; a value is in bin b when it is at most edge b and above edge b - 1. */
  readonly edges: readonly Float32Array[];
}

export const BINS = 64;

export function toBins(rows: readonly Float64Array[]): Binned {
  const width = rows[0]?.length ?? 0;
  const codes = new Uint8Array(width * rows.length);
  const edges = Array.from({ length: width }, (_, feature) => {
    const column = Float64Array.from(rows, (row) => row[feature] as number);
    const cuts = edgesOf(column);
    column.forEach((value, row) => {
      codes[feature * rows.length + row] = binOf(cuts, value);
    });
    return cuts;
  });
  return { codes, rows: rows.length, edges };
}

/** Edges are 32-bit already here: the trained split and the stored threshold must agree. */
function edgesOf(column: Float64Array): Float32Array {
  const sorted = column.slice().sort();
  const found = new Set<number>();
  for (let bin = 1; bin < BINS; bin++) {
    const at = Math.floor((bin * sorted.length) / BINS);
    const [below, above] = [sorted[Math.max(0, at - 1)] as number, sorted[at] as number];
    found.add(Math.fround((below + above) / 2));
  }
  return Float32Array.from([...found].sort((a, b) => a - b));
}

function binOf(edges: Float32Array, value: number): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (edges[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}
