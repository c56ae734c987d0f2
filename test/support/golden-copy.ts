import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tried } from './real-proxies.ts';

const root = fileURLToPath(new URL('../golden/', import.meta.url));
/** Goldens that fit a pattern, by path. */
export const goldens = (pattern: string): string[] => globSync(pattern, { cwd: root }).toSorted();
/** Folders of a target, over all examples and environments. */
export const trees = (target: string): string[] => goldens(`*/*/${target}`);
export const readGolden = (path: string): string => readFileSync(join(root, path), 'utf8');

export type Edit = (text: string) => string;
export const same: Edit = (text) => text;

/** A copy of a generated folder, changed, and what a program says of it. */
export function says(tree: string, edit: (home: string) => readonly [string, ...string[]]) {
  const home = mkdtempSync(join(tmpdir(), 'hanok-observe-'));
  cpSync(join(root, tree), home, { recursive: true });
  const [program, ...words] = edit(home);
  const answer = tried(program, words);
  rmSync(home, { recursive: true });
  return answer;
}

/** Changes one file of a copy, and says where it is. */
export function change(home: string, file: string, edit: Edit): string {
  const path = join(home, file);
  writeFileSync(path, edit(readFileSync(path, 'utf8')));
  return path;
}
