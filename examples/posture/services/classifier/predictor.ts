import { calibrate } from './calibration.ts';
import { featuresOf } from './model/features.ts';
import { classify } from './model/forest.ts';
import type { Model } from './model/library.ts';
import type { Window } from './window.ts';

export interface Prediction {
  readonly label: string;
  readonly probability: number;
  readonly modelVersion: string;
}

/** Calibration, features, forest: the whole way from a window to an answer. Pure and well under 1 ms. */
export function predict({ forest }: Model, window: Window): Prediction {
  const { label, probability } = classify(forest, featuresOf(calibrate(window)));
  return { label, probability: Number(probability.toFixed(4)), modelVersion: forest.version };
}
