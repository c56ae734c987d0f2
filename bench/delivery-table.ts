import type { Figure } from './bench.ts';

/** Streams down, judges across: share taken back, median time, median bad units served until then. */
export function printDelivery(figures: readonly Figure[]): string {
  const cells = figures.filter(({ cell }) => cell);
  const rows = [...new Set(cells.map(({ cell }) => cell?.[0] ?? ''))];
  const columns = [...new Set(cells.map(({ cell }) => cell?.[1] ?? ''))];
  const table = rows.map((row) => [row, ...columns.map((column) => tell(cells, row, column))]);
  return [
    'Judges other than Hanok are re-implemented from the documentation.',
    'Taken back, median time, bad units served until then (requests; c: clients). w: withdrawn.',
    '',
    ...aligned([['stream', ...columns], ...table]),
    '',
    ...figures.filter(({ goal }) => goal).map(tellGoal),
    '',
  ].join('\n');
}

function tell(cells: readonly Figure[], row: string, column: string): string {
  const own = cells.filter(({ cell }) => cell?.[0] === row && cell[1] === column);
  const figure = (name: string): Figure | undefined => own.find(({ cell }) => cell?.[2] === name);
  const [taken, withdrawn] = [figure('taken back')?.value ?? 0, figure('withdrawn')?.value ?? 0];
  const bad = figure('bad served');
  const parts = [`${printPercent(taken)}%`];
  if (withdrawn > 0) parts.push(`w${printPercent(withdrawn)}%`);
  if (taken > 0)
    parts.push(`${figure('time')?.value}s`, `${bad?.value}${bad?.unit === 'clients' ? 'c' : ''}`);
  return parts.join(' ');
}

const printPercent = (share: number): string => `${Number((100 * share).toFixed(1))}`;

function tellGoal({ name, value, goal, met, note }: Figure): string {
  const word = met === undefined ? 'unsure' : met ? 'met' : 'MISSED';
  return `${word.padEnd(6)} ${name}: ${Number(value.toPrecision(3))} (${goal}; ${note})`;
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((text, at) => text.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
