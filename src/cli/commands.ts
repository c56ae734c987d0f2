import type { Command } from './command.ts';

/** Name to lazy import, in the order of the help page. */
export const COMMANDS: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  check: () => import('./commands/check.ts'),
  explain: () => import('./commands/explain.ts'),
  show: () => import('./commands/show.ts'),
};
