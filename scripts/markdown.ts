/** A row of a table; what would end a cell is escaped. */
export const row = (cells: readonly (string | number)[]): string =>
  `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;

export const header = (names: readonly string[]): readonly string[] => [
  row(names),
  row(names.map(() => '---')),
];
