import { RATE } from './signals.js';

const GRAVITY = 9.80665;
const RADIANS = Math.PI / 180;

/** Whether this device has sensors to stream; a desktop browser has the event but no touch. */
export const hasMotion = 'DeviceMotionEvent' in window && navigator.maxTouchPoints > 0;

/** Gives the device's last sample at the service's rate. Must be called from a press: iOS asks. */
export async function openMotion() {
  if (DeviceMotionEvent.requestPermission) await DeviceMotionEvent.requestPermission();
  let latest = [0, 0, 0, 0, 0, 0];
  const take = ({ accelerationIncludingGravity: push, rotationRate: turn }) => {
    if (!push || push.x === null) return;
    // The recordings' phones hung sideways at the waist: their x is a phone's y.
    const acceleration = [push.y, -push.x, push.z].map((value) => value / GRAVITY);
    const turning = [turn?.gamma, -(turn?.beta ?? 0), turn?.alpha].map(
      (value) => (value ?? 0) * RADIANS,
    );
    latest = [...acceleration, ...turning];
  };
  window.addEventListener('devicemotion', take);
  return {
    sample: () => latest,
    rate: RATE,
    close: () => window.removeEventListener('devicemotion', take),
  };
}
