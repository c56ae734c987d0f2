import type { Text } from '#kernel';
import type { Action, Look, Observation, Rollout } from './rollout.ts';

/**
 * Moves traffic and instances. Every verb is idempotent: asked twice it does once, and answers the
 * same. What is already gone counts as done; it is never an error. When the world says no, a verb
 * throws a `Failure`; `retry: 'later'` means that asking again may help.
 */
export interface Driver {
  /**
   * What is there now; changes nothing a user can notice. It also sends the plan's smoke requests,
   * once, as soon as a candidate instance is ready, and keeps their answer for the rollout. An absent
   * candidate is `ready: 0`; absent counts leave `measured` out, and are never zeroes.
   */
  observe(rollout: Rollout): Promise<Omit<Observation, 'now'>>;
  /**
   * Gives the candidate `percent` of new units (0 to 100) and `replicasShare` percent of the
   * service's replicas, rounded up, at least one: raising what is missing, never waiting for it.
   * Resolves when the traffic follows. From then on `observe` speaks of the new `wanted`.
   * Percent 0 takes the traffic away even when no candidate instance is left. Stable keeps its instances.
   */
  setWeight(rollout: Rollout, percent: number, replicasShare: number): Promise<void>;
  /**
   * Makes the candidate the stable release: all traffic to it, then the former stable drains and
   * goes, and the release is remembered as the one in force. Resolves when that is so. The
   * candidate's instances are kept; there is no moment without a ready one.
   */
  promote(rollout: Rollout): Promise<void>;
  /**
   * Removes the candidate's instances after their drain, and ends the counting. The weight is 0
   * before. Resolves when none is left; none there in the first place is the same. After a
   * promotion it does nothing: what was the candidate is stable then.
   */
  discard(rollout: Rollout): Promise<void>;
  /** Traffic seen lately, for the pre-flight; undefined when the service is unknown or unseen. */
  describe(service: string): Promise<Traffic | undefined>;
}

/** What a service was seen to serve lately, over both sides. */
export interface Traffic {
  /** Units (clients under a client split, else requests) that begin per second. */
  readonly unitsPerSecond: number;
  readonly requestsPerSecond: number;
  /** Share of bad units on stable by predicate id, 0 to 1; a predicate not yet counted is absent. */
  readonly bad?: Readonly<Record<string, number>>;
}

/** A rollout as the journal keeps it: the last decision, and what of it is still to be done. */
export interface Entry {
  readonly rollout: Rollout;
  /** Recorded and perhaps not performed; empty once they are. Performed again on a resume. */
  readonly pending: readonly Action[];
}

/** Remembers rollouts across the death of the process. A resolved promise means it is on disk. */
export interface Journal {
  /** Replaces the entry of this rollout as a whole: a reader sees the former or this one, never a half. */
  record(entry: Entry): Promise<void>;
  /** Adds a look to the story of a rollout; looks keep their order. The same look twice is kept once. */
  keep(id: string, look: Look): Promise<void>;
  /** Undefined when no such rollout was recorded. */
  load(id: string): Promise<Entry | undefined>;
  /** The entry of the service's rollout with the latest start, ended or not; undefined before the first. */
  latest(service: string): Promise<Entry | undefined>;
  /** Every kept look, oldest first; empty for an unknown rollout. */
  looks(id: string): Promise<readonly Look[]>;
}

/** Where a person is called. */
export interface Incidents {
  /** Opens one incident for a rollout; a second call for the same rollout changes nothing. */
  open(rollout: Rollout, because: Text): Promise<void>;
}

/** Everything the engine touches. */
export interface DeliveryPorts {
  readonly driver: Driver;
  readonly journal: Journal;
  readonly incidents: Incidents;
}
