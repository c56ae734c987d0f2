import { randomUUID } from 'node:crypto';
import type { Wish } from '#delivery';
import type { RolloutBook } from './rollout-book.ts';

/** What somebody asked of a rollout from another terminal, and nobody has heeded yet. */
export interface Posted {
  readonly id: string;
  readonly rollout: string;
  readonly wish: Wish;
}

/** Words of people to the controller of a service, oldest first, beside the record of its rollouts. */
export interface Mailbox {
  /** Resolves with the name of the word once it is where the controller looks. */
  post(service: string, rollout: string, wish: Wish): Promise<string>;
  pending(service: string): Promise<readonly Posted[]>;
  /** Takes a word out that was heeded; one that is out already is done. */
  take(service: string, id: string): Promise<void>;
}

const WISHES = 'wishes';

export const mailbox = (book: RolloutBook): Mailbox => ({
  async post(service, rollout, wish) {
    const posted: Posted = { id: randomUUID(), rollout, wish };
    // A word to a rollout that has ended is for nobody.
    const isStill = (one: Posted) => one.rollout === rollout;
    await book.change(service, (pages) => ({
      ...pages,
      [WISHES]: JSON.stringify([...read(pages).filter(isStill), posted]),
    }));
    return posted.id;
  },
  pending: async (service) => read(await book.read(service)),
  take: (service, id) =>
    book.change(service, (pages) => {
      const all = read(pages);
      const left = all.filter((one) => one.id !== id);
      return left.length === all.length ? pages : { ...pages, [WISHES]: JSON.stringify(left) };
    }),
});

const read = (pages: Readonly<Record<string, string>>): readonly Posted[] =>
  JSON.parse(pages[WISHES] ?? '[]') as readonly Posted[];
