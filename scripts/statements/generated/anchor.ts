import type { Text } from '#kernel';

/** A line of a golden, found by words that stand one after another from the file's start. */
export interface Anchor {
  /** Below the example's folder of goldens. */
  readonly file: string;
  /** The plan path behind the line, or above the path behind it. */
  readonly of: string;
  /** Each at or below the line of the one before; the last stands on the line that is meant. */
  readonly words: readonly string[];
}
export const at = (file: string, of: string, ...words: readonly string[]): Anchor => ({
  file,
  of,
  words,
});

/** What is said by hand of a statement that asks for a file. */
export interface Told {
  /** Absent where the fields that the statement names lead to the lines. */
  readonly lines?: readonly Anchor[];
  /** What a reader has to know beside the lines, or why there are none. */
  readonly note?: Text;
  /** The lines say a part of the statement, and the note what is left. */
  readonly partly?: true;
  /** Findings of synth that say it, each as its code and its path. */
  readonly found?: readonly string[];
}
export type Tellings = Readonly<Record<string, Told>>;
