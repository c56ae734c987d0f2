/** Where the chain rests: lines, only ever added to. */
export interface LedgerStore {
  /** All lines, oldest first; none when there is no ledger yet. A line cut short is the last one. */
  lines(): readonly string[];
  /**
   * Adds the line that `next` makes from the last one, alone among all processes, and returns when
   * it is on disk. Nothing is added when `next` throws.
   */
  append(next: (last: string | undefined) => string): Promise<void>;
}
