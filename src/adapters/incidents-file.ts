import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Incidents } from '#delivery';
import { writeState } from '#runtime';

/** One file per incident; whoever watches the folder, or the status, hears of it. */
export const incidentsFile = (
  folder: string,
  say: (event: string, details: object) => void,
): Incidents => ({
  async open(rollout, because) {
    const path = join(folder, `${rollout.id}.incident.json`);
    if (existsSync(path)) return;
    writeState(path, { version: 1, rollout: rollout.id, service: rollout.service, because });
    say('incident', { rollout: rollout.id, because: because.en });
  },
});
