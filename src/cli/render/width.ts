import { stripVTControlCharacters } from 'node:util';

/** Columns that text takes on a terminal: Hangul counts double, colours not at all. */
export const widthOf = (text: string): number =>
  [...stripVTControlCharacters(text)].reduce((sum, letter) => sum + columnsOf(letter), 0);

const columnsOf = (letter: string): number =>
  /[\u1100-\u11ff\u3000-\u9fff\uac00-\ud7ff\uff00-\uff60]/.test(letter) ? 2 : 1;

/** Text cut to a width, with `…` where something is missing. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  for (const letter of text) {
    if (widthOf(kept) + columnsOf(letter) > width - 1) break;
    kept += letter;
  }
  return `${kept}…`;
}

/** Words in lines of a width, all but the first after an indent. A longer word stands alone. */
export function wrap(text: string, width: number, indent = ''): string {
  const lines: string[] = [];
  let line = /^ */.exec(text)?.[0] ?? '';
  for (const word of text.trimStart().split(' ')) {
    const longer = line.trim() === '' ? line + word : `${line} ${word}`;
    const room = width - (lines.length > 0 ? indent.length : 0);
    if (line.trim() !== '' && widthOf(longer) > room) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].join(`\n${indent}`);
}
