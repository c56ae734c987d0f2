/** One measured number. Medians unless the name says otherwise; ratios have no unit. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: '' | '%' | 'MB' | 'clients' | 'ms' | 'req/s' | 'requests' | 'runs' | 's' | 'units';
  /** What the project wants of it, in words: 'at least 0.35'. Printed, never asserted. */
  readonly goal?: string;
  /** Whether it is what is wanted, where the bench itself can tell. */
  readonly met?: boolean;
  /** Row, column and measure, for a bench that prints a table. */
  readonly cell?: readonly [row: string, column: string, measure: string];
  readonly note?: string;
}

/** A measurement that `npm run bench -- NAME` runs. Servers it starts are on loopback and stopped. */
export interface Bench {
  readonly name: string;
  readonly title: string;
  /** `say` prints progress on stderr. */
  run(say: (line: string) => void): Promise<readonly Figure[]>;
  /** In place of one line per figure. */
  print?(figures: readonly Figure[]): string;
}

/** The middle value; the mean of the two middle ones for an even count. NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2;
}
