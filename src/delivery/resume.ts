import { unreachable } from '#kernel';
import type { DeliveryPorts, Entry } from './ports.ts';
import type { Action, Rollout } from './rollout.ts';

/**
 * What an interrupted rollout does next: performs again whatever its record says was decided and
 * perhaps not done, and returns it. Never decides: what was decided holds, whatever the world looks
 * like by now. Undefined when no such rollout was recorded.
 */
export async function resume(id: string, ports: DeliveryPorts): Promise<Rollout | undefined> {
  const entry = await ports.journal.load(id);
  if (!entry) return undefined;
  await settle(entry, ports);
  return entry.rollout;
}

/** Performs what is pending, in its order, and records that nothing is left. */
export async function settle({ rollout, pending }: Entry, ports: DeliveryPorts): Promise<void> {
  if (pending.length === 0) return;
  for (const action of pending) await perform(action, rollout, ports);
  await ports.journal.record({ rollout, pending: [] });
}

function perform(action: Action, rollout: Rollout, ports: DeliveryPorts): Promise<void> {
  const { driver, incidents } = ports;
  switch (action.kind) {
    case 'raise':
      return driver.setWeight(rollout, rollout.weight, action.replicasShare);
    case 'set-weight':
      return driver.setWeight(rollout, action.candidatePercent, rollout.share);
    case 'promote':
      return driver.promote(rollout);
    case 'discard':
      return driver.discard(rollout);
    case 'open-incident':
      return incidents.open(rollout, action.because);
    default:
      return unreachable(action);
  }
}
