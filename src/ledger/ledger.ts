import { Failure } from '#kernel';
import { type Draft, type Entry, isWhole, toEntry } from './entry.ts';
import type { LedgerStore } from './ports.ts';
import { parse } from './verify.ts';

/** Adds an entry. Fails with ledger/broken when the last one cannot be built upon; nothing is added then. */
export async function record(store: LedgerStore, draft: Draft): Promise<Entry> {
  let made: Entry | undefined;
  await store.append((last) => {
    made = toEntry(draft, last === undefined ? undefined : trusted(last));
    return JSON.stringify(made);
  });
  return made as Entry;
}

function trusted(line: string): Entry {
  const entry = parse(line);
  if (entry && isWhole(entry)) return entry;
  throw new Failure(
    'ledger/broken',
    {
      en: 'the last entry of the ledger was changed; nothing is added to it',
      ko: '원장의 마지막 항목이 바뀌었다. 더 쓰지 않는다',
    },
    {
      hint: {
        en: 'Run `hanok ledger verify`, and put back the copy that verifies.',
        ko: '`hanok ledger verify`를 실행하고, 검증되는 사본으로 되돌린다.',
      },
    },
  );
}
