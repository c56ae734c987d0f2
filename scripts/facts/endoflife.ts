// Lifecycles from the API of endoflife.date, version 1.
import type { Entry } from './table.ts';

const API = 'https://endoflife.date/api/v1/products';

/** An answer of /api/v1/products/<name>/, the fields that are read. */
export interface ProductAnswer {
  readonly last_modified: string;
  readonly result: {
    readonly name: string;
    readonly releases: readonly {
      readonly name: string;
      readonly isEol: boolean;
      readonly eolFrom?: string | null;
      readonly eoesFrom?: string | null;
    }[];
  };
}

export const productAddress = (name: string): string => `${API}/${name}/`;

/** What endoflife.date calls the product a record was read of; undefined for records from elsewhere. */
export const nameAtSource = ({ source }: Entry): string | undefined =>
  /endoflife[.-]date.*\/products\/([\w-]+)/.exec(source)?.[1];

/** The lines of one product, newest first as the API lists them. */
export const linesOf = (product: string, answer: ProductAnswer): readonly Entry[] =>
  answer.result.releases.map((release) => {
    const ends = release.eolFrom ?? null;
    return {
      product,
      cycle: release.name,
      ends,
      ...(release.isEol && ends === null ? { ended: true } : {}),
      ...(release.eoesFrom ? { extended: release.eoesFrom } : {}),
      source: productAddress(answer.result.name),
      asOf: answer.last_modified.slice(0, 10),
      confidence: 'read',
    };
  });

/** The table with a product's lines replaced where they stood. Products that were not read stay. */
export function withLines(
  entries: readonly Entry[],
  read: ReadonlyMap<string, readonly Entry[]>,
): readonly Entry[] {
  const done = new Set<unknown>();
  return entries.flatMap((entry) => {
    const lines = read.get(String(entry.product));
    if (!lines || nameAtSource(entry) === undefined) return [entry];
    if (done.has(entry.product)) return [];
    done.add(entry.product);
    return lines;
  });
}
