import { inArea, regionOf } from '#facts';
import type { ResolvedPlan } from '#model';
import type { Json } from './configuration.ts';

/** Every way that a link or a route of the plan asks for: 'web -> api'. */
export function waysOf(plan: ResolvedPlan): ReadonlySet<string> {
  return new Set(
    plan.parts.flatMap((part) => {
      const links = 'links' in part ? part.links.map(({ to }) => to) : [];
      const routes = part.kind === 'gateway' ? part.routes.map(({ to }) => to) : [];
      return [...links, ...routes].map((to) => `${part.name} -> ${to}`);
    }),
  );
}

/** Whether data of the plan may rest in a region of a provider; one that nobody knows is none. */
export function isPermitted(
  { environment: { residency, holds = [] } }: ResolvedPlan,
  [provider, region]: readonly [string, Json | undefined],
): boolean {
  const known = typeof region === 'string' ? regionOf(provider, region) : undefined;
  const isHeld = residency?.when?.some((one) => (holds as readonly string[]).includes(one)) ?? true;
  if (residency?.strength !== 'mandatory' || !isHeld) return true;
  return known !== undefined && residency.in.some((area) => inArea(known, area));
}
