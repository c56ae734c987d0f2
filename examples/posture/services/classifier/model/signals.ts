import { AXES, SAMPLES, type Window } from '../window.ts';

/** The time series features are taken from; each holds `SAMPLES` values. */
export interface Signals {
  readonly ax: Float64Array;
  readonly ay: Float64Array;
  readonly az: Float64Array;
  readonly gx: Float64Array;
  readonly gy: Float64Array;
  readonly gz: Float64Array;
  /** Length of the acceleration vector. */
  readonly acc: Float64Array;
  /** Length of the angular velocity vector. */
  readonly gyro: Float64Array;
  /** Acceleration along gravity with gravity taken away: independent of how the phone is worn. */
  readonly vertical: Float64Array;
  /** Length of the acceleration across gravity. */
  readonly horizontal: Float64Array;
  /** The window's mean acceleration, which for a worn sensor is gravity. */
  readonly gravity: readonly [number, number, number];
}

export const SIGNAL_NAMES = [
  'ax',
  'ay',
  'az',
  'gx',
  'gy',
  'gz',
  'acc',
  'gyro',
  'vertical',
  'horizontal',
] as const satisfies readonly (keyof Signals)[];

export function toSignals(window: Window): Signals {
  const [ax, ay, az, gx, gy, gz] = [0, 1, 2, 3, 4, 5].map((axis) => column(window, axis)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const gravity = [meanOf(ax), meanOf(ay), meanOf(az)] as const;
  const size = Math.hypot(...gravity) || 1;
  const acc = new Float64Array(SAMPLES);
  const gyro = new Float64Array(SAMPLES);
  const vertical = new Float64Array(SAMPLES);
  const horizontal = new Float64Array(SAMPLES);
  for (let i = 0; i < SAMPLES; i++) {
    const [x, y, z] = [ax[i] as number, ay[i] as number, az[i] as number];
    const along = (x * gravity[0] + y * gravity[1] + z * gravity[2]) / size;
    const square = x * x + y * y + z * z;
    acc[i] = Math.sqrt(square);
    gyro[i] = Math.sqrt((gx[i] as number) ** 2 + (gy[i] as number) ** 2 + (gz[i] as number) ** 2);
    vertical[i] = along - size;
    horizontal[i] = Math.sqrt(Math.max(0, square - along * along));
  }
  return { ax, ay, az, gx, gy, gz, acc, gyro, vertical, horizontal, gravity };
}

export function meanOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
}

function column(window: Window, axis: number): Float64Array {
  const out = new Float64Array(SAMPLES);
  for (let i = 0; i < SAMPLES; i++) out[i] = window[i * AXES + axis] as number;
  return out;
}
