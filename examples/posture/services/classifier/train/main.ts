import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { printForest, readForest } from '../model/format.ts';
import { printCard, toCard } from './card.ts';
import { printConfusion } from './evaluate.ts';
import { loadRecordings, type Recordings, USUAL_FOLDER } from './recordings.ts';
import { study } from './study.ts';
import { VERSIONS, versionNamed } from './versions.ts';

/** Exit code when there is nothing to train on. */
const NO_RECORDINGS = 3;

const { values: options } = parseArgs({
  options: {
    recordings: { type: 'string', default: USUAL_FOLDER },
    out: { type: 'string', default: fromHere('../../../models') },
    version: { type: 'string' },
  },
});

const recordings = await loadRecordings(options.recordings);
if (recordings) await trainAll(recordings);
else {
  say(`There are no recordings (subject-NN.csv.gz) in ${options.recordings}: nothing was trained.`);
  say('Name the recordings folder: npm run train -- --recordings DIR');
  process.exitCode = NO_RECORDINGS;
}

async function trainAll(found: Recordings): Promise<void> {
  const { people, windows } = found;
  say(`${windows.length} windows of ${people.length} people; the split is by person.`);
  await mkdir(options.out, { recursive: true });
  for (const name of options.version ? [options.version] : Object.keys(VERSIONS))
    await trainOne(found, name);
}

async function trainOne(found: Recordings, name: string): Promise<void> {
  const version = versionNamed(name);
  const started = performance.now();
  const result = study(found, name, version);
  const file = printForest(result.forest);
  const { digest } = readForest(file);
  const card = toCard(result, { digest, bytes: file.length, version });
  await writeFile(join(options.out, `${name}.hforest`), file);
  await writeFile(join(options.out, `${name}.json`), printCard(card));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  say(`\n${name}: ${result.forest.roots.length} trees, ${file.length} bytes, ${seconds} s`);
  const { folds, heldOut } = result;
  say(`\nBy folds over ${folds.people.length} people: ${folds.balancedAccuracy.toFixed(4)}`);
  say(printConfusion(folds.confusion));
  say(`\nOn ${heldOut.people.length} people held out: ${heldOut.balancedAccuracy.toFixed(4)}`);
  say(printConfusion(heldOut.confusion));
}

function fromHere(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
