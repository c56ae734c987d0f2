/**
 * A bounded memory of what was used lately. Two generations: what was not asked for during a
 * whole generation is forgotten at once, so that no entry costs a timer or a list to keep.
 */
export class Recent<V> {
  readonly #perGeneration: number;
  #young = new Map<string, V>();
  #old = new Map<string, V>();

  /** Holds at most `most` entries, and always the `most / 2` that were used last. */
  constructor(most: number) {
    this.#perGeneration = Math.max(1, most >> 1);
  }

  /** The value, which counts as used. */
  get(key: string): V | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: string, value: V): void {
    if (this.#young.size >= this.#perGeneration) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
    this.#old.delete(key);
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  *values(): Iterable<V> {
    yield* this.#young.values();
    yield* this.#old.values();
  }
}
