import type { Place } from '#kernel';
import {
  partsOf,
  type ResolvedJob,
  type ResolvedLink,
  type ResolvedPart,
  type ResolvedPlan,
  type ResolvedRoute,
  type ResolvedService,
} from '#model';

/** Who reaches a part, and by what. */
export interface Caller {
  readonly part: ResolvedPart;
  readonly by: 'route' | 'link';
  readonly at: Place;
}

/** A route with the gateway it belongs to. */
export interface RouteOf {
  readonly gateway: string;
  readonly route: ResolvedRoute;
}

/** A resolved plan with the questions that targets ask of it answered once. */
export class PlanView {
  readonly plan: ResolvedPlan;
  readonly #parts: ReadonlyMap<string, ResolvedPart>;
  readonly #callers = new Map<string, Caller[]>();
  readonly #routes = new Map<string, RouteOf[]>();

  constructor(plan: ResolvedPlan) {
    this.plan = plan;
    this.#parts = new Map(plan.parts.map((part) => [part.name, part]));
    for (const gateway of partsOf(plan, 'gateway'))
      for (const route of gateway.routes) {
        this.#note(this.#callers, route.to, { part: gateway, by: 'route', at: route.at });
        this.#note(this.#routes, route.to, { gateway: gateway.name, route });
      }
    for (const part of this.running)
      for (const link of part.links)
        this.#note(this.#callers, link.to, { part, by: 'link', at: link.at });
  }

  /** Services and jobs, in the plan's order. */
  get running(): readonly (ResolvedService | ResolvedJob)[] {
    return partsOf(this.plan, 'service', 'job');
  }

  part(name: string): ResolvedPart | undefined {
    return this.#parts.get(name);
  }

  /** Every way into a part, in the plan's order. */
  callersOf(name: string): readonly Caller[] {
    return this.#callers.get(name) ?? [];
  }

  routesTo(service: string): readonly RouteOf[] {
    return this.#routes.get(service) ?? [];
  }

  /** The links of a part that lead to parts of a kind. */
  linksTo(
    { links }: { readonly links: readonly ResolvedLink[] },
    ...kinds: readonly ResolvedPart['kind'][]
  ): readonly { readonly link: ResolvedLink; readonly to: ResolvedPart }[] {
    return links.flatMap((link) => {
      const to = this.part(link.to);
      return to && kinds.includes(to.kind) ? [{ link, to }] : [];
    });
  }

  #note<T>(map: Map<string, T[]>, name: string, entry: T): void {
    const known = map.get(name);
    if (known) known.push(entry);
    else map.set(name, [entry]);
  }
}
