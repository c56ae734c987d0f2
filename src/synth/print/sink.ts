import type { Source } from '../source.ts';

/** Takes lines, and where each comes from when somebody asks. */
export class Sink {
  /** All lines so far, each with its end. Grown in place: joining a list of a million lines costs more. */
  text = '';
  /** By line; undefined unless asked for. */
  readonly sources: (Source | undefined)[] | undefined;

  constructor(sources?: (Source | undefined)[]) {
    this.sources = sources;
  }

  put(line: string, source?: Source): void {
    this.text += line;
    this.text += '\n';
    if (this.sources) this.sources.push(source);
  }
}
