import { FEATURE_NAMES, featuresOf } from '../model/features.ts';
import type { Forest } from '../model/forest.ts';
import { addConfusions, balancedAccuracy, type Confusion, confusionOf } from './evaluate.ts';
import { seeded, shuffled } from './random.ts';
import type { Recordings } from './recordings.ts';
import { trainForest } from './trainer.ts';
import type { Version } from './versions.ts';

/** Decides who is held out; the same for every version, so that versions compare. */
const SPLIT_SEED = 2026;
const HELD_OUT = 5;
const FOLDS = 8;

export interface Measured {
  readonly people: readonly string[];
  readonly windows: number;
  readonly balancedAccuracy: number;
  readonly confusion: Confusion;
}

export interface Study {
  /** Trained on everybody but the people held out. */
  readonly forest: Forest;
  readonly trainedOn: readonly string[];
  /** The forest itself on people it has never seen. */
  readonly heldOut: Measured;
  /** The recipe within the people trained on: each fold judged by a forest that never saw its people. */
  readonly folds: Measured;
}

/** Trains a version and measures it, splitting by person and never by window. */
export function study(recordings: Recordings, name: string, version: Version): Study {
  const everyone = shuffled(recordings.people, seeded(SPLIT_SEED));
  const heldOut = everyone.slice(0, HELD_OUT).sort();
  const trainedOn = everyone.slice(HELD_OUT);
  const table = tableOf(recordings, version);
  const train = (people: readonly string[]) => {
    const rows = rowsOf(table, people);
    return trainForest({ version: name, labels: recordings.labels, ...rows, ...version }, version);
  };
  const measure = (forest: Forest, people: readonly string[]) => {
    const { rows, answers } = rowsOf(table, people);
    return confusionOf(forest, rows, answers);
  };
  const confusions = Array.from({ length: FOLDS }, (_, fold) => {
    const judged = trainedOn.filter((_, i) => i % FOLDS === fold);
    return measure(train(trainedOn.filter((person) => !judged.includes(person))), judged);
  }) as [Confusion, ...Confusion[]];
  const forest = train(trainedOn);
  return {
    forest,
    trainedOn: [...trainedOn].sort(),
    heldOut: toMeasured(heldOut, measure(forest, heldOut)),
    folds: toMeasured([...trainedOn].sort(), addConfusions(confusions)),
  };
}

interface Row {
  readonly person: string;
  readonly answer: number;
  readonly values: Float64Array;
}

function tableOf({ windows, labels }: Recordings, { features }: Version): Row[] {
  const places = features.map((name) => FEATURE_NAMES.indexOf(name));
  return windows.map(({ person, label, window }) => {
    const all = featuresOf(window);
    const values = Float64Array.from(places, (place) => all[place] as number);
    return { person, answer: labels.indexOf(label), values };
  });
}

function rowsOf(table: readonly Row[], people: readonly string[]) {
  const chosen = table.filter(({ person }) => people.includes(person));
  return { rows: chosen.map(({ values }) => values), answers: chosen.map(({ answer }) => answer) };
}

function toMeasured(people: readonly string[], confusion: Confusion): Measured {
  const windows = confusion.counts.flat().reduce((sum, count) => sum + count, 0);
  return { people, windows, balancedAccuracy: balancedAccuracy(confusion), confusion };
}
