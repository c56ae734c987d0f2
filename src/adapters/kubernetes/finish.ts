import type { Rollout } from '#delivery';
import { Failure } from '#kernel';
import type { Hands } from './hands.ts';
import { follow } from './in-force.ts';
import { DEPLOYMENT, type Deployment } from './kinds.ts';
import { printNotes, readNotes } from './notes.ts';
import { NAME_LABEL, nameOf, RELEASE_LABEL } from './objects.ts';
import { deploymentOf, dropOverride, putAway, remove, scale, untilReady } from './release.ts';
import { backendOf, neverDelivered, replicasFor } from './set-weight.ts';

/** From one release to another; a way back to a former one has no policy. */
type Handover = Pick<Rollout, 'service' | 'stable' | 'candidate'> &
  Partial<Pick<Rollout, 'policy'>>;

/**
 * The candidate to full strength, then all traffic to it, then the former stable drains and is kept
 * at 0 instances: the way back needs no image to be built or found. The one before that goes.
 */
export async function promote(rollout: Handover, hands: Hands): Promise<void> {
  const { service, stable, candidate } = rollout;
  const { rule, podOf } = hands;
  const before = await rule.read(service);
  if (readNotes(before?.metadata.annotations).stable !== candidate) {
    await fill(rollout, hands);
    // Read just before it is written: filling takes minutes, and gateways write on it as well.
    const state = await rule.read(service);
    if (!state) throw neverDelivered(service);
    const backends = [
      backendOf(service, stable, 0, podOf),
      backendOf(service, candidate, 100, podOf),
    ];
    const inForce = printNotes({ stable: candidate, previous: stable, steps: [] });
    await rule.write(service, state, { backends, notes: inForce });
  }
  await onlyForward(async () => {
    await rule.followed(service);
    await follow(service, candidate, hands);
    await untilLeft(service, stable, hands);
    await putAway(service, stable, hands);
    await leadOnly(service, candidate, hands);
    if (rollout.policy?.headerOverride) await dropOverride(service, candidate, hands);
    await forget(service, [stable, candidate], hands);
  });
}

/** Every instance that the former stable has, ready, before it has all traffic. */
async function fill(rollout: Handover, hands: Hands): Promise<void> {
  const { service, stable, candidate } = rollout;
  const full = replicasFor(await deploymentOf(service, stable, hands), 100);
  await scale(service, candidate, full, hands);
  await untilReady(service, candidate, full, hands);
}

/** Takes the traffic and then the instances of a candidate away; after a promotion nothing. */
export async function discard(rollout: Rollout, hands: Hands): Promise<void> {
  const { service, stable, candidate } = rollout;
  const state = await hands.rule.read(service);
  const notes = readNotes(state?.metadata.annotations);
  if (notes.stable === candidate) return;
  if (state) await leadOnly(service, stable, hands);
  await untilLeft(service, candidate, hands);
  // The release before last stays at hand, also when the way back to it was given up.
  if (notes.previous === candidate) {
    await putAway(service, candidate, hands);
    await dropOverride(service, candidate, hands);
  } else await remove(service, candidate, hands);
}

/** A gateway that has yet to hear of new weights still sends to whom they leave out. */
async function untilLeft(service: string, release: string, hands: Hands): Promise<void> {
  const standing = await deploymentOf(service, release, hands);
  if (standing && standing.spec.replicas !== 0) await hands.clock.sleep(hands.settleMs);
}

/** All traffic to one release, and no other one named; what was counted is forgotten. */
async function leadOnly(service: string, release: string, hands: Hands): Promise<void> {
  const state = await hands.rule.read(service);
  if (!state) return;
  const { previous } = readNotes(state.metadata.annotations);
  const backends = [backendOf(service, release, 100, hands.podOf)];
  const kept = { stable: release, ...(previous !== undefined && { previous }), steps: [] };
  await hands.rule.write(service, state, { backends, notes: printNotes(kept) });
  await hands.rule.followed(service);
}

/** Removes every release of the service but these. */
async function forget(service: string, kept: readonly string[], hands: Hands): Promise<void> {
  const all = await hands.client.list<Deployment>(DEPLOYMENT, {
    [NAME_LABEL]: service,
    'app.kubernetes.io/managed-by': 'hanok',
  });
  for (const { metadata } of all) {
    const release = metadata.labels?.[RELEASE_LABEL];
    const isKept = kept.some((one) => nameOf(service, one) === metadata.name);
    if (release !== undefined && !isKept) await remove(service, release, hands);
  }
}

/** Once the candidate is in force there is no way back but forward. */
async function onlyForward(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause;
    const { code, text, hint } = cause;
    throw new Failure(code, text, { ...(hint && { hint }), retry: 'later', cause });
  }
}
