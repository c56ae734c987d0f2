import type { Resolution } from '#model';

/** Where plans come from. */
export interface PlanSource {
  /** The plan file named, or the nearest one at or above a folder. Fails with usage/plan-not-found. */
  find(named: string | undefined, from: string): string;
  /** Every environment's resolution; malformed plans are findings, not failures. */
  load(file: string): Promise<Readonly<Record<string, Resolution>>>;
}

/** Text files beside a plan. */
export interface TextFiles {
  /** The file's text; `undefined` when there is none, or it cannot be read. */
  read(file: string): string | undefined;
  /** Whole or not at all. Fails with runtime/disk-full or runtime/not-written; the old file stays. */
  write(file: string, text: string): void;
  exists(file: string): boolean;
  /** Takes a file away, and the folders that it leaves empty. */
  remove(file: string): void;
  /** Writes a file that is not there yet, whole or not at all; answers false where one is. */
  create(file: string, text: string): boolean;
}
