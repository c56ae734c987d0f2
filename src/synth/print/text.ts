import type { Source } from '../source.ts';
import type { Sink } from './sink.ts';

/** A line of a text file, without its end. */
export interface Line {
  readonly text: string;
  readonly source?: Source | undefined;
}

/** What a text format is written with: lines and blocks, indented by two spaces. */
export class Lines {
  readonly lines: Line[] = [];
  #depth = 0;
  #source: Source | undefined;

  /** Writes a line, or several when the text has line ends; an empty one separates. */
  line(text = '', source = this.#source): this {
    const indent = '  '.repeat(this.#depth);
    for (const one of text.split('\n'))
      this.lines.push({ text: one === '' ? '' : `${indent}${one}`, source });
    return this;
  }

  /** Writes `open`, what `inside` writes one step deeper, and `close`. */
  block(open: string, inside: () => void, close?: string, source = this.#source): this {
    const before = this.#source;
    this.#source = source;
    this.line(open);
    this.#depth += 1;
    inside();
    this.#depth -= 1;
    if (close !== undefined) this.line(close);
    this.#source = before;
    return this;
  }

  /** All that `inside` writes comes from there, unless it says otherwise. */
  from(source: Source, inside: () => void): this {
    const before = this.#source;
    this.#source = source;
    inside();
    this.#source = before;
    return this;
  }
}

export function printText(sink: Sink, lines: readonly Line[]): void {
  for (const { text, source } of lines) sink.put(text, source);
}
