import { type Clock, Failure, type Instant } from '#kernel';
import { decide, refuse } from './decide.ts';
import { heed, type Wish } from './heed.ts';
import type { DeliveryPorts } from './ports.ts';
import { resume, settle } from './resume.ts';
import { type Beginning, begin, type Decision, hasEnded, type Rollout } from './rollout.ts';

/** How often the world is looked at: traffic of a total failure is gone within two looks. */
export const LOOK_EVERY_MS = 250;

/** Records the beginning of a rollout and raises its candidate, without any traffic. */
export const start = (beginning: Beginning, ports: DeliveryPorts): Promise<Rollout> =>
  enact(begin(beginning), ports);

/** One look: observe, decide, record, act. Returns the rollout as it is recorded. */
export async function advance(
  rollout: Rollout,
  ports: DeliveryPorts,
  now: Instant,
): Promise<Rollout> {
  const seen = { ...(await ports.driver.observe(rollout)), now };
  const decision = decide(rollout, seen);
  if (decision.next === rollout) return rollout;
  return enact(decision, ports);
}

/** Does what a person asks, as far as it still can be done. */
export async function listen(
  rollout: Rollout,
  wish: Wish,
  ports: DeliveryPorts,
  now: Instant,
): Promise<Rollout> {
  const decision = heed(rollout, wish, now);
  return decision.next === rollout ? rollout : enact(decision, ports);
}

/** Recorded before it is performed, so that a crash between the two is repaired by performing it. */
async function enact({ next, actions, look }: Decision, ports: DeliveryPorts): Promise<Rollout> {
  if (look) await ports.journal.keep(next.id, look);
  await ports.journal.record({ rollout: next, pending: actions });
  await settle({ rollout: next, pending: actions }, ports);
  return next;
}

/** What a run listens to. */
export interface RunOptions {
  readonly clock: Clock;
  /** Stops looking, and nothing else: the rollout stays as it is recorded and can be resumed. */
  readonly signal?: AbortSignal;
  /** Told after every look, also when nothing moved. */
  readonly heard?: (rollout: Rollout) => void;
  /** Told when the world said no; the run goes on from the record where that can help. */
  readonly stumbled?: (failure: Failure) => void;
  /** Asked before every look: what a person wants and has not been answered yet. */
  readonly wish?: () => Wish | undefined | Promise<Wish | undefined>;
  /** Told when a wish was heeded: done, recorded, or too late. */
  readonly heeded?: (wish: Wish, rollout: Rollout) => void | Promise<void>;
  /** Milliseconds between looks; 250 unless said. */
  readonly lookEveryMs?: number;
}

/**
 * Looks until the rollout has ended, and returns it. Begins with what the record says is still to be
 * performed, so a run of an interrupted rollout is the same call. A `Failure` that allows a retry is
 * waited out, and one that does not takes a promotion back; every other error ends the run and
 * leaves the record for the next one.
 */
export async function run(
  rollout: Rollout,
  ports: DeliveryPorts,
  options: RunOptions,
): Promise<Rollout> {
  const { clock, signal, lookEveryMs = LOOK_EVERY_MS } = options;
  const at: Standing = { rollout, isSettled: false, refused: undefined };
  while (!signal?.aborted) {
    const refused = at.refused;
    try {
      await proceed(at, ports, options);
    } catch (error) {
      const failure = stumble(at, error, refused);
      options.stumbled?.(failure);
    }
    if (at.isSettled && hasEnded(at.rollout)) return at.rollout;
    await clock.sleep(lookEveryMs, signal);
  }
  return at.rollout;
}

/** Where a run stands between two looks. */
interface Standing {
  rollout: Rollout;
  /** Whether everything that is recorded has been performed. */
  isSettled: boolean;
  /** What the world said no to, for good. */
  refused: Failure | undefined;
}

/** What no look can mend, and what was refused a second time, ends the run. */
function stumble(at: Standing, error: unknown, refused: Failure | undefined): Failure {
  if (!(error instanceof Failure) || error === refused) throw error;
  at.isSettled = false;
  at.refused = error.retry === 'no' ? error : undefined;
  return error;
}

async function proceed(at: Standing, ports: DeliveryPorts, options: RunOptions): Promise<void> {
  if (at.refused) await turnBack(at.rollout.id, at.refused, ports);
  at.refused = undefined;
  if (!at.isSettled)
    at.rollout =
      (await abandon(at.rollout, ports, options)) ??
      (await resume(at.rollout.id, ports)) ??
      at.rollout;
  at.isSettled = true;
  if (hasEnded(at.rollout)) return;
  at.rollout = await look(at.rollout, ports, options);
  options.heard?.(at.rollout);
}

/** What cannot be performed must not keep a person from ending it: an abort comes before what is pending. */
async function abandon(
  rollout: Rollout,
  ports: DeliveryPorts,
  { clock, wish, heeded }: RunOptions,
): Promise<Rollout | undefined> {
  const wanted = await wish?.();
  if (wanted?.kind !== 'abort') return undefined;
  const entry = await ports.journal.load(rollout.id);
  if (!entry) return undefined;
  const next = await listen(entry.rollout, wanted, ports, clock.now());
  if (next === entry.rollout) return undefined;
  await heeded?.(wanted, next);
  return next;
}

/** Records that a refused promotion is taken back; to be performed by the next resume. */
async function turnBack(id: string, failure: Failure, ports: DeliveryPorts): Promise<void> {
  const entry = await ports.journal.load(id);
  if (!entry || entry.pending.length === 0 || entry.rollout.phase !== 'promoting') throw failure;
  const { next, actions } = refuse(entry.rollout, failure.text);
  await ports.journal.record({ rollout: next, pending: actions });
}

async function look(
  rollout: Rollout,
  ports: DeliveryPorts,
  { clock, wish, heeded }: RunOptions,
): Promise<Rollout> {
  const wanted = await wish?.();
  if (!wanted) return advance(rollout, ports, clock.now());
  const next = await listen(rollout, wanted, ports, clock.now());
  await heeded?.(wanted, next);
  return next === rollout ? advance(rollout, ports, clock.now()) : next;
}
