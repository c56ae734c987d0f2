import type { Target } from './target.ts';

/** Every target, in the order of the help page. */
export const TARGETS: readonly Target[] = [];
