import type { Place } from '#kernel';
import type { Alert, ResolvedAlertSpec, ResolvedChannel } from './alert.ts';
import type { Redis, ResolvedRedisSpec } from './cache.ts';
import type { Statement } from './claim.ts';
import type {
  DocumentStore,
  Queue,
  ResolvedDocumentStoreSpec,
  ResolvedQueueSpec,
  ResolvedSearchSpec,
  ResolvedWarehouseSpec,
  Search,
  Warehouse,
} from './collection.ts';
import type { Mysql, Postgres, ResolvedDatabaseSpec } from './database.ts';
import type { Environment, ResolvedEnvironmentSpec } from './environment.ts';
import type { Fact } from './fact.ts';
import type {
  Bucket,
  ModelFiles,
  ResolvedBucketSpec,
  ResolvedModelFilesSpec,
} from './file-store.ts';
import type { Cdn, Gateway, ResolvedCdnSpec, ResolvedGatewaySpec } from './gateway.ts';
import type { ResolvedLink } from './link.ts';
import type { Objectives, ResolvedObjectives } from './objective.ts';
import type { ResolvedExternalSpec, ResolvedKeySpec } from './outside.ts';
import { makes, type Part } from './part.ts';
import type { Patch, ResolvedPatch } from './patch.ts';
import type { ResolvedPlacement } from './placement.ts';
import type { PolicySpec, ResolvedPolicy } from './policy.ts';
import type { ResolvedSecretSpec } from './secret.ts';
import type { Job, ResolvedJobSpec, ResolvedServiceSpec, Service } from './service.ts';
import type { ResolvedSite } from './site.ts';
import type { ResolvedTraffic, TrafficSpec } from './traffic.ts';
import type { ResolvedWaiver, Waiver } from './waiver.ts';

export type Store =
  | Postgres
  | Mysql
  | Redis
  | Bucket
  | ModelFiles
  | Warehouse
  | DocumentStore
  | Search
  | Queue;

export interface PlanSpec extends PolicySpec {
  /** The plan's date, YYYY-MM-DD: what 'supported' and 'expired' are judged by. */
  readonly asOf: string;
  /** Where traffic enters; everything else is reached from here by routes and links. */
  readonly roots: readonly (Cdn | Gateway | Service | Job | Store)[];
  readonly objectives?: Objectives;
  readonly traffic?: readonly TrafficSpec[];
  readonly environments?: readonly Environment[];
  readonly alerts?: readonly Alert[];
  readonly statements?: readonly Statement[];
  readonly waivers?: readonly Waiver[];
  /** Single fields of generated files, changed by hand and with a reason. */
  readonly patches?: readonly Patch[];
}
export type Plan = Part<'plan', PlanSpec>;

/** The whole plan: default-export it from hanok.plan.ts. */
export const definePlan = makes<'plan', PlanSpec>('plan');

interface Kept<K extends string> {
  readonly kind: K;
  readonly name: string;
  readonly at: Place;
}
interface Using {
  readonly links: readonly ResolvedLink[];
  /** Names of the secrets it is given. */
  readonly secrets: readonly string[];
}
export type ResolvedGateway = Kept<'gateway'> & ResolvedGatewaySpec;
export type ResolvedCdn = Kept<'cdn'> & ResolvedCdnSpec;
export type ResolvedService = Kept<'service'> & Using & ResolvedServiceSpec;
export type ResolvedJob = Kept<'job'> & Using & ResolvedJobSpec;
export type ResolvedPostgres = Kept<'postgres'> & ResolvedDatabaseSpec;
export type ResolvedMysql = Kept<'mysql'> & ResolvedDatabaseSpec;
export type ResolvedRedis = Kept<'redis'> & ResolvedRedisSpec;
export type ResolvedBucket = Kept<'bucket'> & ResolvedBucketSpec;
export type ResolvedModelFiles = Kept<'model-files'> & ResolvedModelFilesSpec;
export type ResolvedWarehouse = Kept<'warehouse'> & ResolvedWarehouseSpec;
export type ResolvedDocumentStore = Kept<'document-store'> & ResolvedDocumentStoreSpec;
export type ResolvedSearch = Kept<'search'> & ResolvedSearchSpec;
export type ResolvedQueue = Kept<'queue'> & ResolvedQueueSpec;
export type ResolvedSecret = Kept<'secret'> & ResolvedSecretSpec;
export type ResolvedKey = Kept<'key'> & ResolvedKeySpec;
export type ResolvedExternal = Kept<'external'> & ResolvedExternalSpec;
export type ResolvedStore =
  | ResolvedPostgres
  | ResolvedMysql
  | ResolvedRedis
  | ResolvedBucket
  | ResolvedModelFiles
  | ResolvedWarehouse
  | ResolvedDocumentStore
  | ResolvedSearch
  | ResolvedQueue;
export type ResolvedPart =
  | ResolvedGateway
  | ResolvedCdn
  | ResolvedService
  | ResolvedJob
  | ResolvedStore
  | ResolvedSecret
  | ResolvedKey
  | ResolvedExternal;
export type ResolvedAlert = ResolvedAlertSpec & { readonly name: string; readonly at: Place };
export type ResolvedEnvironment = ResolvedEnvironmentSpec & {
  readonly name: string;
  readonly at: Place;
};

/** Everything downstream reads only this: frozen, plain JSON, references by name. */
export interface ResolvedPlan {
  readonly name: string;
  readonly at: Place;
  readonly asOf: string;
  readonly environment: ResolvedEnvironment;
  /** The names of all environments. */
  readonly environments: readonly string[];
  /** What it needs comes before what needs it. */
  readonly parts: readonly ResolvedPart[];
  /** Every site anything names. */
  readonly sites: readonly (ResolvedSite & { readonly at: Place })[];
  readonly channels: readonly ResolvedChannel[];
  readonly objectives: ResolvedObjectives;
  readonly policy: ResolvedPolicy;
  readonly traffic: readonly ResolvedTraffic[];
  readonly alerts: readonly ResolvedAlert[];
  /** What the statements claim. Only the checker reads them. */
  readonly stated: readonly Fact[];
  readonly waivers: readonly ResolvedWaiver[];
  /** Only what is generated reads them. */
  readonly patches: readonly ResolvedPatch[];
}

/** Parts of one kind, in the plan's order. */
export const partsOf = <K extends ResolvedPart['kind']>(
  plan: ResolvedPlan,
  ...kinds: readonly K[]
) =>
  plan.parts.filter((part): part is Extract<ResolvedPart, { kind: K }> =>
    kinds.includes(part.kind as K),
  );

const STORES: readonly string[] = [
  'postgres',
  'mysql',
  'redis',
  'bucket',
  'model-files',
  'warehouse',
  'document-store',
  'search',
  'queue',
];
/** Whether a kind of part remembers anything. */
export const isStoreKind = (kind: string): boolean => STORES.includes(kind);
export const isStore = (part: ResolvedPart): part is ResolvedStore => isStoreKind(part.kind);

/** Whether a part stands where releases go: everywhere, where neither it nor the placement names any. */
export function standsAt({ place, site }: ResolvedPlacement, part: ResolvedPart): boolean {
  const on = 'on' in part ? (part.on ?? []) : [];
  const isPlaced = place === undefined || place.length === 0 || place.includes(part.name);
  return isPlaced && (on.length === 0 || (site !== undefined && on.includes(site.name)));
}
