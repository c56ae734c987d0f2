import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const BLOCK = 16_384;

/** The last lines of a file, indented; '' when there is none. Reads only its end. */
export function tailOf(path: string, lines: number): string {
  try {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      const block = Buffer.alloc(Math.min(size, BLOCK));
      readSync(file, block, 0, block.length, size - block.length);
      return block
        .toString('utf8')
        .trimEnd()
        .split('\n')
        .slice(-lines)
        .map((line) => `  ${line}`)
        .join('\n')
        .trimEnd();
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}
