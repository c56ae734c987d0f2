import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry, Journal, Look } from '#delivery';
import { toCanonical } from '#kernel';
import { appendWhole, readState, writeState } from '#runtime';

interface RolloutFile {
  readonly version: 1;
  readonly entry: Entry;
}

/** Rollouts as files in one folder: `ID.json` replaced whole, `ID.looks.jsonl` only added to. */
export function journalFile(folder: string): Journal {
  const fileOf = (id: string) => join(folder, `${id}.json`);
  const looksOf = (id: string) => join(folder, `${id}.looks.jsonl`);
  const load = (id: string) => readState<RolloutFile>(fileOf(id), 1)?.entry;
  return {
    record: async (entry) =>
      writeState<RolloutFile>(fileOf(entry.rollout.id), { version: 1, entry }),
    async keep(id, look) {
      const line = toCanonical(look);
      if (lastLine(looksOf(id)) !== line) appendWhole(looksOf(id), line);
    },
    load: async (id) => load(id),
    async latest(service) {
      const entries = idsIn(folder)
        .flatMap((id) => load(id) ?? [])
        .filter((entry) => entry.rollout.service === service);
      return entries.sort((a, b) => b.rollout.startedAt - a.rollout.startedAt)[0];
    },
    looks: async (id) => linesOf(looksOf(id)).map((line) => JSON.parse(line) as Look),
  };
}

/** The rollouts a folder holds, by id. */
const idsIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.json') && !name.endsWith('.incident.json'))
        .map((name) => name.slice(0, -'.json'.length))
    : [];

/** Whole lines only: one cut short by a crash was never promised. */
function linesOf(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.startsWith('{') && line.endsWith('}'));
}

const lastLine = (path: string): string | undefined => linesOf(path).at(-1);
