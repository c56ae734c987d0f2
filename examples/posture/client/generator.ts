import { readFileSync } from 'node:fs';
import { valueAt } from './harmonics.ts';

/** The recordings' activity names. */
export const ACTIVITIES = [
  'laying',
  'sitting',
  'standing',
  'walking',
  'walking_upstairs',
  'walking_downstairs',
] as const;
export type Activity = (typeof ACTIVITIES)[number];

/** [ax, ay, az, gx, gy, gz] in g and rad/s. */
export type Sample = readonly [number, number, number, number, number, number];

export interface Generator {
  /** The next 2.56 s of one person at this activity: 128 samples at 50 Hz. */
  window(activity: Activity): Sample[];
  /** An activity drawn at random. */
  activity(): Activity;
}

interface Gait {
  readonly strideHz: number;
  readonly axes: readonly (readonly number[])[];
}

interface Rest {
  /** Where gravity points: the mean of each axis in g, and how far people differ. */
  readonly gravity: readonly [number, number, number];
  readonly spread: number;
  /** How much a resting person sways, in g, and turns, in rad/s. */
  readonly sway: number;
  readonly turn: number;
}

/** Harmonics of a few strides from the recordings (CC BY 4.0, see models/README.md). */
const GAITS: Readonly<Record<string, readonly Gait[]>> = JSON.parse(
  readFileSync(new URL('../services/classifier/public/gaits.json', import.meta.url), 'utf8'),
);
const RESTS: Readonly<Record<string, Rest>> = {
  laying: { gravity: [0.08, 0.62, 0.72], spread: 0.08, sway: 0.004, turn: 0.02 },
  sitting: { gravity: [0.93, 0.2, 0.3], spread: 0.04, sway: 0.004, turn: 0.02 },
  standing: { gravity: [1.0, -0.2, 0.0], spread: 0.03, sway: 0.005, turn: 0.03 },
};
const SAMPLES = 128;
const RATE = 50;
const AXES = 6;
const NOISE = { g: 0.008, turn: 0.015 };

/** Plausible windows, the same for the same seed; no two windows of one generator are alike. */
export function openGenerator(seed: number): Generator {
  const random = seeded(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return {
    activity: () => ACTIVITIES[Math.floor(random() * ACTIVITIES.length)] as Activity,
    window(activity) {
      const rest = RESTS[activity];
      if (rest) return restWindow(rest, normal);
      const gaits = GAITS[activity] ?? [];
      return gaitWindow(gaits[Math.floor(random() * gaits.length)] as Gait, { random, normal });
    },
  };
}

function restWindow({ gravity, spread, sway, turn }: Rest, normal: () => number): Sample[] {
  const centre = [...gravity.map((part) => part + spread * normal()), 0, 0, 0];
  const drift = centre.map(() => 0);
  return Array.from({ length: SAMPLES }, () =>
    toSample((axis) => {
      const size = axis < 3 ? sway : turn;
      // Sway wanders and comes back; a sensor's own noise does not wander.
      drift[axis] = 0.95 * (drift[axis] ?? 0) + 0.3 * size * normal();
      return (centre[axis] ?? 0) + (drift[axis] ?? 0) + 0.3 * size * normal();
    }),
  );
}

function gaitWindow(
  { strideHz, axes }: Gait,
  { random, normal }: { random: () => number; normal: () => number },
): Sample[] {
  const start = random();
  const perSample = (strideHz * (1 + 0.02 * normal())) / RATE;
  const vigour = 1 + 0.04 * normal();
  return Array.from({ length: SAMPLES }, (_, i) =>
    toSample((axis) => {
      const harmonics = axes[axis] ?? [];
      const mean = harmonics[0] ?? 0;
      const noise = (axis < 3 ? NOISE.g : NOISE.turn) * normal();
      return mean + vigour * (valueAt(harmonics, start + i * perSample) - mean) + noise;
    }),
  );
}

function toSample(from: (axis: number) => number): Sample {
  const values = Array.from({ length: AXES }, (_, axis) => Number(from(axis).toFixed(4)));
  return values as unknown as Sample;
}

function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
