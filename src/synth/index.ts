export type { PrintedFile } from './file.ts';
export { releasePodsOf } from './kubernetes/release.ts';
export { type Lock, type Locked, NO_LOCK, readLock } from './lock.ts';
export { objectivesBehind } from './objectives.ts';
export type { Source } from './source.ts';
export {
  type PlacedFile,
  relativeTo,
  type Synthesis,
  type SynthInput,
  synthesise,
  type WrittenDown,
  writeDown,
} from './synthesise.ts';
export type { Target } from './target.ts';
export { TARGETS } from './targets.ts';
