export type Confidence = 'read' | 'derived' | 'recalled';

/** Where a figure comes from. */
export interface Origin {
  /** An address, or words where there is none. */
  readonly source: string;
  /** How old the figure is: YYYY, YYYY-MM or a day. */
  readonly asOf: string;
  /** `read` in the source; `derived` from a figure read; `recalled`: from memory, nobody checked it. */
  readonly confidence: Confidence;
}

interface Table<Row> {
  readonly origins: readonly Origin[];
  readonly rows: readonly (Row & { readonly from: number })[];
}

/**
 * The records of a table, each with its origin, put together when first asked for. The compiler reads the
 * JSON as one wide shape; the tests hold every row to its columns.
 */
export function tableOf<Row extends object>(json: unknown): () => readonly (Row & Origin)[] {
  return once(() => {
    const { origins, rows } = json as Table<Row>;
    return rows.map((row) => ({ ...row, ...(origins[row.from] as Origin) }));
  });
}

/** A value made on first use. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

export const originOf = ({ source, asOf, confidence }: Origin): Origin => ({
  source,
  asOf,
  confidence,
});

/** Names as people write them: case, spacing and hyphens do not count. */
export const plain = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ');
