import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openGenerator } from '../examples/posture/client/generator.ts';
import { loadModels, type Model } from '../examples/posture/services/classifier/model/library.ts';
import { predict } from '../examples/posture/services/classifier/predictor.ts';
import {
  loadRecordings,
  USUAL_FOLDER,
} from '../examples/posture/services/classifier/train/recordings.ts';
import { study } from '../examples/posture/services/classifier/train/study.ts';
import { versionNamed } from '../examples/posture/services/classifier/train/versions.ts';
import { readWindow } from '../examples/posture/services/classifier/window.ts';
import { type Bench, type Figure, median } from './bench.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MODELS = fileURLToPath(new URL('../examples/posture/models', import.meta.url));
const WINDOWS = 2_000;

/** Trains anew and judges on people never trained on; times the shipped model on made-up windows. */
export const postureBench: Bench = {
  name: 'posture',
  title: 'Posture classifier: accuracy on unseen people, time per prediction',
  async run(say) {
    const shipped = [...(await loadModels(MODELS)).values()].at(-1) as Model;
    return [...(await accuracy(shipped.forest.version, say)), timeOf(shipped)];
  },
};

async function accuracy(version: string, say: (line: string) => void): Promise<readonly Figure[]> {
  const recordings = await loadRecordings(join(ROOT, USUAL_FOLDER));
  if (!recordings) {
    say('posture: accuracy skipped, for there is no recordings folder');
    return [];
  }
  say(`posture: training ${version} anew, split by person`);
  const { folds, heldOut } = study(recordings, version, versionNamed(version));
  const goal = 'at least 0.90';
  return [
    {
      name: 'balanced accuracy, people held out',
      value: heldOut.balancedAccuracy,
      unit: '',
      goal,
      note: `${heldOut.people.length} people, ${heldOut.windows} windows`,
    },
    {
      name: 'balanced accuracy, folds over people',
      value: folds.balancedAccuracy,
      unit: '',
      goal,
      note: `${folds.people.length} people, ${folds.windows} windows`,
    },
  ];
}

function timeOf(model: Model): Figure {
  const generator = openGenerator(11);
  const windows = Array.from({ length: WINDOWS }, () =>
    readWindow({ rateHz: 50, samples: generator.window(generator.activity()) }),
  );
  const times = windows.map((window) => {
    const started = performance.now();
    predict(model, window);
    return performance.now() - started;
  });
  const note = `features and forest ${model.forest.version}, ${WINDOWS} windows`;
  return { name: 'time per prediction', value: median(times), unit: 'ms', goal: 'below 1', note };
}
