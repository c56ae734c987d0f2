import { existsSync } from 'node:fs';
import { foundIn } from './expected/found.ts';
import { expectedPage, type Recorded } from './expected/page.ts';
import { printJson } from './expected/print.ts';
import { readRecord, recordFile, refreshed, unsettled } from './expected/record.ts';
import { SYSTEMS } from './expected/systems.ts';

export interface ExpectedFiles {
  readonly files: readonly (readonly [path: string, text: string])[];
  /** Findings that no person has placed yet, and the like. */
  readonly unsettled: readonly string[];
}

/** The records of the examples with the lines of today, and the page that tells of them. */
export async function expectedFiles(root: URL): Promise<ExpectedFiles> {
  const records: Recorded[] = [];
  const open: string[] = [];
  for (const system of SYSTEMS) {
    if (!existsSync(new URL(recordFile(system.folder), root))) continue;
    const found = await foundIn(system.folder);
    const record = readRecord(root, system.folder);
    open.push(...unsettled(record, found).map((one) => `${recordFile(system.folder)}: ${one}`));
    records.push({ system, record: refreshed(record, found), findings: found.length });
  }
  return {
    files: [
      ...records.map(
        ({ system, record }) => [recordFile(system.folder), printJson(record)] as const,
      ),
      ['docs/expected.md', expectedPage(records)],
    ],
    unsettled: open,
  };
}
