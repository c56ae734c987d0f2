import { createHash } from 'node:crypto';
import { hostname, userInfo } from 'node:os';

/** Who runs this, as the ledger may know it: the same person on the same machine, and nobody's name. */
export const whoRuns = (): string =>
  createHash('sha256').update(`${userInfo().username}@${hostname()}`).digest('hex').slice(0, 12);
