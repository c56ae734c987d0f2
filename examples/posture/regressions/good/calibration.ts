/** Named in `/smoke`, so that a delivery can tell which step it smoked. */
export const CALIBRATION = 'clamp-2';

const AXES = 6;
const FIRST_GYRO_AXIS = 3;
/** Nobody turns faster at the waist; what is beyond is a glitch of the sensor. In rad/s. */
const FASTEST_TURN = 20;
/** Nor is anybody pushed harder; in g. */
const HARDEST_PUSH = 8;

/** Takes out what only a faulty sensor says. Returns a window of its own; never changes the given one. */
export function calibrate(window: Float64Array): Float64Array {
  return window.map((value, at) => {
    const most = at % AXES < FIRST_GYRO_AXIS ? HARDEST_PUSH : FASTEST_TURN;
    return Math.max(-most, Math.min(most, value));
  });
}
