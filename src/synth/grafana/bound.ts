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
export function boundOf(plan: ResolvedPlan, part: ResolvedPart, field: Bound): Said | undefined {
  const own = plan.alerts.filter(
    ({ of }) => of === part.name || (of === undefined && OF_ALL.includes(field)),
  );
  const set = own.flatMap(({ name, at, [field]: bound }) =>
    bound === undefined
      ? []
      : [{ bound, said: new Said(bound, { path: `alerts.${name}.${field}`, at }) }],
  );
  return set.sort((a, b) => a.bound - b.bound)[0]?.said;
}
