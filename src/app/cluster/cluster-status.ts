import { hasEnded, type Rollout } from '#delivery';
import type { Cluster, ServiceStanding } from '../wire.ts';
import { servicesAt } from './cluster-ground.ts';
import type { ClusterTarget } from './target.ts';

/** One service as it stands, with its last rollout and who carries it. */
export interface ClusterService extends ServiceStanding {
  readonly isHealthy: boolean;
  readonly rollout?: Pick<Rollout, 'id' | 'phase' | 'weight' | 'because' | 'candidate'>;
  /** Who is the controller just now, and until when unless it is renewed. */
  readonly held?: { readonly holder: string; readonly until: number };
}

export interface ClusterStatus {
  readonly plan: string;
  readonly environment: string;
  readonly context: string;
  readonly server: string;
  readonly namespace: string;
  readonly phase: 'healthy' | 'degraded';
  readonly services: readonly ClusterService[];
}

/** What runs there. Reads and changes nothing. */
export async function clusterStatus(
  target: ClusterTarget,
  cluster: Cluster,
): Promise<ClusterStatus> {
  const services = await Promise.all(
    servicesAt(target).map(({ name }) => serviceStatus(name, cluster)),
  );
  const { context, server, namespace } = cluster;
  const isHealthy = services.every((one) => one.isHealthy);
  return {
    plan: target.plan.name,
    environment: target.environment,
    context,
    server,
    namespace,
    phase: isHealthy ? 'healthy' : 'degraded',
    services,
  };
}

async function serviceStatus(name: string, cluster: Cluster): Promise<ClusterService> {
  const [standing, entry, holding] = await Promise.all([
    cluster.standing(name),
    cluster.journal.latest(name),
    cluster.holding(name),
  ]);
  const inForce = standing.releases.find(({ release }) => release === standing.stable);
  const { id, phase, weight, because, candidate } = entry?.rollout ?? {};
  const isOpen = entry !== undefined && !hasEnded(entry.rollout);
  return {
    ...standing,
    isHealthy: inForce !== undefined && inForce.wanted > 0 && inForce.ready >= inForce.wanted,
    ...(id &&
      phase &&
      because &&
      candidate && {
        rollout: { id, phase, weight: isOpen ? (weight ?? 0) : 0, because, candidate },
      }),
    ...(holding && { held: { holder: holding.holder, until: holding.until } }),
  };
}
