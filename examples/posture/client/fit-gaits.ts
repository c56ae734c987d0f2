import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadModels } from '../services/classifier/model/library.ts';
import { predict } from '../services/classifier/predictor.ts';
import {
  loadRecordings,
  type Recorded,
  USUAL_FOLDER,
} from '../services/classifier/train/recordings.ts';
import { fitHarmonics, valueAt } from './harmonics.ts';

/** Writes gaits.json: what a few typical recorded strides are made of, for the generator and the test page. */
const { values: options } = parseArgs({
  options: { recordings: { type: 'string', default: USUAL_FOLDER } },
});
const GAITS = ['walking', 'walking_upstairs', 'walking_downstairs'];
const RATE = 50;
const HARMONICS = 8;
const PEOPLE = 3;

const recordings = await loadRecordings(options.recordings);
const models = await loadModels(fileURLToPath(new URL('../models', import.meta.url)));
const model = [...models.values()].at(-1);
if (!recordings || !model) throw new Error('recordings and a model are needed');

const gaits = Object.fromEntries(GAITS.map((label) => [label, typical(label).map(fit)]));
await writeFile(
  new URL('../services/classifier/public/gaits.json', import.meta.url),
  `${JSON.stringify(gaits)}\n`,
);

/** The clearest window of each person, of the people with the clearest ones. */
function typical(label: string): Recorded[] {
  const best = new Map<string, { recorded: Recorded; probability: number }>();
  for (const recorded of recordings?.windows ?? []) {
    if (recorded.label !== label || !model) continue;
    const said = predict(model, recorded.window);
    const known = best.get(recorded.person)?.probability ?? 0;
    if (said.label === label && said.probability > known)
      best.set(recorded.person, { recorded, probability: said.probability });
  }
  const order = [...best.values()].sort((a, b) => b.probability - a.probability);
  return order.slice(0, PEOPLE).map(({ recorded }) => recorded);
}

/** The stride's frequency is the one whose harmonics leave the least unexplained. */
function fit({ window }: Recorded): { strideHz: number; axes: number[][] } {
  const columns = [0, 1, 2, 3, 4, 5].map((axis) => [...window].filter((_, i) => i % 6 === axis));
  const candidates = Array.from({ length: 61 }, (_, i) => 0.6 + i * 0.01);
  const errors = candidates.map((hertz) => unexplained(columns, hertz / RATE));
  const strideHz = candidates[errors.indexOf(Math.min(...errors))] ?? 1;
  const axes = columns.map((column) => fitHarmonics(column, strideHz / RATE, HARMONICS));
  const round = (value: number) => Number(value.toFixed(4));
  return { strideHz: round(strideHz), axes: axes.map((axis) => axis.map(round)) };
}

function unexplained(columns: readonly number[][], turns: number): number {
  let total = 0;
  for (const column of columns) {
    const harmonics = fitHarmonics(column, turns, HARMONICS);
    column.forEach((value, i) => {
      total += (value - valueAt(harmonics, turns * i)) ** 2;
    });
  }
  return total;
}
