/** The five ways a command ends. */
export const EXIT = {
  done: 0,
  /** Findings at or above the threshold, an unmet objective, a release taken back. */
  findings: 1,
  usage: 2,
  /** The world said no. */
  failure: 3,
  /** A bug in Hanok. */
  bug: 70,
} as const;
