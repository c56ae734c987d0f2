import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = new URL('../golden/', import.meta.url).pathname;

export interface Golden {
  /** Below test/golden: `newsforge/local/compose/compose.yaml`. */
  readonly path: string;
  readonly text: string;
}

/** Every golden whose path fits, by path. */
export const goldens = (fits: RegExp): readonly Golden[] =>
  readdirSync(ROOT, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length))
    .filter((path) => fits.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));

/** The one golden at a path, with one thing in it changed; fails when there is nothing to change. */
export function changed(path: string, from: string, to: string): string {
  const text = readFileSync(join(ROOT, path), 'utf8');
  if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
  return text.replace(from, to);
}
