import { SAMPLES } from '../window.ts';
import { meanOf } from './signals.ts';

/** Frequency bins [first, last] of each band; one bin is 50 Hz / 128 = 0.39 Hz. */
export const BANDS = [
  [1, 2],
  [3, 4],
  [5, 6],
  [7, 9],
  [10, 14],
  [15, 24],
] as const;

const BINS = BANDS[BANDS.length - 1]?.[1] ?? 0;
// A period of the wave repeats over the window, so one table serves every bin.
const COSINE = Float64Array.from({ length: SAMPLES }, (_, i) =>
  Math.cos((2 * Math.PI * i) / SAMPLES),
);
const SINE = Float64Array.from({ length: SAMPLES }, (_, i) =>
  Math.sin((2 * Math.PI * i) / SAMPLES),
);

/** Energy in each band, as a logarithm: gait bands differ by factors, not by amounts. */
export function bandEnergies(values: Float64Array): number[] {
  const mean = meanOf(values);
  const power = new Float64Array(BINS + 1);
  for (let bin = 1; bin <= BINS; bin++) power[bin] = powerAt(values, mean, bin);
  return BANDS.map(([first, last]) => {
    let sum = 0;
    for (let bin = first; bin <= last; bin++) sum += power[bin] as number;
    return Math.log(sum + 1e-9);
  });
}

function powerAt(values: Float64Array, mean: number, bin: number): number {
  let [real, imaginary] = [0, 0];
  for (let i = 0; i < SAMPLES; i++) {
    const turn = (i * bin) & (SAMPLES - 1);
    const value = (values[i] as number) - mean;
    real += value * (COSINE[turn] as number);
    imaginary += value * (SINE[turn] as number);
  }
  return (real * real + imaginary * imaginary) / (SAMPLES * SAMPLES);
}
