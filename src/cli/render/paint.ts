import { styleText } from 'node:util';

type Style = 'red' | 'yellow' | 'green' | 'cyan' | 'dim' | 'bold';

/** Colours words on a terminal and leaves them alone elsewhere, and where NO_COLOR is set. */
export const painter =
  (terminal: boolean) =>
  (style: Style, words: string): string =>
    terminal && !process.env.NO_COLOR ? styleText(style, words, { validateStream: false }) : words;

export type Paint = ReturnType<typeof painter>;
