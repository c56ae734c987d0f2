import type { ResolvedPart, ResolvedPlan } from '#model';
import { Said } from '../source.ts';

type Bound =
  | 'errorsAbove'
  | 'slowerThan'
  | 'cpuAbove'
  | 'memoryAbove'
  | 'connectionsAbove'
  | 'lagAbove';

/** Bounds that the plan sets for whatever they are not narrowed to. */
const OF_ALL: readonly Bound[] = ['errorsAbove', 'slowerThan'];

/** The bound of the alert on a part, or of the one on everything: the strictest of several. */
export type Bounds = (part: ResolvedPart, field: Bound) => Said | undefined;

export function boundsOf({ alerts }: ResolvedPlan): Bounds {
  const byPart = Map.groupBy(alerts, ({ of }) => of);
  return (part, field) => {
    const ofAll = OF_ALL.includes(field) ? (byPart.get(undefined) ?? []) : [];
    const set = [...(byPart.get(part.name) ?? []), ...ofAll].flatMap(
      ({ name, at, [field]: bound }) =>
        bound === undefined
          ? []
          : [{ bound, said: new Said(bound, { path: `alerts.${name}.${field}`, at }) }],
    );
    return set.sort((a, b) => a.bound - b.bound)[0]?.said;
  };
}
