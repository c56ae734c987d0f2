import type { Rollout } from '#delivery';
import { callControl, layoutOf } from '#runtime';
import type { DeployInput, DeployNews, RollbackAnswer } from './deliver.ts';

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

/** Asks it to take a rollout back, or to put the former release in force. */
export const rollback = async (
  { folder, environment }: Where,
  service: string,
): Promise<RollbackAnswer> =>
  (await callControl(layoutOf(folder, environment).control, 'rollback', {
    service,
  })) as RollbackAnswer;
