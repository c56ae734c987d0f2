import type { Source } from '../source.ts';

/** As many characters as are laid in one piece at a time. */
const PIECE = 1 << 15;

/** Takes lines, and where each comes from when somebody asks. */
export class Sink {
  /** By line; undefined unless asked for. */
  readonly sources: (Source | undefined)[] | undefined;
  /**
   * Grown in place: joining a list of a million lines costs more. The engine keeps what is added as a
   * tree until somebody looks into it, so somebody does, every now and then.
   */
  #text = '';
  #piece = '';

  constructor(sources?: (Source | undefined)[]) {
    this.sources = sources;
  }

  put(line: string, source?: Source): void {
    this.#piece += line;
    this.#piece += '\n';
    if (this.#piece.length > PIECE) this.#lay();
    if (this.sources) this.sources.push(source);
  }

  /** All lines so far, each with its end. */
  get text(): string {
    this.#lay();
    return this.#text;
  }

  #lay(): void {
    this.#piece.charCodeAt(0);
    this.#text += this.#piece;
    this.#piece = '';
  }
}
