import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { calibrate as calibrateBadly } from '../regressions/answers-500/calibration.ts';
import { calibrate as calibrateWell } from '../regressions/good/calibration.ts';
import { calibrate } from '../services/classifier/calibration.ts';
import { loadModels, type Model } from '../services/classifier/model/library.ts';
import { predict } from '../services/classifier/predictor.ts';
import smoke from '../services/classifier/smoke.json' with { type: 'json' };
import { readWindow } from '../services/classifier/window.ts';
import { ACTIVITIES, openGenerator } from './generator.ts';

const MODELS = fileURLToPath(new URL('../models', import.meta.url));

const windows = (seed: number, count: number) => {
  const generator = openGenerator(seed);
  return Array.from({ length: count }, (_, i) =>
    readWindow({ rateHz: 50, samples: generator.window(ACTIVITIES[i % 6] ?? 'laying') }),
  );
};

const fails = (window: Float64Array) => {
  try {
    calibrateBadly(window);
    return false;
  } catch {
    return true;
  }
};

describe('the generator', () => {
  it('makes the same windows for the same seed, and no window twice', () => {
    expect(windows(4, 6)).toEqual(windows(4, 6));
    expect(new Set(windows(4, 60).map(String)).size).toBe(60);
  });

  it('makes windows that the shipped model mostly labels right', async () => {
    const model = [...(await loadModels(MODELS)).values()].at(-1) as Model;
    const labels = windows(5, 60).map((window) => predict(model, window).label);
    const right = labels.filter((label, i) => label === ACTIVITIES[i % 6]);
    expect(right.length).toBeGreaterThan(54);
  });
});

describe('the releases to demonstrate with', () => {
  it('fail on about one window in twenty, but not on the smoke window', () => {
    const share = windows(6, 400).filter(fails).length / 400;
    expect(share).toBeGreaterThan(0.02);
    expect(share).toBeLessThan(0.09);
    expect(fails(readWindow(smoke))).toBe(false);
  });

  it('change nothing where they are good', () => {
    for (const window of windows(7, 60)) expect(calibrateWell(window)).toEqual(calibrate(window));
  });
});
