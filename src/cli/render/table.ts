import { stripVTControlCharacters } from 'node:util';

/** Columns as wide as their widest cell; Hangul counts double, colours not at all. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, column) => Math.max(widest[column] ?? 0, widthOf(cell))),
    [],
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => pad(cell, widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A cell with blanks up to a width. */
export const pad = (cell: string, width: number): string =>
  cell + ' '.repeat(Math.max(0, width - widthOf(cell)));

function widthOf(cell: string): number {
  const plain = stripVTControlCharacters(cell);
  return [...plain].reduce(
    (sum, letter) =>
      sum + (/[\u1100-\u11ff\u3000-\u9fff\uac00-\ud7ff\uff00-\uff60]/.test(letter) ? 2 : 1),
    0,
  );
}
