import type { Place } from '#kernel';
import type { ResolvedAlertSpec, ResolvedChannel } from './alert.ts';
import type { ResolvedRedisSpec } from './cache.ts';
import type {
  ResolvedDocumentStoreSpec,
  ResolvedQueueSpec,
  ResolvedSearchSpec,
  ResolvedWarehouseSpec,
} from './collection.ts';
import type { ResolvedDatabaseSpec } from './database.ts';
import type { ResolvedEnvironmentSpec } from './environment.ts';
import type { ResolvedBucketSpec, ResolvedModelFilesSpec } from './file-store.ts';
import type { ResolvedCdnSpec, ResolvedGatewaySpec, ResolvedRoute } from './gateway.ts';
import type { ResolvedLink } from './link.ts';
import type { ResolvedObjectives } from './objective.ts';
import type { ResolvedExternalSpec, ResolvedKeySpec } from './outside.ts';
import type { ResolvedPlacement } from './placement.ts';
import type { Listed, ResolvedCost, ResolvedPolicy } from './policy.ts';
import type { ResolvedSecretSpec } from './secret.ts';
import type { ResolvedJobSpec, ResolvedServiceSpec } from './service.ts';
import type { ResolvedSite } from './site.ts';
import type { ResolvedTraffic } from './traffic.ts';

/** What only a document or the checker says; the design has other words for it, or none. */
export interface Drawn {
  /** The kind of part: 'service', 'gateway', 'postgres' … */
  readonly kind: string;
  /** What the document calls itself: 'real-time', 'microservices', '24/7'. */
  readonly nature: string;
  /** Parts it calls, as drawn or linked. */
  readonly calls: readonly string[];
  /** Who may open which port: 'web:8000', 'internet:443', 'private:3306'. */
  readonly admits: readonly string[];
  /** What its instances are labelled with: 'app=web'. */
  readonly labels: readonly string[];
  /** Labels that instances are picked by. */
  readonly selects: readonly string[];
  /** Connections its clients keep open at most, all together. */
  readonly pooled: number;
  /** What one drawn instance calls, by its number: '1:bigquery'. */
  readonly instanceCalls: readonly string[];
  /** Whom the mesh lets call it, by identity. */
  readonly authorizes: readonly string[];
  /** Methods the mesh lets through: 'GET'. */
  readonly methods: readonly string[];
  /** Ports it may open connections to. */
  readonly reachesPorts: readonly number[];
  /** Where it may open connections to: parts, 'internet', 'restricted', 'none'. */
  readonly reaches: readonly string[];
  /** Stages of the way from a change to production, in order. */
  readonly stages: readonly string[];
  /** Tools that watch. */
  readonly monitors: readonly string[];
  /** Channels that hear of trouble. */
  readonly notifies: readonly string[];
  /** Strategies named for one service. */
  readonly strategies: readonly string[];
  /** What the document points at: other files, repositories. */
  readonly cites: string;
  /** Something a strategy or a step needs: 'load-balancer', 'registry', 'staging'. */
  readonly needs: readonly string[];
  /** What is said of it differs by instance: the same service drawn twice. */
  readonly drawnInstances: number;
  /** How the level of a log line is to be read, or what is switched off where. */
  readonly goal: string;
  /** Somebody would look for it here and it is not said. */
  readonly unstated: string;
  /** Two or more answers are left open: 'errors: sentry | elk'. */
  readonly undecided: string;
  /** Of a placement: 'primary', 'secondary' or 'standby'. Derived. */
  readonly role: string;
  /** Instances at least, primary and replicas together. Derived. */
  readonly instances: number;
  /** Regions it stands in. Derived. */
  readonly regions: readonly string[];
  /** The names of its sites. Derived. */
  readonly sites: readonly string[];
}

type Leaf = string | number | boolean | readonly string[] | readonly number[];
/** Every path to a value, with the value's type. What an objective holds keeps no prefix. */
type Paths<T, P extends string> = T extends unknown
  ? {
      [K in keyof T & string]-?: K extends 'name'
        ? never
        : NonNullable<T[K]> extends Place
          ? never
          : Step<NonNullable<T[K]>, `${P}${K}`, K extends 'objective' ? P : `${P}${K}.`>;
    }[keyof T & string]
  : never;
type Step<V, Path extends string, Inside extends string> = V extends Leaf
  ? readonly [Path, V]
  : V extends readonly (infer Item)[]
    ? Paths<Item, Inside>
    : Paths<V, Inside>;
type Pairs =
  | Paths<Omit<ResolvedServiceSpec, 'configuration'>, ''>
  | Paths<Omit<ResolvedJobSpec, 'configuration'>, ''>
  | Paths<Omit<ResolvedGatewaySpec, 'routes'>, ''>
  | Paths<ResolvedCdnSpec, ''>
  | Paths<ResolvedRoute, ''>
  | Paths<ResolvedLink, ''>
  | Paths<ResolvedDatabaseSpec, ''>
  | Paths<ResolvedRedisSpec, ''>
  | Paths<ResolvedBucketSpec, ''>
  | Paths<ResolvedModelFilesSpec, ''>
  | Paths<ResolvedWarehouseSpec, ''>
  | Paths<ResolvedDocumentStoreSpec, ''>
  | Paths<ResolvedSearchSpec, ''>
  | Paths<ResolvedQueueSpec, ''>
  | Paths<ResolvedExternalSpec, ''>
  | Paths<ResolvedKeySpec, ''>
  | Paths<ResolvedSecretSpec, ''>
  | Paths<ResolvedSite, ''>
  | Paths<ResolvedPlacement, ''>
  | Paths<Omit<ResolvedEnvironmentSpec, 'on' | 'also' | 'standby'>, ''>
  | Paths<ResolvedAlertSpec, ''>
  | Paths<ResolvedChannel, ''>
  | Paths<ResolvedObjectives, ''>
  | Paths<ResolvedTraffic, ''>
  | Paths<Omit<ResolvedPolicy, Listed>, ''>
  | Paths<NonNullable<ResolvedPolicy[Listed]>[number], ''>
  | Paths<NonNullable<NonNullable<ResolvedPolicy['network']>['subnets']>[number], ''>
  | Paths<NonNullable<NonNullable<ResolvedPolicy['pipeline']>['stages']>[number], ''>
  | Paths<NonNullable<ResolvedPlacement['pools']>[number], ''>
  | Paths<ResolvedCost, ''>
  | { [K in keyof Drawn]: readonly [K, Drawn[K]] }[keyof Drawn];

/**
 * What can be known of a subject, and in which unit: every field of the design by its path
 * ('backup.full.everyMs', 'replicas.min'), and what only documents say. A rule asks for an
 * attribute and never cares which layer knew it.
 */
export type Attributes = { readonly [P in Pairs as P[0]]: P[1] };
export type Attribute = keyof Attributes;

/** Where a fact comes from: the design, a default or derivation, a document, a table, a run. */
export type Origin = 'designed' | 'derived' | 'stated' | 'catalogued' | 'measured';

/**
 * One thing known of one subject: 'plan', 'parts.articles', 'routes.edge/api', 'links.api/articles',
 * 'sites.tokyo', 'environments.production', 'placements.production/tokyo', 'pools.gpu',
 * 'alerts.errors', 'subnets.private', 'stages.test', 'operations.patches', 'savings.reserved',
 * 'traffic.2026-11', 'costs.fargate', 'channels.ops', 'outside.github'.
 */
export interface Fact<A extends Attribute = Attribute> {
  readonly subject: string;
  readonly attribute: A;
  readonly value: Attributes[A];
  readonly origin: Origin;
  readonly at: Place;
  /** The document's line that a statement retells: `document.md:188`. */
  readonly document?: string;
  /** What a derived value was computed from. */
  readonly from?: readonly Fact[];
}
