import { hasEnded, type Rollout } from '#delivery';
import { Deliveries, type DeployNews } from '../deliver.ts';
import { type Cluster, type HeldService, systemClock } from '../wire.ts';
import { clusterGround } from './cluster-ground.ts';
import type { ClusterTarget, Where } from './target.ts';

/** What a command works with on a cluster. */
export interface Scene {
  readonly where: Where;
  readonly target: ClusterTarget;
  readonly cluster: Cluster;
  readonly service: string;
  readonly tell: (news: DeployNews) => void;
}

/** What may be done while the lease of the service is held. */
export interface Carrying {
  readonly held: HeldService;
  readonly deliveries: Deliveries;
  /** The rollout that an earlier controller left; undefined when none is open. */
  readonly left: Rollout | undefined;
}

/**
 * Makes this process the one controller of a service. There is no supervisor on a cluster: the
 * engine runs in the command, and stops where it is when the person leaves or the lease is lost.
 */
export function carry<T>(
  { where, target, cluster, service }: Scene,
  work: (carrying: Carrying) => Promise<T>,
  seen?: { readonly version: string; readonly since: number },
): Promise<T> {
  return cluster.hold(
    service,
    async (held) => {
      const deliveries = new Deliveries({
        ground: clusterGround(target, cluster, held, service),
        folder: target.loaded.folder,
        environment: target.environment,
        say: () => undefined,
      });
      const stop = () => deliveries.close();
      for (const signal of [held.signal, where.signal]) signal?.addEventListener('abort', stop);
      const entry = await cluster.journal.latest(service);
      const isLeft = entry && (!hasEnded(entry.rollout) || entry.pending.length > 0);
      return work({ held, deliveries, left: isLeft ? entry.rollout : undefined });
    },
    seen,
  );
}

/** Watches whether the lease of a service stands still: who holds it then is gone. */
export function leaseWatch({ cluster, service }: Scene) {
  let seen: { version: string; since: number } | undefined;
  return {
    /** True when nobody holds it, or who does has not renewed it for its whole time. */
    async isFree(): Promise<boolean> {
      const holding = await cluster.holding(service);
      if (!holding) return true;
      const now = systemClock.now();
      if (seen?.version !== holding.version) seen = { version: holding.version, since: now };
      return now - seen.since >= holding.forMs;
    },
    get seen() {
      return seen;
    },
  };
}
