import type { Command } from './command.ts';

/** Name to lazy import, in the order of the help page. */
export const COMMANDS: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  init: () => import('./commands/init.ts'),
  check: () => import('./commands/check.ts'),
  explain: () => import('./commands/explain.ts'),
  show: () => import('./commands/show.ts'),
  synth: () => import('./commands/synth.ts'),
  why: () => import('./commands/why.ts'),
  impact: () => import('./commands/impact.ts'),
  up: () => import('./commands/up.ts'),
  down: () => import('./commands/down.ts'),
  status: () => import('./commands/status.ts'),
  logs: () => import('./commands/logs.ts'),
  deploy: () => import('./commands/deploy.ts'),
  rollback: () => import('./commands/rollback.ts'),
  rollout: () => import('./commands/rollout.ts'),
  ledger: () => import('./commands/ledger.ts'),
  doctor: () => import('./commands/doctor.ts'),
};

/** Called by Hanok itself, never by a person: not on the help page. */
export const INNER: typeof COMMANDS = {
  supervise: () => import('./commands/supervise.ts'),
};
