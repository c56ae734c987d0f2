import type { Random } from '#kernel';
import type { Assignment } from './assignment.ts';
import { choose } from './balancer.ts';
import type { Instance } from './instance.ts';
import type { LiveRoute } from './routing.ts';

/** A request whose side is known. */
export interface Assigned {
  readonly route: LiveRoute;
  readonly assignment: Assignment;
}

/**
 * An instance for a request: of its side, else of the other, so that a side without anyone to serve
 * it hurts nobody. `except` is the one that just failed.
 */
export function pick(
  { route, assignment }: Assigned,
  now: number,
  by: { readonly random: Random; readonly except: Instance | undefined },
): Instance | undefined {
  const { stable, candidate } = route.service.sides;
  const own = assignment.side === 'stable' ? stable : candidate;
  const other = own === stable ? candidate : stable;
  // When all are ejected, asking one of them again is better than no answer.
  return (
    choose(own, now, by) ??
    choose(other, now, by) ??
    choose(own, Number.POSITIVE_INFINITY, by) ??
    other[0]
  );
}

/** True when an instance stands in for the assigned side although that side has instances. */
export const isElsewhere = ({ route, assignment }: Assigned, instance: Instance): boolean =>
  instance.side !== assignment.side && route.service.sides[assignment.side].length > 0;
