import { Refusal } from './refusal.ts';

/** Acceleration in three axes (g), then angular velocity in three axes (rad/s). */
export const AXES = 6;
/** The rate every window is brought to before features are taken, in hertz. */
export const RATE = 50;
/** Samples of one window: 2.56 s at 50 Hz. */
export const SAMPLES = 128;
export const WINDOW_SECONDS = SAMPLES / RATE;
/** What a phone's sensor can say at most; beyond it the unit is wrong (m/s² or degrees). */
const LIMITS = [16, 16, 16, 40, 40, 40] as const;

/** One window: sample after sample, `AXES` numbers each, always `SAMPLES` × `AXES` long. */
export type Window = Float64Array;

/** Reads `{rateHz, samples}`; throws a `Refusal` that says what is wrong and where. */
export function readWindow(body: unknown): Window {
  const { rateHz = RATE, samples } = asRecord(body);
  if (typeof rateHz !== 'number' || !(rateHz >= 20 && rateHz <= 200))
    throw new Refusal(400, 'rate', '"rateHz" must be a number from 20 to 200.');
  const count = Math.round(rateHz * WINDOW_SECONDS);
  if (!Array.isArray(samples) || samples.length !== count)
    throw new Refusal(400, 'samples', `"samples" must hold ${count} samples at ${rateHz} Hz.`);
  const flat = readSamples(samples);
  return rateHz === RATE ? flat : resample(flat, count);
}

/** Reads samples of any count into one flat array, checking each number. */
export function readSamples(samples: readonly unknown[]): Float64Array {
  const flat = new Float64Array(samples.length * AXES);
  samples.forEach((sample, row) => {
    if (!Array.isArray(sample) || sample.length !== AXES)
      throw new Refusal(400, 'sample', `Sample ${row} must be [ax, ay, az, gx, gy, gz].`);
    for (let axis = 0; axis < AXES; axis++) flat[row * AXES + axis] = readAxis(sample, row, axis);
  });
  return flat;
}

export function asRecord(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Refusal(400, 'body', 'The body must be a JSON object.');
  return value as Record<string, unknown>;
}

function readAxis(sample: readonly unknown[], row: number, axis: number): number {
  const value = sample[axis];
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new Refusal(400, 'number', `Sample ${row}, value ${axis} must be a finite number.`);
  const limit = LIMITS[axis] as number;
  if (Math.abs(value) > limit)
    throw new Refusal(400, 'range', `Sample ${row}, value ${axis} is beyond ±${limit}.`);
  return value;
}

/** Linear in time; the last target sample may fall after the last source sample and repeats it. */
function resample(flat: Float64Array, count: number): Window {
  const out = new Float64Array(SAMPLES * AXES);
  for (let row = 0; row < SAMPLES; row++) {
    const at = Math.min((row * count) / SAMPLES, count - 1);
    const low = Math.floor(at);
    const high = Math.min(low + 1, count - 1);
    for (let axis = 0; axis < AXES; axis++) {
      const from = flat[low * AXES + axis] as number;
      out[row * AXES + axis] = from + (at - low) * ((flat[high * AXES + axis] as number) - from);
    }
  }
  return out;
}
