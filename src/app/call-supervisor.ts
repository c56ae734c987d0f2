import type { Rollout } from '#delivery';
import { callControl, layoutOf } from '#runtime';
import type { DeployNews, RollbackAnswer, RollbackInput, WishInput, WishKind } from './deliver.ts';
import type { DeployInput } from './ground.ts';
import { whoRuns } from './who.ts';

interface Where {
  readonly folder: string;
  readonly environment: string;
}

/** Asks the system's supervisor to deliver. Resolves when the rollout has ended and drained. */
export const deploy = async (
  { folder, environment }: Where,
  input: DeployInput,
  heard: (news: DeployNews) => void,
): Promise<Rollout> =>
  (await callControl(layoutOf(folder, environment).control, 'deploy', input, (news) =>
    heard(news as DeployNews),
  )) as Rollout;

/** Asks it to take a rollout back, or to put a former release in force. */
export const rollback = async (
  { folder, environment }: Where,
  input: RollbackInput,
): Promise<RollbackAnswer> =>
  (await callControl(layoutOf(folder, environment).control, 'rollback', input)) as RollbackAnswer;

/** Asks the rollout under way to pause, resume, go on or end, or approves it; answers it as recorded. */
export const wishOf = async (
  { folder, environment }: Where,
  service: string,
  kind: WishKind,
): Promise<Rollout> => {
  const wish: WishInput = { service, kind, by: whoRuns() };
  return (await callControl(layoutOf(folder, environment).control, 'wish', wish)) as Rollout;
};
