import { HOUR, MINUTE, SECOND } from '#kernel';
import type { ResolvedEnvironmentSpec } from './environment.ts';
import type { ResolvedService } from './plan.ts';
import type { Predicate } from './predicate.ts';
import type { AfterHold, ResolvedRollout } from './rollout-policy.ts';
import type { ResolvedSchedule } from './schedule.ts';
import type { ResolvedReplicas } from './service.ts';

/** A rollout policy with nothing left open. */
export interface SettledRollout {
  readonly strategy: ResolvedRollout['strategy'];
  readonly split: 'client' | 'request';
  readonly weights: readonly number[];
  readonly bake: number;
  readonly horizon: number;
  readonly bad: readonly Predicate[];
  readonly promote: 'not-refuted' | 'proved';
  readonly tolerance: number | undefined;
  readonly smoke: readonly string[];
  readonly headerOverride: boolean;
  readonly holdFor: number;
  readonly afterHold: AfterHold;
}

/** The hours in which releases may go out. */
export interface ReleaseWindow extends ResolvedSchedule {
  readonly lastsMs: number;
}

/** What an environment asks for before a release may reach its first user. */
export interface Gate {
  /** So many people, each within `expires` milliseconds when that is said. */
  readonly approval?: { readonly by: number; readonly expires?: number };
  readonly window?: ReleaseWindow;
}

/** Undefined when an environment asks for nothing. A window stays open for two hours. */
export function settleGate({
  approval,
  window,
  windowLasts,
}: Pick<ResolvedEnvironmentSpec, 'approval' | 'window' | 'windowLasts'>): Gate | undefined {
  if (!approval && !window) return undefined;
  const { by, expires } = approval ?? {};
  return {
    ...(by !== undefined && { approval: { by, ...(expires !== undefined && { expires }) } }),
    ...(window && { window: { ...window, lastsMs: windowLasts ?? 2 * HOUR } }),
  };
}

/**
 * Every default of a rollout, with its reason. Weights 10 and 50: at 100 there is no control and
 * hence no evidence. Split by client: mixing versions within a visit is the greater harm.
 */
export function settleRollout(service: ResolvedService): SettledRollout {
  const said = service.rollout;
  return {
    strategy: said?.strategy ?? 'canary',
    split: said?.split ?? 'client',
    weights: said?.weights ?? [10, 50],
    bake: said?.bake ?? 10 * MINUTE,
    horizon: said?.horizon ?? MINUTE,
    bad: said?.bad ?? [{ id: '5xx', kind: 'status', atLeast: 500 }],
    promote: said?.promote ?? 'not-refuted',
    tolerance: said?.tolerance,
    smoke: said?.smoke ?? (service.health?.ready ? [`GET ${service.health.ready}`] : []),
    headerOverride: said?.headerOverride ?? false,
    holdFor: said?.holdFor ?? 60 * MINUTE,
    afterHold: said?.afterHold ?? 'accept',
  };
}

/** One replica unless the plan says more; the checker says when that is too few. */
export const settleReplicas = (service: ResolvedService): ResolvedReplicas =>
  service.replicas ?? { min: 1, max: 1 };

/** The namespace of an environment in its cluster: at most 63 letters, as Kubernetes has it. */
export const namespaceOf = ({
  name,
  environment,
}: {
  readonly name: string;
  readonly environment: { readonly name: string };
}): string => `${name}-${environment.name}`.slice(0, 63).replace(/-$/, '');

/** What `hanok up` raises on a server of its own: the environment of one machine. */
export const RAISED_ON_SERVER = 'local';

/** Where the plan lies on a server of its own. */
export const planHomeOf = (plan: string): string => `/srv/${plan}/plan`;

/** Where it listens; `PORT` tells it. 8080 is above what only root may open. */
export const settlePort = (service: Pick<ResolvedService, 'port'>): number => service.port ?? 8080;

/** Long enough for a slow answer; Kubernetes and ECS both default to 30 s. */
export const settleDrain = (service: ResolvedService): number => service.stop?.drain ?? 30 * SECOND;

/** How long a start may take before it counts as failed. */
export const settleStart = (service: ResolvedService): number =>
  service.health?.within ?? 60 * SECOND;
