import type { Text } from '#kernel';
import type { Drawn } from './fact.ts';
import type { Gateway, RouteSpec } from './gateway.ts';
import type { LinkSpec } from './link.ts';
import type { Objectives } from './objective.ts';
import { type Authored, makesUnnamed, type Part } from './part.ts';
import type { PlacementMore } from './placement.ts';
import type { CostSpec, PolicySpec } from './policy.ts';
import type { ServiceSpec } from './service.ts';
import type { ProviderSpec } from './site.ts';
import type { StoreSpec } from './store.ts';
import type { TrafficSpec } from './traffic.ts';

/** The document is silent where a reader would look for it: legal, and a rule may ask. */
export const unstated = Symbol.for('hanok/unstated');
/** The document leaves a choice open. @example claim.plan({ logs: { to: either('Sentry', 'ELK') } }) */
export const either = (...answers: readonly string[]): Either => ({ either: answers });
export interface Either {
  readonly either: readonly string[];
}

type Open = typeof unstated | Either;
type Loose<V> = V extends Authored | readonly unknown[] | string | number | boolean
  ? V | Open
  : { readonly [K in keyof V]?: Loose<V[K]> } | Open;
/** Some fields, each as the design would write it, or open. */
type Some<S> = { readonly [K in keyof S]?: Loose<NonNullable<S[K]>> };

/** What only a document says. Parts are named by reference, everything else in words. */
type DrawnWords = {
  readonly [K in Exclude<
    keyof Drawn,
    'instances' | 'regions' | 'sites' | 'role' | 'unstated' | 'undecided'
  >]?:
    | (K extends 'calls' | 'reaches' | 'needs' | 'authorizes'
        ? readonly (Part | string)[]
        : Drawn[K])
    | Open;
};
/** Who may open a port: a part, or the world outside. */
export interface Admission {
  readonly from: Part | 'internet' | 'private' | (string & {});
  readonly port: number;
}
/** A hop that only one of several drawn instances has. */
export interface InstanceCall {
  readonly instance: number;
  readonly to: Part | string;
}

export interface Claim {
  readonly subject: string;
  /** The part it speaks of, when it speaks of one. */
  readonly of?: Part;
  readonly values: Readonly<Record<string, unknown>>;
  /** Why the line is no fact of a plan, or not followed. */
  readonly reason?: { readonly is: 'not-a-plan' | 'decided-otherwise'; readonly text: Text };
}
/** What a document says of everything at once. */
type Everywhere = Pick<
  StoreSpec,
  | 'zones'
  | 'failover'
  | 'encrypted'
  | 'encryptedInTransit'
  | 'pseudonymised'
  | 'accessAudited'
  | 'holds'
  | 'restsIn'
  | 'erasure'
  | 'retention'
  | 'managed'
>;
type PlanClaim = Some<PolicySpec> &
  Some<Objectives> &
  Some<Everywhere> &
  Omit<DrawnWords, 'admits' | 'instanceCalls'>;
type PartClaim<S> = Some<S> &
  Omit<DrawnWords, 'admits' | 'instanceCalls'> & {
    readonly admits?: readonly Admission[];
    readonly instanceCalls?: readonly InstanceCall[];
  };

/** What a document asserts of a part, or of the whole plan. Never feeds synth, up or deploy. */
export const claim = {
  /** Of the system as a whole: its objectives, its policies. */
  plan: (values: PlanClaim): Claim => ({ subject: 'plan', values }),
  /** Of anything made in the plan: a part, an environment, a site, an alert, a subnet, a stage. */
  of: <K extends string, S>(
    part: Part<K, S>,
    values: PartClaim<K extends 'site' ? ProviderSpec : S>,
  ): Claim => ({ subject: '', of: part, values }),
  /** Of one route of a gateway. */
  route: (of: Gateway, path: string, values: Some<RouteSpec>): Claim => ({
    subject: `routes.${of.name}${path}`,
    values,
  }),
  /** Of what one part asks of another: its pool, its waiting time, what it carries. */
  link: (from: Part, to: Part, values: Some<LinkSpec>): Claim => ({
    subject: `links.${from.name}/${to.name}`,
    values,
  }),
  /** Of how an environment stands on a site: engine, version, weight, what is placed there. */
  placed: (
    environment: Part<'environment'>,
    on: Part<'site'>,
    values: Some<PlacementMore> & { readonly engine?: string },
  ): Claim => ({ subject: `placements.${environment.name}/${on.name}`, values }),
  /** Of what is expected to come, from a month on. */
  traffic: (values: TrafficSpec): Claim => ({
    subject: `traffic.${values.from}`,
    values: { ...values },
  }),
  /** Of what a month costs. */
  cost: (name: string, values: Some<CostSpec>): Claim => ({ subject: `costs.${name}`, values }),
  /** Of something the design does not hold: a code repository, a runner, a registry. */
  outside: (
    name: string,
    values: PartClaim<
      Pick<StoreSpec, 'backup' | 'on' | 'managed'> & Pick<ServiceSpec, 'image' | 'runtime'>
    >,
  ): Claim => ({
    subject: `outside.${name}`,
    values,
  }),
  /** The line is no fact of a plan: a heading, a road map, a detail that is generated. */
  none: (text: Text): Claim => ({
    subject: 'plan',
    values: {},
    reason: { is: 'not-a-plan', text },
  }),
  /** The plan departs from this line, and why. */
  otherwise: (text: Text): Claim => ({
    subject: 'plan',
    values: {},
    reason: { is: 'decided-otherwise', text },
  }),
};

/** A claim with the document line it retells. */
export type Statement = Authored<'statement', { readonly document: string; readonly claim: Claim }>;
const made = makesUnnamed<'statement', Statement['spec']>('statement');
/** One statement with the line it retells. @example says('document.md:188', claim.of(db, { backup: { full: daily() } })) */
export const says = (document: string, of: Claim): Statement => made({ document, claim: of });
