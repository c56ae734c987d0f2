import { meanOf, SIGNAL_NAMES, type Signals } from './signals.ts';
import { BANDS, bandEnergies } from './spectrum.ts';

/** A group of features: as many values as names, in the names' order. */
export interface Family {
  readonly names: readonly string[];
  values(signals: Signals): readonly number[];
}

/** `low` and `high` are how far the extremes lie from the mean: that is free of gravity. */
const SHAPE = ['mean', 'sd', 'mad', 'low', 'high', 'energy', 'iqr'] as const;
const JERKY = ['ax', 'ay', 'az', 'gx', 'gy', 'gz', 'acc', 'gyro', 'vertical'] as const;
const PAIRS = [
  ['ax', 'ay'],
  ['ax', 'az'],
  ['ay', 'az'],
  ['gx', 'gy'],
  ['gx', 'gz'],
  ['gy', 'gz'],
] as const;
const RHYTHMIC = ['vertical', 'gyro'] as const;
const SPECTRAL = SIGNAL_NAMES.filter((name) => name !== 'acc');
/** A step or a stride takes 0.3 s to 1.3 s: lags of 15 to 64 samples. */
const [SHORTEST, LONGEST] = [15, 64];

const shape: Family = {
  names: SIGNAL_NAMES.flatMap((name) => SHAPE.map((kind) => `${name}.${kind}`)),
  values: (signals) => SIGNAL_NAMES.flatMap((name) => shapeOf(signals[name])),
};

const jerk: Family = {
  names: JERKY.flatMap((name) => [`${name}.jerk.sd`, `${name}.jerk.size`]),
  values: (signals) => JERKY.flatMap((name) => jerkOf(signals[name])),
};

const correlation: Family = {
  names: PAIRS.map(([a, b]) => `correlation.${a}.${b}`),
  values: (signals) => PAIRS.map(([a, b]) => correlationOf(signals[a], signals[b])),
};

const area: Family = {
  names: ['acc.sma', 'gyro.sma'],
  values: ({ ax, ay, az, gx, gy, gz }) => [areaOf(ax, ay, az), areaOf(gx, gy, gz)],
};

const angle: Family = {
  names: ['gravity.angle.x', 'gravity.angle.y', 'gravity.angle.z'],
  values: ({ gravity }) => {
    const size = Math.hypot(...gravity) || 1;
    return gravity.map((part) => Math.acos(Math.max(-1, Math.min(1, part / size))));
  },
};

const skewness: Family = {
  names: ['vertical.skewness', 'acc.skewness', 'gyro.skewness'],
  values: ({ vertical, acc, gyro }) => [vertical, acc, gyro].map(skewnessOf),
};

const rhythm: Family = {
  names: RHYTHMIC.flatMap((name) => [`${name}.rhythm`, `${name}.period`]),
  values: (signals) => RHYTHMIC.flatMap((name) => rhythmOf(signals[name])),
};

const spectrum: Family = {
  names: SPECTRAL.flatMap((name) => BANDS.map((_, band) => `${name}.band.${band}`)),
  values: (signals) => SPECTRAL.flatMap((name) => bandEnergies(signals[name])),
};

/** In this order for good: a model names its features, and a name's place is looked up here. */
export const FAMILIES = [shape, jerk, correlation, area, angle, skewness, rhythm, spectrum];

function shapeOf(values: Float64Array): number[] {
  const n = values.length;
  const mean = meanOf(values);
  let [square, energy, absolute] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const value = values[i] as number;
    square += (value - mean) ** 2;
    absolute += Math.abs(value - mean);
    energy += value * value;
  }
  const sorted = values.slice().sort();
  const rank = (share: number) => sorted[Math.floor(share * (n - 1))] as number;
  const spread = rank(0.75) - rank(0.25);
  const [low, high] = [mean - rank(0), rank(1) - mean];
  return [mean, Math.sqrt(square / n), absolute / n, low, high, energy / n, spread];
}

function jerkOf(values: Float64Array): [number, number] {
  let [sum, square, absolute] = [0, 0, 0];
  const n = values.length - 1;
  for (let i = 0; i < n; i++) {
    const step = (values[i + 1] as number) - (values[i] as number);
    sum += step;
    square += step * step;
    absolute += Math.abs(step);
  }
  return [Math.sqrt(Math.max(0, square / n - (sum / n) ** 2)), absolute / n];
}

/** Pearson's; 0 where either signal does not move. */
function correlationOf(a: Float64Array, b: Float64Array): number {
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  let [both, squareA, squareB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [(a[i] as number) - meanA, (b[i] as number) - meanB];
    both += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  const size = Math.sqrt(squareA * squareB);
  return size < 1e-12 ? 0 : both / size;
}

function areaOf(...signals: readonly Float64Array[]): number {
  let sum = 0;
  for (const signal of signals)
    for (let i = 0; i < signal.length; i++) sum += Math.abs(signal[i] as number);
  return sum / (signals[0] as Float64Array).length;
}

function skewnessOf(values: Float64Array): number {
  const mean = meanOf(values);
  let [square, cube] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const away = (values[i] as number) - mean;
    square += away * away;
    cube += away ** 3;
  }
  const variance = square / values.length;
  return variance < 1e-12 ? 0 : cube / values.length / variance ** 1.5;
}

/** The strongest autocorrelation among plausible step times, and its lag in samples. */
function rhythmOf(values: Float64Array): [number, number] {
  const mean = meanOf(values);
  const still = values.map((value) => value - mean);
  const whole = productAt(still, 0);
  if (whole < 1e-9) return [0, 0];
  let [best, period] = [-1, 0];
  for (let lag = SHORTEST; lag <= LONGEST; lag++) {
    const similarity = productAt(still, lag) / whole;
    if (similarity > best) [best, period] = [similarity, lag];
  }
  return [best, period];
}

function productAt(values: Float64Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < values.length; i++)
    sum += (values[i] as number) * (values[i - lag] as number);
  return sum;
}
