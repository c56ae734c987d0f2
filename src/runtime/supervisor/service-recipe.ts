import { type ResolvedService, settleDrain, settleStart } from '#model';
import { accepts, answersWell } from './probe.ts';
import type { Recipe } from './recipe.ts';

export interface ServiceRun {
  readonly service: ResolvedService;
  readonly command: readonly string[];
  readonly folder: string;
  readonly log: string;
  /** Asked at each start, because a store may have come back on another port. */
  readonly variables: () => Readonly<Record<string, string>>;
}

/** A service as a plain process that is told its port. Ready when its plan's path says so. */
export function serviceRecipe({ service, command, folder, log, variables }: ServiceRun): Recipe {
  const ready = service.health?.ready ?? service.health?.live;
  return {
    launch: (port) => ({
      command,
      folder,
      log,
      env: { ...variables(), HOST: '127.0.0.1', PORT: String(port) },
    }),
    isReady: (port) => (ready === undefined ? accepts(port) : answersWell(port, ready)),
    // To the whole session: a command may be a script around the program that serves.
    stop: { signal: 'SIGTERM', group: true, graceMs: settleDrain(service) },
    startWithinMs: settleStart(service),
    port: 'fresh',
  };
}
