import type { Random } from '#kernel';

/** What a choice depends on. */
export interface Choosable {
  readonly inFlight: number;
  readonly ejectedUntil: number;
}

/**
 * The less busy of two instances drawn at random, among those in good standing; `except` only when
 * there is no other. Undefined when every instance is ejected or there is none.
 */
export function choose<T extends Choosable>(
  instances: readonly T[],
  now: number,
  { random, except }: { readonly random: Random; readonly except?: T | undefined },
): T | undefined {
  const first = instances[0];
  if (instances.length === 1 && first && first.ejectedUntil <= now) return first;
  const well = instances.filter((instance) => instance.ejectedUntil <= now);
  const others = well.length > 1 ? well.filter((instance) => instance !== except) : well;
  const one = others[(random() * others.length) | 0];
  const two = others[(random() * others.length) | 0];
  return one && two && two.inFlight < one.inFlight ? two : one;
}
