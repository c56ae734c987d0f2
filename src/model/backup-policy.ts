import { span } from './quantity.ts';
import { readSchedule } from './schedule.ts';
import { flag, type Meaning, object, oneOf, optional, text, type Words } from './shape.ts';
import { readSiteName } from './site.ts';

const backupFields = {
  /** Complete copies. */
  full: optional(readSchedule),
  /** What changed since the last copy. */
  incremental: optional(readSchedule),
  /** Volume or service snapshots, beside full copies. */
  snapshot: optional(readSchedule),
  /** Every commit is shipped as it happens (WAL archiving, replication logs). */
  continuous: optional(flag),
  /** A live second copy follows the first. It repeats every deletion, so it is no way back. */
  mirrored: optional(flag),
  keep: optional(span),
  /** A second copy on another site. */
  copyTo: optional(readSiteName),
  /** Where the copies rest: a region, a country, or an area such as 'EU'. */
  restsIn: optional(text),
  /** Whether copies may leave the region. */
  crossRegion: optional(oneOf('required', 'allowed', 'restricted', 'forbidden')),
  encrypted: optional(flag),
  /** How often a restore is tried. */
  rehearse: optional(readSchedule),
};
/** How a store is copied. A policy that says nothing of encryption has not promised it. */
export interface BackupPolicy extends Words<typeof backupFields> {}
export interface ResolvedBackup extends Meaning<typeof backupFields> {}
export const readBackup = object(backupFields);
