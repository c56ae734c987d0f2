export { type Draft, type Entry, type EntryKind, NOTHING, toEntry } from './entry.ts';
export { record } from './ledger.ts';
export type { LedgerStore } from './ports.ts';
export { parse, type Verification, verify } from './verify.ts';
