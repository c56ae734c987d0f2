import type { Window } from '../window.ts';
import { FAMILIES } from './families.ts';
import { toSignals } from './signals.ts';

/** The name of each feature, in the order of `featuresOf`. */
export const FEATURE_NAMES: readonly string[] = FAMILIES.flatMap(({ names }) => names);

/** One number per name of `FEATURE_NAMES`, all finite for a window of finite numbers. */
export function featuresOf(window: Window): Float64Array {
  const signals = toSignals(window);
  const out = new Float64Array(FEATURE_NAMES.length);
  let at = 0;
  for (const family of FAMILIES) {
    const values = family.values(signals);
    out.set(values, at);
    at += values.length;
  }
  return out;
}
