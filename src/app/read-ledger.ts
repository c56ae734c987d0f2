import {
  type Draft,
  type Entry,
  type LedgerStore,
  parse,
  record,
  type Verification,
  verify,
} from '#ledger';
import { layoutOf } from '#runtime';
import { whoRuns } from './who.ts';
import { ledgerFile, systemClock } from './wire.ts';

const storeOf = (folder: string, environment: string): LedgerStore =>
  ledgerFile(layoutOf(folder, environment).ledger);

/** Every entry that can be read, oldest first. */
export const readLedger = (folder: string, environment: string): readonly Entry[] =>
  storeOf(folder, environment)
    .lines()
    .flatMap((line) => parse(line) ?? []);

/** Whether the chain holds, or its first broken entry. */
export const verifyLedger = (folder: string, environment: string): Verification =>
  verify(storeOf(folder, environment).lines());

/** Adds what a use case did. Fails with ledger/broken when the chain cannot be built upon. */
export const enter = (
  where: { readonly folder: string; readonly environment: string },
  kind: Draft['kind'],
  body: unknown,
): Promise<Entry> =>
  record(storeOf(where.folder, where.environment), {
    at: systemClock.now(),
    by: whoRuns(),
    kind,
    body,
  });
