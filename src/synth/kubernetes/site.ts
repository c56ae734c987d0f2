import type { Text } from '#kernel';
import {
  isStore,
  namespaceOf,
  type ResolvedGateway,
  type ResolvedJob,
  type ResolvedPart,
  type ResolvedPlacement,
  type ResolvedPlan,
  type ResolvedService,
  type ResolvedStore,
} from '#model';
import { namedPlacements, placementsIn } from '../placements.ts';
import { type Source, sayer, sourceOfPart } from '../source.ts';
import { cannotSay, isMissing, type SynthContext } from '../target.ts';

const ON_KUBERNETES: readonly string[] = ['eks', 'gke'];
export const isOnKubernetes = ({ engine }: ResolvedPlacement): boolean =>
  ON_KUBERNETES.includes(engine);

/** The placements of an environment on Kubernetes; where it moves when its site is lost is the last. */
export const placementsOf = (plan: ResolvedPlan): readonly ResolvedPlacement[] =>
  placementsIn(plan).filter(isOnKubernetes);

/** The clusters of an environment; two on one site are told apart by the clusters' names. */
export const sitesOf = (context: SynthContext): readonly KubeSite[] =>
  namedPlacements(placementsOf(context.plan)).map(
    ([name, placement]) => new KubeSite(context, placement, name),
  );

/** One cluster of an environment, with what stands on it. */
export class KubeSite {
  readonly context: SynthContext;
  readonly placement: ResolvedPlacement;
  readonly plan: ResolvedPlan;
  readonly name: string;
  readonly namespace: string;
  /** Istio routes and encrypts, when the placement names its interface. */
  readonly hasMesh: boolean;
  readonly services: readonly ResolvedService[];
  readonly jobs: readonly ResolvedJob[];
  readonly gateways: readonly ResolvedGateway[];
  /** Stores that run in this cluster, and are not a provider's service. */
  readonly stores: readonly ResolvedStore[];
  readonly #standing: ReadonlyMap<string, ResolvedPart>;
  readonly #callers = new Map<string, readonly Caller[]>();

  constructor(context: SynthContext, placement: ResolvedPlacement, name: string) {
    const { plan } = context;
    this.context = context;
    this.placement = placement;
    this.plan = plan;
    this.name = name;
    this.namespace = namespaceOf(plan);
    this.hasMesh = (placement.runtime ?? []).some((one) => one.startsWith('istio'));
    const placed = new Set(placement.place);
    const parts = plan.parts
      .filter((part) => (placed.size === 0 || placed.has(part.name)) && this.#isAllowed(part))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    this.services = parts.filter((part) => part.kind === 'service');
    this.jobs = parts.filter((part) => part.kind === 'job');
    this.gateways = parts.filter((part) => part.kind === 'gateway');
    this.stores = parts.filter(isUnmanaged);
    this.#standing = new Map(
      [...this.services, ...this.jobs, ...this.gateways, ...this.stores].map((part) => [
        part.name,
        part,
      ]),
    );
  }

  get siteName(): string {
    return this.placement.site?.name ?? '';
  }

  get source(): Source {
    const { name, at } = this.plan.environment;
    return { path: `environments.${name}.on`, at: this.placement.at ?? at };
  }

  /** Services and jobs. */
  get running(): readonly (ResolvedService | ResolvedJob)[] {
    return [...this.services, ...this.jobs];
  }

  /** Whether a part runs in this cluster. */
  has(name: string): boolean {
    return this.#standing.has(name);
  }

  /** Services and jobs of this cluster that link a part, by name. */
  callersOf(name: string): readonly Caller[] {
    const known = this.#callers.get(name);
    if (known) return known;
    const callers = this.context.view
      .callersOf(name)
      .filter(({ part, by }) => by === 'link' && this.has(part.name))
      .map(({ part, at }) => ({ name: part.name, at }));
    const found = [...new Map(callers.map((one) => [one.name, one])).values()].sort((a, b) =>
      a.name < b.name ? -1 : 1,
    );
    this.#callers.set(name, found);
    return found;
  }

  /** The gateways of this cluster with a route to a service, by name. */
  gatewaysOf(service: string): readonly string[] {
    const names = this.context.view.routesTo(service).map(({ gateway }) => gateway);
    return [...new Set(names)].filter((name) => this.has(name)).sort();
  }

  cannotSay(source: Source, message: Text, hint?: Text): void {
    cannotSay(this.context, 'kubernetes', source, message, hint);
  }

  isMissing(source: Source, message: Text, hint?: Text): void {
    isMissing(this.context, 'kubernetes', source, message, hint);
  }

  /** Says values of the environment. */
  readonly said = (field: string, value: Parameters<ReturnType<typeof sayer>>[1]) =>
    sayer(this.plan.environment, 'environments')(field, value);

  /** A part may name the sites it stands on itself. */
  #isAllowed(part: ResolvedPart): boolean {
    const on = 'on' in part ? (part.on ?? []) : [];
    return on.length === 0 || on.includes(this.siteName) || this.#takesOver(part, on);
  }

  /** What stands on a lost site runs on where it moves; its data does not come by a file. */
  #takesOver(part: ResolvedPart, on: readonly string[]): boolean {
    const { standby, on: primary } = this.plan.environment;
    return standby === this.placement && !isStore(part) && on.includes(primary.site?.name ?? '');
  }
}

/** Who links a part, and where the plan says so. */
export interface Caller {
  readonly name: string;
  readonly at: Source['at'];
}

const isUnmanaged = (part: ResolvedPart): part is ResolvedStore =>
  isStore(part) && part.managed === undefined;

export const sourceOfLink = (part: string, to: string, at: Source['at']): Source => ({
  path: `parts.${part}.uses[${to}]`,
  at,
});

export const sourceOf = sourceOfPart;
