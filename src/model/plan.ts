import type { Place } from '#kernel';
import type { Alert, ResolvedAlertSpec } from './alert.ts';
import type { Environment, ResolvedEnvironmentSpec } from './environment.ts';
import type { Fact } from './fact.ts';
import type { Gateway, ResolvedGatewaySpec } from './gateway.ts';
import type { ResolvedLink } from './link.ts';
import type { Objectives, ResolvedObjectives } from './objective.ts';
import { makes, type Part } from './part.ts';
import type { ResolvedSecretSpec } from './secret.ts';
import type { ResolvedServiceSpec, Service } from './service.ts';
import type { Statement } from './statement.ts';
import type {
  ResolvedDatabaseSpec,
  ResolvedModelFilesSpec,
  ResolvedRedisSpec,
  Store,
} from './store.ts';
import type { ResolvedTraffic, TrafficSpec } from './traffic.ts';
import type { ResolvedWaiver, Waiver } from './waiver.ts';

export interface PlanSpec {
  /** The plan's date, YYYY-MM-DD: what 'supported' and 'expired' are judged by. */
  readonly asOf: string;
  /** Where traffic enters; everything else is reached from here by routes and links. */
  readonly roots: readonly (Gateway | Service | Store)[];
  readonly objectives?: Objectives;
  readonly traffic?: readonly TrafficSpec[];
  readonly environments?: readonly Environment[];
  readonly alerts?: readonly Alert[];
  readonly statements?: readonly Statement[];
  readonly waivers?: readonly Waiver[];
}
export type Plan = Part<'plan', PlanSpec>;

/** The whole plan: default-export it from hanok.plan.ts. */
export const definePlan = makes<'plan', PlanSpec>('plan');

interface Named {
  readonly name: string;
  readonly at: Place;
}
export type ResolvedGateway = Named & { readonly kind: 'gateway' } & ResolvedGatewaySpec;
export type ResolvedService = Named & {
  readonly kind: 'service';
  readonly links: readonly ResolvedLink[];
  /** Names of the secrets it is given. */
  readonly secrets: readonly string[];
} & ResolvedServiceSpec;
export type ResolvedPostgres = Named & { readonly kind: 'postgres' } & ResolvedDatabaseSpec;
export type ResolvedRedis = Named & { readonly kind: 'redis' } & ResolvedRedisSpec;
export type ResolvedModelFiles = Named & { readonly kind: 'model-files' } & ResolvedModelFilesSpec;
export type ResolvedSecret = Named & { readonly kind: 'secret' } & ResolvedSecretSpec;
export type ResolvedStore = ResolvedPostgres | ResolvedRedis | ResolvedModelFiles;
export type ResolvedPart = ResolvedGateway | ResolvedService | ResolvedStore | ResolvedSecret;
export type ResolvedAlert = Named & ResolvedAlertSpec;
export type ResolvedEnvironment = Named & ResolvedEnvironmentSpec;

/** Everything downstream reads only this: frozen, plain JSON, references by name. */
export interface ResolvedPlan {
  readonly name: string;
  readonly at: Place;
  readonly asOf: string;
  readonly environment: ResolvedEnvironment;
  /** What it needs comes before what needs it. */
  readonly parts: readonly ResolvedPart[];
  readonly objectives: ResolvedObjectives;
  readonly traffic: readonly ResolvedTraffic[];
  readonly alerts: readonly ResolvedAlert[];
  /** What the statements claim. Only the checker reads them. */
  readonly stated: readonly Fact[];
  readonly waivers: readonly ResolvedWaiver[];
}

/** Parts of one kind, in the plan's order. */
export const partsOf = <K extends ResolvedPart['kind']>(
  plan: ResolvedPlan,
  ...kinds: readonly K[]
) =>
  plan.parts.filter((part): part is Extract<ResolvedPart, { kind: K }> =>
    kinds.includes(part.kind as K),
  );

export const isStore = (part: ResolvedPart): part is ResolvedStore =>
  part.kind === 'postgres' || part.kind === 'redis' || part.kind === 'model-files';
