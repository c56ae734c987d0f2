import type { ResolvedPlacement, ResolvedPlan } from '#model';

/** Where an environment stands, in its order; where it moves when its site is lost is the last. */
export const placementsIn = ({ environment }: ResolvedPlan): readonly ResolvedPlacement[] =>
  [environment.on, ...environment.also, environment.standby ?? []].flat();

/** Placements with a name each: two on one site are told apart by their clusters. */
export function namedPlacements(
  placements: readonly ResolvedPlacement[],
): readonly (readonly [name: string, placement: ResolvedPlacement])[] {
  const taken = new Set<string>();
  return placements.map((placement, index) => {
    const plainly = placement.site?.name ?? placement.engine;
    const name = taken.has(plainly) ? `${plainly}-${placement.cluster ?? index + 1}` : plainly;
    taken.add(name);
    return [name, placement];
  });
}
