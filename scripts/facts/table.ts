// The form of the tables on disk: where each figure was read once, then one record a line.

export type Confidence = 'read' | 'derived' | 'recalled';

/** Where a record was read, how old the figure is (YYYY, YYYY-MM or a day), and how sure it is. */
export interface Origin {
  readonly source: string;
  readonly asOf: string;
  readonly confidence: Confidence;
}

export type Entry = Origin & Readonly<Record<string, unknown>>;

/** A table's text. The same records in the same order make the same text. */
export function tableText(note: string, entries: readonly Entry[]): string {
  const origins = new Map<string, number>();
  const rows = entries.map(({ source, asOf, confidence, ...columns }) => {
    const origin = JSON.stringify({ source, asOf, confidence });
    if (!origins.has(origin)) origins.set(origin, origins.size);
    return JSON.stringify({ ...columns, from: origins.get(origin) });
  });
  return [
    '{',
    `"note":${JSON.stringify(note)},`,
    '"origins":[',
    [...origins.keys()].join(',\n'),
    '],',
    '"rows":[',
    rows.join(',\n'),
    ']',
    '}',
    '',
  ].join('\n');
}

interface Written {
  readonly note: string;
  readonly origins: readonly Origin[];
  readonly rows: readonly (Readonly<Record<string, unknown>> & { readonly from: number })[];
}

/** The records of a table's text, each with its origin again. */
export function readTable(text: string): { note: string; entries: readonly Entry[] } {
  const { note, origins, rows } = JSON.parse(text) as Written;
  const entries = rows.map(({ from, ...columns }) => {
    const origin = origins[from];
    if (!origin) throw new Error(`a row names origin ${from}, which the table does not have`);
    return { ...columns, ...origin };
  });
  return { note, entries };
}
