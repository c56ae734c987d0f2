import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findingsOf, foundIn } from '../scripts/expected/found.ts';
import { sumOf, tallyOf } from '../scripts/expected/page.ts';
import { isOf, readRecord, refreshed, sightingsOf, unsettled } from '../scripts/expected/record.ts';
import { faultsOf, SYSTEMS, type System } from '../scripts/expected/systems.ts';

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

/** What a document gets right although it looks wrong: a finding like this would be false. */
const RIGHT: readonly (readonly [says: string, folder: System['folder'], like: Partial<Like>])[] = [
  ['four cost lines that add up to their total', 'newsforge', { rule: /sum-adds-up/ }],
  ['three months’ costs that add up to their total', 'heal7', { rule: /sum-adds-up/ }],
  ['container sizes that the provider offers', 'newsforge', { path: /^parts\.(web|api)\.size/ }],
  ['look-ups that ask for a field which exists', 'dtx', { path: /^stages\.verify-region\.with/ }],
  [
    'copies that stay inside the EU as the law asks',
    'dtx',
    { rule: /^residency/, path: /backup\.(copyTo|restsIn)/ },
  ],
  [
    'a backup that ends as maintenance begins',
    'heal7',
    { rule: /^(?!consistency\/time-has-a-zone$)/, path: /(backup|maintenance)Window/ },
  ],
  ['two weights that make a hundred', 'heal7', { rule: /weights-add-up/ }],
  ['a canary’s weight and the rest', 'heal7', { path: /rollout\.weights$/ }],
  ['a health check with a default port', 'heal7', { path: /^parts\.heal7-web-main\.health/ }],
  ['one instance more and none less in a rolling update', 'heal7', { path: /surge|unavailable/ }],
  ['a version of the scaling API that is current', 'heal7', { message: /autoscaling/ }],
  [
    'a moving tag that is only set, on the main branch',
    'heal7',
    { document: /^document\.md:113$/ },
  ],
  ['as many connections on a replica as on its primary', 'heal7', { path: /readers\.maxConn/ }],
  [
    'a password beside encryption in transit',
    'heal7',
    { document: /^document\.md:158$/, rule: /^sec/ },
  ],
  ['three cache nodes over two zones', 'heal7', { document: /^document\.md:157$/ }],
  ['backups kept for as long as the service allows', 'gym-face', { path: /backup\.keep/ }],
];
interface Like {
  readonly rule: RegExp;
  readonly path: RegExp;
  readonly message: RegExp;
  readonly document: RegExp;
}

it.each(RIGHT)('finds no fault in %s (%s)', async (_, folder, like) => {
  const wrong = (await foundIn(folder)).filter(
    (one) =>
      (like.rule?.test(one.rule) ?? true) &&
      (like.path?.test(one.path) ?? true) &&
      (like.message?.test(one.message) ?? true) &&
      (!like.document || one.document.some((line) => like.document?.test(line))),
  );
  expect(wrong).toEqual([]);
});

function lineOf(folder: URL, place: string): string {
  const [file = '', line = ''] = place.split(':');
  const text = readFileSync(new URL(file, folder), 'utf8').split('\n');
  return text[Number.parseInt(line, 10) - 1] ?? '';
}
