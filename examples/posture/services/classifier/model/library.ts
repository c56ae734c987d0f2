import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FEATURE_NAMES } from './features.ts';
import { type Forest, LEAF } from './forest.ts';
import { readForest } from './format.ts';
import { UnsafeModel } from './unsafe-model.ts';

/** What was measured when the model was trained, as its card says. */
export interface Measured {
  readonly balancedAccuracy: number;
  readonly confusion: unknown;
}

export interface Model {
  readonly forest: Forest;
  readonly digest: string;
  /** Absent when the card is. */
  readonly measured?: Measured;
}

/** Every model of a folder by version, oldest first. One bad file fails the whole load. */
export async function loadModels(folder: string): Promise<ReadonlyMap<string, Model>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.hforest'));
  const models = await Promise.all(names.map((name) => loadModel(folder, name)));
  const order = new Intl.Collator('en', { numeric: true });
  models.sort((a, b) => order.compare(a.forest.version, b.forest.version));
  return new Map(models.map((model) => [model.forest.version, model]));
}

/** Lets the nodes count in `FEATURE_NAMES`, so that a model may know fewer features than the service. */
export function bindFeatures(forest: Forest): Forest {
  const places = forest.features.map((name) => {
    const place = FEATURE_NAMES.indexOf(name);
    if (place < 0) throw new UnsafeModel(`this service does not take the feature ${name}`);
    return place;
  });
  const feature = forest.feature.map((own) => (own === LEAF ? LEAF : (places[own] as number)));
  return { ...forest, features: FEATURE_NAMES, feature };
}

async function loadModel(folder: string, name: string): Promise<Model> {
  const version = name.slice(0, -'.hforest'.length);
  const { forest, digest } = readForest(await readFile(join(folder, name)));
  if (forest.version !== version)
    throw new UnsafeModel(`${name} calls itself version ${forest.version}`);
  const measured = await loadMeasured(join(folder, `${version}.json`));
  return { forest: bindFeatures(forest), digest, ...(measured ? { measured } : {}) };
}

async function loadMeasured(path: string): Promise<Measured | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { heldOut } = JSON.parse(text) as { heldOut?: Measured };
  if (typeof heldOut?.balancedAccuracy !== 'number') return undefined;
  return { balancedAccuracy: heldOut.balancedAccuracy, confusion: heldOut.confusion };
}
