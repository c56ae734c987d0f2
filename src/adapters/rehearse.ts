import { type Rehearsal, type Rollout, SYNTHETIC_ROUNDS } from '#delivery';

/** `unanswered`: nobody could be asked, which is no fault of the side. */
type Heard = 'well' | 'failed' | 'unanswered';

/** Sends one smoke request, such as 'GET /health', to one side. */
export type AskSide = (side: 'stable' | 'candidate', request: string) => Promise<Heard>;

/** Rounds between two looks: a hundred take about five seconds, and no side feels them. */
const ROUNDS_A_LOOK = 5;

/**
 * Sends synthetic requests while a rollout asks for them, a few rounds a look. What was answered is
 * kept in memory alone: a controller that comes back begins anew, which costs a few requests and
 * never counts one twice.
 */
export class Rehearsals {
  readonly #byStep = new Map<string, Rehearsal>();

  /** What both sides answered so far; undefined when the rollout asks for nothing. */
  async continue(
    { id, rehearsing, policy }: Rollout,
    ask: AskSide,
  ): Promise<Rehearsal | undefined> {
    if (!rehearsing) return undefined;
    const key = `${id}/${rehearsing.step}`;
    let { rounds, failed } = this.#byStep.get(key) ?? NONE;
    for (let round = 0; round < ROUNDS_A_LOOK && rounds < SYNTHETIC_ROUNDS; round += 1) {
      const [stable, candidate] = await Promise.all([
        roundOf('stable', policy.smoke, ask),
        roundOf('candidate', policy.smoke, ask),
      ]);
      // A round that only one side could be asked in compares nothing.
      if (stable === 'unanswered' || candidate === 'unanswered') break;
      rounds += 1;
      failed = {
        stable: failed.stable + Number(stable === 'failed'),
        candidate: failed.candidate + Number(candidate === 'failed'),
      };
    }
    this.#byStep.set(key, { rounds, failed });
    return { rounds, failed };
  }
}

const NONE: Rehearsal = { rounds: 0, failed: { stable: 0, candidate: 0 } };

async function roundOf(
  side: 'stable' | 'candidate',
  requests: readonly string[],
  ask: AskSide,
): Promise<Heard> {
  for (const request of requests) {
    const heard = await ask(side, request);
    if (heard !== 'well') return heard;
  }
  return 'well';
}
