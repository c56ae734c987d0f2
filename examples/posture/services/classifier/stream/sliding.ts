import { AXES, SAMPLES, type Window } from '../window.ts';

export interface Sliding {
  /** Takes samples in; gives each window that became full, overlapping the last one by half. */
  push(samples: Float64Array): readonly Window[];
}

const LENGTH = SAMPLES * AXES;

export function openSliding(): Sliding {
  let kept = new Float64Array(0);
  return {
    push(samples) {
      const all = new Float64Array(kept.length + samples.length);
      all.set(kept);
      all.set(samples, kept.length);
      const full: Window[] = [];
      let at = 0;
      for (; at + LENGTH <= all.length; at += LENGTH / 2) full.push(all.slice(at, at + LENGTH));
      kept = all.slice(at);
      return full;
    },
  };
}
