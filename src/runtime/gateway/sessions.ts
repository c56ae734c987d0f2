import type { Instant } from '#kernel';
import { Recent } from './recent.ts';
import { sideAt, standing } from './split.ts';
import type { Side, TableRollout } from './table.ts';
import type { RolloutBook, Unit } from './tally.ts';

/** A session ends after this much silence. */
export const SILENCE_MS = 1_800_000;

/** What a client's requests have in common until it falls silent. */
export interface Session {
  seenAt: Instant;
  /** The rollout in which it began; undefined when there was none. */
  readonly rollout: string | undefined;
  readonly side: Side;
  readonly unit: Unit | undefined;
  /** The rollout that has already excluded it for being older. */
  excludedBy: string | undefined;
}

/** The rollout that is under way, as an assignment needs it. */
export interface Underway {
  readonly plan: TableRollout;
  readonly book: RolloutBook;
}

/** Where a session's request goes, and the unit that answers for it. */
export interface Place {
  readonly side: Side;
  readonly unit: Unit | undefined;
}

const ON_STABLE: Place = { side: 'stable', unit: undefined };
const ON_CANDIDATE: Place = { side: 'candidate', unit: undefined };

/** The sessions of one service. A side is drawn at the beginning of a session and kept. */
export class Sessions {
  readonly #sessions: Recent<Session>;

  constructor(most = 200_000) {
    this.#sessions = new Recent(most);
  }

  /** Places one request of `client`, whose session begins now if it has none. */
  place(client: string, now: Instant, underway: Underway | undefined): Place {
    const session = this.#resume(client, now) ?? this.#begin(client, now, underway);
    if (!underway) return ON_STABLE;
    const { id, weight } = underway.plan;
    if (session.rollout !== id) {
      exclude(session, underway);
      return weight === 100 ? ON_CANDIDATE : ON_STABLE;
    }
    return { side: sideOf(session, weight), unit: session.unit };
  }

  /** How many sessions are alive at `now`. */
  countAt(now: Instant): number {
    let alive = 0;
    for (const session of this.#sessions.values()) if (isAlive(session, now)) alive += 1;
    return alive;
  }

  #resume(client: string, now: Instant): Session | undefined {
    const session = this.#sessions.get(client);
    if (!session || !isAlive(session, now)) return undefined;
    session.seenAt = now;
    return session;
  }

  #begin(client: string, now: Instant, underway: Underway | undefined): Session {
    const side = underway
      ? sideAt(standing(underway.plan.salt, client), underway.plan.weight)
      : 'stable';
    const unit = underway?.book.beginSession(client, side, now);
    const session = { seenAt: now, rollout: underway?.plan.id, side, unit, excludedBy: undefined };
    this.#sessions.set(client, session);
    return session;
  }
}

/**
 * At the ends of the scale everybody moves: a taken back candidate gets nothing more, and a switch
 * leaves nobody behind. A session's unit stays a unit of its own side all the same.
 */
function sideOf(session: Session, weight: number): Side {
  if (weight === 0) return 'stable';
  return weight === 100 ? 'candidate' : session.side;
}

const isAlive = (session: Session, now: Instant): boolean => now - session.seenAt <= SILENCE_MS;

function exclude(session: Session, { plan, book }: Underway): void {
  if (session.excludedBy === plan.id) return;
  session.excludedBy = plan.id;
  book.excluded.older += 1;
  book.changes += 1;
}
