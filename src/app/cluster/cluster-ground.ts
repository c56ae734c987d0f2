import type { SchemaStep } from '#delivery';
import { SECOND } from '#kernel';
import { partsOf, type ResolvedService, settleGate, settleRollout } from '#model';
import type { Ground } from '../ground.ts';
import { noService } from '../release-order.ts';
import { type Cluster, type ClusterRelease, type HeldService, keepsNoSide } from '../wire.ts';
import { makeClusterRelease } from './cluster-release.ts';
import { nobodyCounts, notInstalled, notPlaced } from './failures.ts';
import { type ClusterTarget, isPlaced } from './target.ts';

/** Counts come with scrapes, and each look is a handful of requests to the API server. */
const LOOK_EVERY_MS = 2 * SECOND;

/** One service on a cluster, whose lease is held. */
export function clusterGround(
  target: ClusterTarget,
  cluster: Cluster,
  held: HeldService,
  service: string,
): Ground {
  const made = new Map<string, ClusterRelease>();
  const { journal } = held.ports;
  const inForce = async (name: string) => {
    const { stable, previous } = await cluster.standing(name);
    if (stable === undefined) throw notInstalled(name, cluster.namespace);
    const former = previous === undefined ? [] : [previous];
    return { stable, former, schema: newestSchema(await cluster.releasesOf(name)) };
  };
  return {
    ports: {
      ...held.ports,
      journal: {
        ...journal,
        /** What is rolled out is written down before the rollout, and only then. */
        async record(entry) {
          const release = made.get(entry.rollout.candidate);
          if (release) await held.keep(release);
          made.delete(entry.rollout.candidate);
          return journal.record(entry);
        },
      },
    },
    lookEveryMs: LOOK_EVERY_MS,
    refuseUnready: () => undefined,
    names: () => [service],
    serviceNow: async (name) => {
      const found = serviceOf(target, name);
      refuseUnjudged(found, held);
      return { service: found, gate: settleGate(target.plan.environment) };
    },
    inForce,
    async make(found, { image }) {
      const release = await releaseNow(target, cluster, found, image);
      made.set(release.digest, release);
      return release;
    },
    async releaseOf(name, digest) {
      const found = (await cluster.releasesOf(name)).get(digest);
      // A release that nobody wrote down says nothing of schema and contracts.
      return found ?? { service: name, digest, configuration: {}, secrets: {} };
    },
    standing: () => standingAt(target, cluster),
    async putBack(name, release) {
      await held.putBack((await inForce(name)).stable, release);
    },
    post: postAt(cluster),
  };
}

/** Every release that was ever begun is written down. */
const newestSchema = (releases: ReadonlyMap<string, ClusterRelease>): SchemaStep | undefined =>
  [...releases.values()]
    .flatMap(({ schema }) => schema ?? [])
    .sort((a, b) => b.version - a.version)[0];

async function standingAt(
  target: ClusterTarget,
  cluster: Cluster,
): Promise<Record<string, string>> {
  const names = servicesAt(target).map(({ name }) => name);
  const all = await Promise.all(names.map((name) => cluster.standing(name)));
  return Object.fromEntries(
    all.flatMap(({ service, stable }) => (stable === undefined ? [] : [[service, stable]])),
  );
}

/** Words to this rollout, oldest first; those to a former one are for nobody. */
const postAt = ({ mailbox }: Cluster): NonNullable<Ground['post']> => ({
  async next(name, rollout) {
    const posted = await mailbox.pending(name);
    return posted.find((one) => one.rollout === rollout);
  },
  take: (name, { id }) => mailbox.take(name, id),
});

/** The services that stand on the site. */
export const servicesAt = (target: ClusterTarget): readonly ResolvedService[] =>
  partsOf(target.plan, 'service').filter((one) => isPlaced(target, one));

/** Fails when the plan has it not, or not here. */
export function serviceOf(target: ClusterTarget, name: string): ResolvedService {
  const services = partsOf(target.plan, 'service');
  const found = services.find((one) => one.name === name);
  if (!found)
    throw noService(
      name,
      services.map((one) => one.name),
    );
  if (!isPlaced(target, found))
    throw notPlaced(name, target.placement.site?.name ?? target.placement.engine);
  return found;
}

/** The release that the plan, the image and the Secret objects make now. */
export const releaseNow = (
  { plan, placement }: ClusterTarget,
  cluster: Cluster,
  service: ResolvedService,
  image: string | undefined,
): Promise<ClusterRelease> =>
  makeClusterRelease({
    plan,
    placement,
    service,
    image,
    namespace: cluster.namespace,
    versionOf: (secret) => cluster.secretVersion(secret),
  });

/** What could not be judged is refused before anything is raised. */
function refuseUnjudged(service: ResolvedService, held: HeldService): void {
  const { strategy, split } = settleRollout(service);
  if (strategy !== 'canary') return;
  if (split === 'client') throw keepsNoSide(service.name);
  if (!held.isCounted) throw nobodyCounts(service.name);
}
