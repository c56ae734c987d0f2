import { once, tableOf } from './table.ts';
import lifecycles from './tables/lifecycles.json' with { type: 'json' };

export type Support =
  | { readonly state: 'unknown' }
  | {
      readonly state: 'supported' | 'ended';
      /** The last day of support, YYYY-MM-DD; null when none is announced. */
      readonly ends: string | null;
      readonly source: string;
      readonly asOf?: string;
    };

interface Row {
  readonly product: string;
  /** The line as its makers name it: '16', '7.2', 'batch/v1beta1'. */
  readonly cycle: string;
  readonly ends: string | null;
  /** Support is over, though nobody dated it. */
  readonly ended?: boolean;
  /** The last day of paid or community support beyond `ends`. */
  readonly extended?: string;
}

const rowsOf = tableOf<Row>(lifecycles);
const byProduct = once(() => Map.groupBy(rowsOf(), (row) => row.product));

/** Whether a version is supported on a day (YYYY-MM-DD). A version no table knows is unknown, never supported. */
export function supportOf(product: string, version: string, day: string): Support {
  const row = lineOf(product, version);
  if (!row) return { state: 'unknown' };
  const over = row.ended === true || (row.ends !== null && row.ends < day);
  const state = over ? 'ended' : 'supported';
  return { state, ends: row.ends, source: row.source, asOf: row.asOf };
}

/** Lines of a product still supported on a day, newest first. */
export const supportedCycles = (product: string, day: string): readonly string[] =>
  (byProduct().get(product) ?? [])
    .map((row) => row.cycle)
    .filter((cycle) => supportOf(product, cycle, day).state === 'supported');

/** Whether the table has any line of the product. */
export const isProduct = (product: string): boolean => byProduct().has(product);

/** Every product with a lifecycle, by name. */
export const products = (): readonly string[] => [...byProduct().keys()].sort();

/** The last day of paid or community support after the regular end; undefined when none is known. */
export const extendedSupportOf = (product: string, version: string): string | undefined =>
  lineOf(product, version)?.extended;

/** The closest line: '8.4.9' where there is one, before '8.4'. */
function lineOf(product: string, version: string) {
  const rows = (byProduct().get(product) ?? []).filter((row) => matches(version, row.cycle));
  return rows.sort((a, b) => b.cycle.length - a.cycle.length)[0];
}

/** '16.4' belongs to '16'; '7.25' does not belong to '7.2'; 'v1beta1' may leave out its group. */
const matches = (version: string, cycle: string): boolean =>
  version === cycle || version.startsWith(`${cycle}.`) || cycle.endsWith(`/${version}`);
