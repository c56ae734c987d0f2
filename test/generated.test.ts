import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadPlan } from '#adapters';
import { SYSTEMS, type System } from '../scripts/expected/systems.ts';
import { ASKED } from '../scripts/statements/generated/asked.ts';
import {
  isBelow,
  TELLINGS,
  type Written,
  writtenOf,
} from '../scripts/statements/generated/written.ts';

const golden = new URL('golden/', import.meta.url);
const asked = new Set(Object.values(ASKED).flat());
const reasonsOf = ({ answer, notes }: Written) => [
  ...notes,
  ...answer.repaired.otherwise,
  ...answer.repaired.none,
];

it('knows every statement that asks for a file', () => {
  const told = Object.values(TELLINGS).flatMap((tellings) => Object.keys(tellings));
  expect(told.filter((id) => !asked.has(id))).toEqual([]);
  expect(Object.entries(ASKED).map(([kind, ids]) => [kind, ids.length])).toEqual([
    ['terraform', 90],
    ['kubernetes', 50],
    ['nginx', 24],
    ['observability', 32],
    ['ci', 52],
    ['images', 26],
    ['sql', 13],
    ['other', 9],
  ]);
  expect(asked.size).toBe(292);
});

describe.each(SYSTEMS)('what $folder asks to be generated', (system) => {
  let rows: readonly Written[] = [];
  beforeAll(async () => {
    rows = await writtenOf(system);
  });

  it('has a line or a reason for every statement', () => {
    const bare = rows.filter((row) => row.lines.length + reasonsOf(row).length === 0);
    expect(bare.map(({ answer }) => answer.id)).toEqual([]);
    const mine = [...asked].filter((id) => id[1] === system.prefix[1]);
    expect(rows.map(({ answer }) => answer.id)).toEqual(mine.sort());
  });

  it('says what is left where a line says a part', () => {
    const silent = rows.filter((row) => row.partly && row.notes.length === 0);
    expect(silent.map(({ answer }) => answer.id)).toEqual([]);
  });

  it('points at lines that stand there', () => {
    for (const { lines } of rows)
      for (const { file, line, text } of lines) {
        const there = readFileSync(new URL(`${system.folder}/${file}`, golden), 'utf8').split('\n');
        expect(there[line - 1]).toContain(text.split(' … ').at(-1));
      }
  });

  it('points at no line of a part that the statement has nothing to do with', async () => {
    const related = await relatedIn(system);
    const strange = rows.flatMap(({ answer, lines }) =>
      lines.filter(({ path }) => !related(answer.line, path)).map(({ path }) => [answer.id, path]),
    );
    expect(strange).toEqual([]);
  });
});

/**
 * Whether a plan path is of what a document line speaks of, of a part that this one calls, or of one
 * on the way of a request to it.
 */
async function relatedIn({ folder }: System) {
  const file = new URL(`../examples/${folder}/hanok.plan.ts`, import.meta.url).pathname;
  const { production } = await loadPlan(file);
  const plan = production?.plan;
  const names = new Set(plan?.parts.map(({ name }) => name));
  const callsOf = (name: string): readonly string[] => {
    const part = plan?.parts.find((one) => one.name === name);
    if (part?.kind === 'gateway') return part.routes.map(({ to }) => to);
    if (part?.kind === 'cdn') return part.origins;
    return part && 'links' in part ? part.links.map(({ to }) => to) : [];
  };
  const leadsTo = (name: string, to: string): boolean =>
    callsOf(name).some((called) => called === to || leadsTo(called, to));
  return (line: number, path: string): boolean => {
    const facts = plan?.stated.filter(({ document }) => document?.endsWith(`:${line}`)) ?? [];
    const spoken = facts
      .flatMap(({ subject, value }) => [subject, ...(Array.isArray(value) ? value : [])])
      .map((word) => String(word).replace(/^parts\./, ''))
      .filter((word) => names.has(word));
    if (spoken.length === 0 || !path.startsWith('parts.')) return true;
    return spoken.some(
      (name) =>
        isBelow(path, `parts.${name}`) ||
        path.includes(`[${name}]`) ||
        callsOf(name).some((called) => isBelow(path, `parts.${called}`)) ||
        [...names].some((one) => isBelow(path, `parts.${one}`) && leadsTo(one, name)),
    );
  };
}
