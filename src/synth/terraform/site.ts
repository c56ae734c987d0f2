import type { Text } from '#kernel';
import {
  isStore,
  type ResolvedGateway,
  type ResolvedJob,
  type ResolvedKey,
  type ResolvedPart,
  type ResolvedPlacement,
  type ResolvedPlan,
  type ResolvedService,
  type ResolvedStore,
} from '#model';
import { namedPlacements, placementsIn } from '../placements.ts';
import { Said, type Scalar, type Source, sayer, sourceOfPart } from '../source.ts';
import { cannotSay, isMissing, type SynthContext } from '../target.ts';
import { plain, within } from './names.ts';
import { type Attributes, Configuration, expression } from './terraform.ts';

/** The placements of an environment with one provider; where it moves when its site is lost is the last. */
const placementsOf = (
  plan: ResolvedPlan,
  provider: string | undefined,
): readonly ResolvedPlacement[] =>
  placementsIn(plan).filter(({ site }) => site?.provider === provider);

/** A provider's sites of an environment, in its order. */
export function sitesOn<R extends Attributes<R>, D extends Attributes<D>>(
  provider: string,
  context: SynthContext,
): readonly CloudSite<R, D>[] {
  return namedPlacements(placementsOf(context.plan, provider)).map(
    ([name, placement]) => new CloudSite<R, D>(context, placement, name),
  );
}

/**
 * One site of an environment with a provider, with what stands there and what is written for it:
 * `R` and `D` are the resources and data of that provider, and what may be asked of each.
 */
export class CloudSite<R extends Attributes<R>, D extends Attributes<D>> {
  readonly context: SynthContext;
  readonly placement: ResolvedPlacement;
  readonly plan: ResolvedPlan;
  readonly name: string;
  readonly write: Configuration<R, D>;
  readonly services: readonly ResolvedService[];
  readonly jobs: readonly ResolvedJob[];
  readonly gateways: readonly ResolvedGateway[];
  readonly stores: readonly ResolvedStore[];
  readonly keys: readonly ResolvedKey[];
  readonly #standing: ReadonlyMap<string, ResolvedPart>;

  constructor(context: SynthContext, placement: ResolvedPlacement, name: string) {
    const { plan } = context;
    this.context = context;
    this.placement = placement;
    this.plan = plan;
    this.name = name;
    this.write = new Configuration(this.source);
    const placed = new Set(placement.place);
    const parts = plan.parts
      .filter((part) => part.kind === 'key' || placed.size === 0 || placed.has(part.name))
      .filter((part) => this.#isAllowed(part))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    this.services = parts.filter((part) => part.kind === 'service');
    this.jobs = parts.filter((part) => part.kind === 'job');
    this.gateways = parts.filter((part) => part.kind === 'gateway');
    this.stores = parts.filter(isStore);
    const used = new Set(this.stores.map(({ key }) => key));
    this.keys = parts.filter((part) => part.kind === 'key').filter((key) => used.has(key.name));
    this.#standing = new Map(parts.map((part) => [part.name, part]));
  }

  get source(): Source {
    const { name, at } = this.plan.environment;
    return { path: `environments.${name}.on`, at: this.placement.at ?? at };
  }

  get isStandby(): boolean {
    return this.plan.environment.standby === this.placement;
  }

  /** What there is once, whatever the number of sites, is written with the first. */
  get isFirst(): boolean {
    return placementsOf(this.plan, this.placement.site?.provider)[0] === this.placement;
  }

  /** What holds data of people, or answers them, is not taken down by one command. */
  get isProtected(): boolean {
    const { approval, holds = [] } = this.plan.environment;
    return approval !== undefined || holds.includes('personal');
  }

  /** The region, or the question for it. */
  get region(): string {
    return this.placement.site?.region ?? expression('var.region');
  }

  get siteName(): string {
    return this.placement.site?.name ?? '';
  }

  /** Services and jobs. */
  get running(): readonly (ResolvedService | ResolvedJob)[] {
    return [...this.services, ...this.jobs];
  }

  /** Whether a part stands here. */
  has(name: string): boolean {
    return this.#standing.has(name);
  }

  part(name: string): ResolvedPart | undefined {
    return this.#standing.get(name);
  }

  /** Parts that link or route to one, and stand here; by name. */
  callersOf(name: string): readonly ResolvedPart[] {
    const found = this.context.view.callersOf(name).filter(({ part }) => this.has(part.name));
    const byName = new Map(found.map(({ part }) => [part.name, part]));
    return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** What a resource is called at the provider, within so many letters. */
  called(max: number, ...names: readonly string[]): string {
    return within(max, this.plan.name, this.plan.environment.name, ...names);
  }

  cannotSay(source: Source, message: Text, hint?: Text): void {
    cannotSay(this.context, 'terraform', source, message, hint);
  }

  isMissing(source: Source, message: Text, hint?: Text): void {
    isMissing(this.context, 'terraform', source, message, hint);
  }

  /** Says values of the environment. */
  readonly said = (field: string, value: Scalar): Said =>
    say(this.plan.environment, 'environments')(field, value);

  /** A part may name the sites it stands on itself. */
  #isAllowed(part: ResolvedPart): boolean {
    const on = 'on' in part ? (part.on ?? []) : [];
    return on.length === 0 || on.includes(this.siteName) || this.#takesOver(part, on);
  }

  /** What stands on a lost site runs on where it moves; its data does not come by a file. */
  #takesOver(part: ResolvedPart, on: readonly string[]): boolean {
    const { on: primary } = this.plan.environment;
    return this.isStandby && !isStore(part) && on.includes(primary.site?.name ?? '');
  }
}

/** Says values of one part; a text of the plan is no expression of Terraform. */
export const say = (
  spot: { readonly name: string; readonly at: Source['at'] },
  below = 'parts',
): ((field: string, value: Scalar) => Said) => {
  const said = sayer(spot, below);
  return (field, value) => said(field, typeof value === 'string' ? plain(value) : value);
};

/** Says values of the plan's policy: `network.nat`. */
export const sayPolicy =
  ({ plan }: { readonly plan: ResolvedPlan }) =>
  (field: string, value: Scalar): Said =>
    new Said(typeof value === 'string' ? plain(value) : value, policySource(plan, field));

export const policySource = ({ at }: ResolvedPlan, field: string): Source => ({ path: field, at });

export const sourceOf = sourceOfPart;

/** Made once for a site, by whoever asks first. */
export function onceFor<S extends object, T>(make: (site: S) => T): (site: S) => T {
  const made = new WeakMap<S, { readonly value: T }>();
  return (site) => {
    const known = made.get(site) ?? { value: make(site) };
    made.set(site, known);
    return known.value;
  };
}

/** A site without what is written for it: what is the same whosever it is. */
export type SiteWords = Omit<CloudSite<Record<never, never>, Record<never, never>>, 'write'>;
