import type { Language, Text } from '#kernel';

export interface Flag {
  /** A word for the value, or none for a switch. */
  readonly value?: string;
  /** One letter. */
  readonly short?: string;
  readonly about: Text;
}
export type Flags = Readonly<Record<string, Flag>>;

/** What a command is called with. Results go to `out`, progress to `err`. */
export interface Call {
  readonly words: readonly string[];
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly on: (flag: string) => boolean;
  readonly language: Language;
  readonly json: boolean;
  /** Colour and questions are for terminals only. */
  readonly terminal: boolean;
  /** Columns of the terminal; without one, text is not folded. */
  readonly width: number;
  readonly folder: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

export interface Command {
  /** How it is called, after `hanok `. */
  readonly usage: string;
  readonly about: Text;
  readonly flags: Flags;
  /** How many words it takes besides flags. */
  readonly words: readonly [least: number, most: number];
  /** Answers the exit code. */
  run(call: Call): Promise<number>;
}

export const defineCommand = (command: Command): Command => command;
