import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findingsOf, foundIn } from '../scripts/expected/found.ts';
import { sumOf, tallyOf } from '../scripts/expected/page.ts';
import { isOf, readRecord, refreshed, sightingsOf, unsettled } from '../scripts/expected/record.ts';
import { faultsOf, SYSTEMS } from '../scripts/expected/systems.ts';

const root = new URL('../', import.meta.url);

describe.each(SYSTEMS)('the record of $folder', (system) => {
  const record = readRecord(root, system.folder);

  it('is what the checker finds, at the lines it says, and nothing else', async () => {
    const found = await foundIn(system.folder);
    expect(unsettled(record, found)).toEqual([]);
    expect(record).toEqual(refreshed(record, found));
    const recorded = found.filter((one) => sightingsOf(record).some((each) => isOf(each, one)));
    expect(recorded).toEqual(found);
  });

  it('accounts for every fault that is known, once', () => {
    const told = [...record.faults, ...record.unseen].map((one) => one.fault);
    expect(told.sort()).toEqual(faultsOf(system));
  });

  it('cites only lines that state something', () => {
    const folder = new URL(`examples/${system.folder}/`, root);
    for (const { plan, document } of sightingsOf(record)) {
      for (const place of document) expect(lineOf(folder, place)).toMatch(/^- S\d-\d+ \S/);
      for (const place of plan)
        expect(existsSync(new URL(place.split(':')[0] ?? '', folder))).toBe(true);
    }
  });

  it('has a repaired plan without an error in any environment', async () => {
    const environments = await findingsOf(system.folder, 'hanok.plan.ts');
    expect(environments.size).toBeGreaterThan(0);
    const errors = [...environments.values()].flat().filter((one) => one.severity === 'error');
    expect(errors).toEqual([]);
  });
});

it('sees seven in ten of the faults that a plan can show, without asking being enough', () => {
  const given = SYSTEMS.filter((one) => one.prefix.startsWith('D'));
  const tally = sumOf(
    given.map((system) =>
      tallyOf({ system, record: readRecord(root, system.folder), findings: 0 }),
    ),
  );
  expect(tally.listed).toBe(124);
  expect((tally.seen - tally.asked) / tally.showable).toBeGreaterThanOrEqual(0.7);
});

function lineOf(folder: URL, place: string): string {
  const [file = '', line = ''] = place.split(':');
  const text = readFileSync(new URL(file, folder), 'utf8').split('\n');
  return text[Number.parseInt(line, 10) - 1] ?? '';
}
