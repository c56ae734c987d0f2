import type { SpanWords } from '#kernel';
import { span } from './quantity.ts';
import { type ResolvedSchedule, readSchedule, type Schedule } from './schedule.ts';
import { flag, optional, type Reader, record } from './shape.ts';
import { readSiteName, type Site } from './site.ts';

/** How a store is copied. A policy that says nothing of encryption has not promised it. */
export interface BackupPolicy {
  readonly full?: Schedule;
  readonly incremental?: Schedule;
  /** Every commit is shipped as it happens (WAL archiving, replication logs). */
  readonly continuous?: boolean;
  readonly keep?: SpanWords;
  readonly copyTo?: Site;
  readonly encrypted?: boolean;
}

export interface ResolvedBackup {
  readonly full?: ResolvedSchedule | undefined;
  readonly incremental?: ResolvedSchedule | undefined;
  readonly continuous?: boolean | undefined;
  /** Milliseconds. */
  readonly keep?: number | undefined;
  /** The site's name. */
  readonly copyTo?: string | undefined;
  readonly encrypted?: boolean | undefined;
}

export const readBackup: Reader<ResolvedBackup> = record<ResolvedBackup>({
  full: optional(readSchedule),
  incremental: optional(readSchedule),
  continuous: optional(flag),
  keep: optional(span),
  copyTo: optional(readSiteName),
  encrypted: optional(flag),
});
