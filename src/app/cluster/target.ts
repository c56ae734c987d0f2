import { Failure } from '#kernel';
import {
  namespaceOf as namespaceIn,
  type ResolvedPart,
  type ResolvedPlacement,
  type ResolvedPlan,
  standsAt,
} from '#model';
import { planOf } from '../check-plan.ts';
import { type LoadedPlan, loadPlan } from '../load-plan.ts';
import { planSource } from '../wire.ts';
import { localOnly, noDriver, unknownSite, whichSite } from './failures.ts';

/** What a command says of the place it speaks of. */
export interface Where {
  readonly folder: string;
  readonly environment: string;
  /** The plan's file, where it is named. */
  readonly plan?: string | undefined;
  /** Of the kubeconfig, instead of the plan's cluster or the current one. */
  readonly context?: string | undefined;
  /** One site of an environment that stands on several. */
  readonly site?: string | undefined;
  /** Who counts requests: an address, or NAMESPACE/SERVICE:PORT behind the API server. */
  readonly prometheus?: string | undefined;
  /** Stops looking; what is under way stays on record. */
  readonly signal?: AbortSignal | undefined;
}

/** A cluster that an environment stands on. */
export interface ClusterTarget {
  readonly kind: 'cluster';
  readonly loaded: LoadedPlan;
  readonly plan: ResolvedPlan;
  readonly placement: ResolvedPlacement;
  readonly environment: string;
}

export type Target = { readonly kind: 'local' } | ClusterTarget;

/** By what moves traffic there: the supervisor of this machine, or a cluster. Fails where nothing does. */
export async function targetOf(where: Where): Promise<Target> {
  // The name is this machine's in every plan, and its supervisor reads the plan by itself.
  if (where.environment === 'local') return onThisMachine(where);
  const loaded = await loadPlan(planSource, where.plan, where.folder);
  const plan = planOf(loaded, where.environment);
  const { on, also } = plan.environment;
  const placement = choose([on, ...also], where);
  if (placement.engine === 'local') return onThisMachine(where);
  if (placement.engine !== 'eks' && placement.engine !== 'gke')
    throw noDriver(where.environment, placement.engine);
  return { kind: 'cluster', loaded, plan, placement, environment: where.environment };
}

function onThisMachine({ context, site, prometheus }: Where): Target {
  const [flag] = Object.entries({ context, site, prometheus }).find(([, said]) => said) ?? [];
  if (flag === undefined) return { kind: 'local' };
  throw localOnly(flag);
}

/** One site at a time, in the order the plan has them: a release that is bad hurts one alone. */
function choose(
  placements: readonly ResolvedPlacement[],
  { environment, site }: Where,
): ResolvedPlacement {
  const names = placements.map((one) => one.site?.name ?? one.engine);
  const [first, ...more] = placements;
  if (site !== undefined) {
    const found = placements[names.indexOf(site)];
    if (found) return found;
    throw unknownSite(environment, site, names);
  }
  if (first && more.length === 0) return first;
  if (!first) throw new Failure('app/no-placement', { en: environment, ko: environment });
  throw whichSite(environment, names);
}

/** The namespace of an environment: the plan's name and its own. */
export const namespaceOf = ({ plan }: ClusterTarget): string => namespaceIn(plan);

/** Istio where the placement says that its resources are written for it; the Gateway API else. */
export const throughOf = ({ placement }: ClusterTarget): 'gateway' | 'istio' =>
  placement.runtime?.some((one) => one.startsWith('istio')) ? 'istio' : 'gateway';

/** Whether a part stands on the site: what it names itself counts as what the placement names. */
export const isPlaced = ({ placement }: ClusterTarget, part: ResolvedPart): boolean =>
  standsAt(placement, part);
