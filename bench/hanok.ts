import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const BIN = fileURLToPath(new URL('../bin/hanok.js', import.meta.url));

/** Runs the built CLI as a person would; answers what it printed. */
export async function hanok(folder: string, ...words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [BIN, ...words], {
    cwd: folder,
    maxBuffer: 1 << 26,
  });
  return stdout;
}
