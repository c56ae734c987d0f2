import type { Clock } from '#kernel';
import { pause } from '#runtime';

/** The machine's own time. */
export const systemClock: Clock = { now: () => Date.now(), sleep: pause };
