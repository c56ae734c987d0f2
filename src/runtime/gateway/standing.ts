/** How long an instance that refuses connections is passed over, in milliseconds. */
export const EJECTION_MS = 1_000;
const LONGEST_EJECTION_MS = 30_000;
/** Failures in a row after which an instance is passed over when the table does not say. */
export const EJECT_AFTER = 5;
/** Answers in a row after which its past is forgotten. */
const FORGIVE_AFTER = 5;

/** What an instance's answers say of it: it is passed over after some failures in a row. */
export class Standing {
  #failures = 0;
  #successes = 0;
  #ejections = 0;

  /** It answered, and not with a 5xx. */
  well(): void {
    this.#failures = 0;
    if (this.#ejections === 0) return;
    this.#successes += 1;
    if (this.#successes >= FORGIVE_AFTER) this.#ejections = 0;
  }

  /** It failed; true when it has failed `most` times in a row. */
  failed(most: number): boolean {
    this.#successes = 0;
    this.#failures += 1;
    return this.#failures >= most;
  }

  /** How long it is passed over; one more failure after that, and it is for twice as long. */
  eject(most: number): number {
    const ms = Math.min(LONGEST_EJECTION_MS, EJECTION_MS * 2 ** this.#ejections);
    this.#ejections += 1;
    this.#failures = most - 1;
    return ms;
  }
}
