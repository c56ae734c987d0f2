import type { Resolution } from '#model';

/** Where plans come from. */
export interface PlanSource {
  /** The plan file named, or the nearest one at or above a folder. Fails with usage/plan-not-found. */
  find(named: string | undefined, from: string): string;
  /** Every environment's resolution; malformed plans are findings, not failures. */
  load(file: string): Promise<Readonly<Record<string, Resolution>>>;
}
