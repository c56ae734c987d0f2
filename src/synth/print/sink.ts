import type { Source } from '../source.ts';

/** Collects lines, and where each comes from when somebody asks. */
export interface Sink {
  readonly lines: string[];
  /** Undefined unless asked for; as long as `lines`. */
  readonly sources: (Source | undefined)[] | undefined;
}

export const put = (sink: Sink, line: string, source?: Source): void => {
  sink.lines.push(line);
  sink.sources?.push(source);
};
