import type { Rollout } from '#delivery';
import type { SystemStatus } from '#runtime';
import * as supervisor from './call-supervisor.ts';
import type { Scene } from './cluster/carry.ts';
import { serviceOf } from './cluster/cluster-ground.ts';
import { type ClusterStatus, clusterStatus } from './cluster/cluster-status.ts';
import {
  type ClusterInput,
  deployToCluster,
  type FirstRelease,
} from './cluster/deploy-to-cluster.ts';
import { folderOnCluster, imageOnThisMachine } from './cluster/failures.ts';
import { withCluster } from './cluster/open.ts';
import { type ClusterTarget, targetOf, type Where } from './cluster/target.ts';
import { rollbackOnCluster, wishOnCluster } from './cluster/words-to-cluster.ts';
import type { DeployNews, RollbackAnswer, RollbackInput, WishKind } from './deliver.ts';
import { refuseErrors } from './refuse-errors.ts';
import { statusOf } from './run-local.ts';

type Tell = (news: DeployNews) => void;

/** Delivers one service where its environment stands; resolves when the rollout has ended and drained. */
export async function deploy(
  where: Where,
  input: ClusterInput,
  heard: Tell,
): Promise<Rollout | FirstRelease> {
  const target = await targetOf(where);
  if (target.kind === 'local') {
    if (input.image !== undefined || input.first) throw imageOnThisMachine();
    return supervisor.deploy(where, input, heard);
  }
  if (input.from !== undefined) throw folderOnCluster();
  refuseErrors(target.loaded, target.environment);
  return onCluster(where, target, { service: input.service, tell: heard }, (scene) =>
    deployToCluster(scene, input),
  );
}

/** Takes a rollout back, or puts a former release in force. */
export async function rollback(
  where: Where,
  input: RollbackInput,
  tell: Tell,
): Promise<RollbackAnswer> {
  const target = await targetOf(where);
  if (target.kind === 'local') return supervisor.rollback(where, input);
  const { service, to } = input;
  return onCluster(where, target, { service, tell }, (scene) => rollbackOnCluster(scene, to));
}

/** Asks the rollout under way to pause, resume, go on or end, or approves it; answers it as recorded. */
export async function wishOf(
  where: Where,
  service: string,
  kind: WishKind,
  tell: Tell,
): Promise<Rollout> {
  const target = await targetOf(where);
  if (target.kind === 'local') return supervisor.wishOf(where, service, kind);
  return onCluster(where, target, { service, tell }, (scene) => wishOnCluster(scene, kind));
}

/** Whether an environment stands on this machine, where a supervisor carries its rollouts. */
export const standsHere = async (where: Where): Promise<boolean> =>
  (await targetOf(where)).kind === 'local';

/** What runs, on this machine or on a cluster. */
export type StatusAnswer =
  | { readonly kind: 'local'; readonly status: SystemStatus }
  | { readonly kind: 'cluster'; readonly status: ClusterStatus };

export async function statusAt(where: Where): Promise<StatusAnswer> {
  const target = await targetOf(where);
  if (target.kind === 'local')
    return { kind: 'local', status: await statusOf(where, where.environment) };
  const status = await withCluster(target, where, (cluster) => clusterStatus(target, cluster));
  return { kind: 'cluster', status };
}

async function onCluster<T>(
  where: Where,
  target: ClusterTarget,
  of: Pick<Scene, 'service' | 'tell'>,
  work: (scene: Scene) => Promise<T>,
): Promise<T> {
  // A name that is not there is said before anything is asked of a cluster.
  serviceOf(target, of.service);
  return withCluster(target, where, (cluster) => work({ where, target, cluster, ...of }));
}
