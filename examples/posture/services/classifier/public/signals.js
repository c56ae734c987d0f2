/** Samples a second, and of one window. */
export const RATE = 50;
export const SAMPLES = 128;

export const ACTIVITIES = [
  'laying',
  'sitting',
  'standing',
  'walking',
  'walking_upstairs',
  'walking_downstairs',
];

/** Gravity along x, y and z in g. */
const RESTS = {
  laying: [0.08, 0.62, 0.72],
  sitting: [0.93, 0.2, 0.3],
  standing: [1, -0.2, 0],
};

const gaits = await fetch('/gaits.json').then((response) => response.json());

/** An endless signal of one activity: each call gives the next sample. */
export function openSignal(activity) {
  const rest = RESTS[activity];
  return rest ? resting(rest) : walking(gaits[activity]);
}

function resting(gravity) {
  const drift = [0, 0, 0, 0, 0, 0];
  return () =>
    drift.map((_, axis) => {
      const size = axis < 3 ? 0.005 : 0.02;
      drift[axis] = 0.95 * drift[axis] + 0.3 * size * noise();
      return round((gravity[axis] ?? 0) + drift[axis] + 0.3 * size * noise());
    });
}

function walking(choices) {
  const { strideHz, axes } = choices[Math.floor(Math.random() * choices.length)];
  let phase = Math.random();
  return () => {
    phase += strideHz / RATE;
    return axes.map((axis, at) => round(valueAt(axis, phase) + (at < 3 ? 0.008 : 0.015) * noise()));
  };
}

function valueAt(harmonics, phase) {
  let value = harmonics[0];
  for (let k = 1; 2 * k < harmonics.length; k++) {
    const angle = 2 * Math.PI * k * phase;
    value += harmonics[2 * k - 1] * Math.cos(angle) + harmonics[2 * k] * Math.sin(angle);
  }
  return value;
}

/** Normal, mean 0 and deviation 1. */
function noise() {
  return Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
}

function round(value) {
  return Number(value.toFixed(4));
}
