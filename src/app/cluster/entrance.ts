import { partsOf, type ResolvedPlan } from '#model';
import type { Entrance } from '../wire.ts';

/** The way from outside to a service, by the first gateway of the plan that leads there. */
export function entranceOf(plan: ResolvedPlan, service: string): Entrance | undefined {
  for (const gateway of partsOf(plan, 'gateway')) {
    const routes = (gateway.routes ?? []).filter(({ to }) => to === service);
    if (routes.length === 0) continue;
    const hosts = new Set(routes.flatMap((route) => route.hosts ?? gateway.hosts ?? []));
    return {
      gateway: gateway.name,
      hosts: [...hosts],
      paths: [...new Set(routes.map(({ path }) => path))],
    };
  }
  return undefined;
}
