import type { Rollout, RunOptions, Wish } from '#delivery';
import type { Ground, PostedWish } from './ground.ts';

interface Asked {
  readonly wish: Wish;
  readonly answer: (rollout: Rollout) => void;
}

/** A rollout that this process carries. */
export interface Underway {
  readonly id: string;
  readonly ended: Promise<Rollout>;
  /** What people asked for, oldest first; each with who waits for the answer. */
  readonly wishes: Asked[];
  heard: (rollout: Rollout) => void;
}

/** What was asked of this process comes first, then what was written down for it. */
export function listeningTo(
  { id, wishes }: Underway,
  { post }: Pick<Ground, 'post'>,
  service: string,
): Pick<RunOptions, 'wish' | 'heeded'> {
  let posted: PostedWish | undefined;
  return {
    wish: async () => {
      const own = wishes[0]?.wish;
      if (own) return own;
      posted = await post?.next(service, id);
      return posted?.wish;
    },
    heeded: async (wish, now) => {
      if (wishes[0]?.wish === wish) wishes.shift()?.answer(now);
      else if (posted) await post?.take(service, posted);
    },
  };
}

/** What the ledger keeps of a rollout: the end, and everything its verdict rests on. */
export function summaryOf({ id, service, stable, candidate, phase, because, look }: Rollout) {
  const evidence = look?.evidence;
  return { id, service, stable, candidate, phase, because, ...(evidence && { evidence }) };
}
