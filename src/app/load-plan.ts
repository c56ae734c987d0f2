import { dirname } from 'node:path';
import type { Resolution } from '#model';
import type { PlanSource } from './ports.ts';

export interface LoadedPlan {
  readonly file: string;
  /** The plan's folder: paths in a plan are relative to it. */
  readonly folder: string;
  readonly environments: Readonly<Record<string, Resolution>>;
}

/** Finds and resolves the plan that a command speaks of. */
export async function loadPlan(
  source: PlanSource,
  named: string | undefined,
  from: string,
): Promise<LoadedPlan> {
  const file = source.find(named, from);
  return { file, folder: dirname(file), environments: await source.load(file) };
}
