import { hasEnded, type Rollout, type Wish } from '#delivery';
import type { Text } from '#kernel';
import { type RollbackAnswer, TAKEN_BACK, type WishKind } from '../deliver.ts';
import { noneUnderway } from '../deliver-failures.ts';
import { enter } from '../read-ledger.ts';
import { whoRuns } from '../who.ts';
import { systemClock } from '../wire.ts';
import { carry, leaseWatch, type Scene } from './carry.ts';
import { tellWhere } from './deploy-to-cluster.ts';

/** How often a terminal looks whether its word was heeded. */
const LOOK_EVERY_MS = 500;

/**
 * Writes a word down for whoever carries the rollout, and resolves with it as recorded afterwards.
 * Where nobody does, `resume` and `abort` carry it on here; any other word waits for the next one.
 */
export async function wishOnCluster(scene: Scene, kind: WishKind): Promise<Rollout> {
  await tellWhere(scene);
  const open = await openRollout(scene);
  if (!open) throw noneUnderway(scene.service);
  const id = await post(scene, open, kind);
  const watch = leaseWatch(scene);
  for (;;) {
    const now = await heeded(scene, open, id);
    if (now) return now;
    if (await watch.isFree()) break;
    await systemClock.sleep(LOOK_EVERY_MS, scene.where.signal);
    if (scene.where.signal?.aborted) return open;
  }
  if (kind === 'resume' || kind === 'abort') return takeUp(scene, open, watch.seen);
  scene.tell({ kind: 'note', lines: [tellWaits(scene)] });
  return open;
}

/** Takes a rollout under way back, or puts the release before the present one in force again. */
export async function rollbackOnCluster(
  scene: Scene,
  to: string | undefined,
): Promise<RollbackAnswer> {
  const open = await openRollout(scene);
  if (!open) {
    await tellWhere(scene);
    return carry(scene, ({ deliveries }) => {
      const input = { service: scene.service, ...(to !== undefined && { to }) };
      return deliveries.rollback(input);
    });
  }
  let rollout = await wishOnCluster(scene, 'abort');
  // Another process carries it: it is over when the record says so.
  while (!hasEnded(rollout) && !scene.where.signal?.aborted) {
    await systemClock.sleep(LOOK_EVERY_MS, scene.where.signal);
    rollout = (await scene.cluster.journal.load(open.id))?.rollout ?? rollout;
  }
  return { kind: 'taken-back', rollout };
}

/** Carries on what is left, here; what people wrote down for it is heard first. */
async function takeUp(
  scene: Scene,
  open: Rollout,
  seen: { readonly version: string; readonly since: number } | undefined,
): Promise<Rollout> {
  const heard = (rollout: Rollout) => scene.tell({ kind: 'rollout', rollout });
  const ended = await carry(
    scene,
    ({ deliveries }) => deliveries.takeUp(scene.service, heard),
    seen,
  );
  return ended ?? (await scene.cluster.journal.load(open.id))?.rollout ?? open;
}

/** The rollout of the service that has not ended, or not been performed to its end. */
async function openRollout({ cluster, service }: Scene): Promise<Rollout | undefined> {
  const entry = await cluster.journal.latest(service);
  const isOpen = entry && (!hasEnded(entry.rollout) || entry.pending.length > 0);
  return isOpen ? entry.rollout : undefined;
}

async function post({ target, cluster, service }: Scene, open: Rollout, kind: WishKind) {
  const by = whoRuns();
  const wish: Wish = kind === 'abort' ? { kind, by, because: TAKEN_BACK } : { kind, by };
  const where = { folder: target.loaded.folder, environment: target.environment };
  await enter(where, 'rollout-wished', { id: open.id, service, wish: kind, by });
  return cluster.mailbox.post(service, open.id, wish);
}

/** The rollout as recorded, once the word was taken out; undefined while it lies there. */
async function heeded({ cluster, service }: Scene, open: Rollout, id: string) {
  const entry = await cluster.journal.load(open.id);
  if (entry && hasEnded(entry.rollout) && entry.pending.length === 0) return entry.rollout;
  const pending = await cluster.mailbox.pending(service);
  if (pending.some((one) => one.id === id)) return undefined;
  return (await cluster.journal.load(open.id))?.rollout ?? open;
}

const tellWaits = ({ service, target }: Scene): Text => ({
  en: `it is written down, and nobody carries the rollout just now: \`hanok rollout resume ${service} --env ${target.environment}\``,
  ko: `적어 두었다. 지금은 롤아웃을 이끄는 것이 없다: \`hanok rollout resume ${service} --env ${target.environment}\``,
});
