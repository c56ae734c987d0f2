import { hasEnded, type Rollout } from '#delivery';
import { type Text, withParticle } from '#kernel';
import { underwayAlready } from '../deliver-failures.ts';
import type { DeployInput } from '../ground.ts';
import { type Carrying, carry, type Scene } from './carry.ts';
import { releaseNow, serviceOf } from './cluster-ground.ts';
import { firstReplicas } from './cluster-release.ts';
import { entranceOf } from './entrance.ts';
import { notInstalled } from './failures.ts';
import { tellPlace } from './open.ts';

/** A first release that was stood up: there was nothing to roll out from. */
export interface FirstRelease {
  readonly phase: 'installed';
  readonly service: string;
  readonly release: string;
  readonly replicas: number;
}

export interface ClusterInput extends DeployInput {
  /** Stands the first release up where there is none. */
  readonly first?: boolean;
}

/**
 * Delivers one service to a cluster, in this very process. A rollout that an earlier controller left
 * is taken up where its record says, when it is of the same release; another one is never begun
 * beside it.
 */
export async function deployToCluster(
  scene: Scene,
  input: ClusterInput,
): Promise<Rollout | FirstRelease> {
  await tellWhere(scene);
  return carry(scene, (carrying) => begin(scene, carrying, input));
}

async function begin(scene: Scene, carrying: Carrying, input: ClusterInput) {
  const { cluster, service, tell } = scene;
  const { deliveries, left } = carrying;
  const heard = (rollout: Rollout) => tell({ kind: 'rollout', rollout });
  if (left) {
    const { digest } = await releaseNow(
      scene.target,
      cluster,
      serviceOf(scene.target, service),
      input.image,
    );
    if (left.candidate !== digest && !hasEnded(left)) throw underwayAlready(service, left.id);
    tell({ kind: 'note', lines: [tellTakenUp(left)] });
    const ended = await deliveries.takeUp(service, heard);
    if (ended && left.candidate === digest) return ended;
  }
  const { stable } = await cluster.standing(service);
  if (stable !== undefined) return deliveries.deploy(input, tell);
  if (!input.first) throw notInstalled(service, cluster.namespace);
  return installFirst(scene, carrying, input);
}

async function installFirst(
  { target, cluster, service, tell }: Scene,
  { held, deliveries }: Carrying,
  { image }: ClusterInput,
): Promise<FirstRelease> {
  const found = serviceOf(target, service);
  const release = await releaseNow(target, cluster, found, image);
  const replicas = firstReplicas(found);
  tell({ kind: 'note', lines: [tellFirst(service, replicas)] });
  await held.keep(release);
  await deliveries.installed({ service, release: release.digest, replicas }, () =>
    held.install(release.digest, replicas, entranceOf(target.plan, service)),
  );
  return { phase: 'installed', service, release: release.digest, replicas };
}

/** Where it goes, and whether somebody is there already: then their lease is watched for a while. */
export async function tellWhere({ cluster, service, tell }: Scene): Promise<void> {
  const holding = await cluster.holding(service);
  const lines = [tellPlace(cluster)];
  if (holding) lines.push(tellHeld(holding.holder));
  tell({ kind: 'note', lines });
}

const tellHeld = (holder: string): Text => ({
  en: `${holder} holds the lease; watching whether it is renewed`,
  ko: `${withParticle(holder, '이/가')} 리스를 쥐고 있다. 연장되는지 지켜본다`,
});

const tellTakenUp = ({ id, phase, weight }: Rollout): Text => ({
  en: `rollout ${id} was left at ${phase}, ${weight}%: it is taken up from there`,
  ko: `롤아웃 ${withParticle(id, '이/가')} ${phase}, ${weight}%에서 남겨져 있어 거기서 이어 간다`,
});

const tellFirst = (service: string, replicas: number): Text => ({
  en: `the first release of ${service}, ${replicas} instances: there is nothing to compare it with`,
  ko: `${service}의 첫 릴리스, 인스턴스 ${replicas}개. 견줄 것이 없다`,
});
