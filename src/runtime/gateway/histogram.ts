const SUB_BITS = 6;
const SUB = 1 << SUB_BITS;
const OCTAVES = 22;
const SIZE = SUB * (OCTAVES + 1);
const LARGEST = 2 ** (SUB_BITS + OCTAVES) - 1;

/** Counts of cells that are not empty, for a file. */
export type SparseCounts = readonly (readonly [cell: number, count: number])[];

/**
 * Latencies in fixed memory (6 kB): cells of one microsecond up to 64, then 64 cells an octave.
 * A quantile is wrong by at most 1/128 of itself or half a microsecond; 268 s and more are one cell.
 */
export class Histogram {
  readonly #cells = new Uint32Array(SIZE);
  #count = 0;
  #sumMs = 0;

  /** Adds one latency in milliseconds; a negative one counts as zero. */
  record(ms: number): void {
    this.#add(cellOf(ms * 1_000), 1);
    this.#sumMs += ms;
  }

  get count(): number {
    return this.#count;
  }

  get sumMs(): number {
    return this.#sumMs;
  }

  /** The q-quantile in milliseconds (q from 0 to 1); 0 when nothing was recorded. */
  quantile(q: number): number {
    const rank = Math.max(1, Math.ceil(q * this.#count));
    let seen = 0;
    for (let cell = 0; cell < SIZE; cell += 1) {
      seen += this.#cells[cell] as number;
      if (seen >= rank) return middleOf(cell) / 1_000;
    }
    return 0;
  }

  toSparse(): SparseCounts {
    const counts: [number, number][] = [];
    for (let cell = 0; cell < SIZE; cell += 1) {
      const count = this.#cells[cell] as number;
      if (count > 0) counts.push([cell, count]);
    }
    return counts;
  }

  /** Adds what `toSparse` gave; cells that do not exist are ignored. */
  addSparse(counts: SparseCounts): void {
    for (const [cell, count] of counts) {
      if (!(cell >= 0 && cell < SIZE)) continue;
      this.#add(cell, count);
      this.#sumMs += (count * middleOf(cell)) / 1_000;
    }
  }

  #add(cell: number, count: number): void {
    this.#cells[cell] = (this.#cells[cell] as number) + count;
    this.#count += count;
  }
}

function cellOf(microseconds: number): number {
  const whole = microseconds > 0 ? Math.min(LARGEST, microseconds) | 0 : 0;
  if (whole < SUB) return whole;
  const octave = 31 - Math.clz32(whole) - SUB_BITS;
  return SUB * octave + (whole >>> octave);
}

/** The middle of a cell, in microseconds. */
function middleOf(cell: number): number {
  if (cell < 2 * SUB) return cell + 0.5;
  const octave = Math.floor(cell / SUB) - 1;
  return (cell - SUB * octave + 0.5) * 2 ** octave;
}
