import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ledgerFile } from '#adapters';
import { record, verify } from '#ledger';
import { tempDir } from './support/temp-dir.ts';

const draft = { at: 1, kind: 'check', by: 'someone', body: {} } as const;

it('adds entries that verify, one at a time even when many want to', async () => {
  using dir = tempDir();
  const store = ledgerFile(join(dir.path, 'ledger.jsonl'));
  await Promise.all(Array.from({ length: 20 }, () => record(store, draft)));
  expect(verify(store.lines())).toMatchObject({ ok: true, entries: 20 });
});

it('goes on after a crash at any byte of an entry, keeps the torn bytes, and says so', async () => {
  using dir = tempDir();
  const path = join(dir.path, 'ledger.jsonl');
  const store = ledgerFile(path);
  await record(store, draft);
  const first = readFileSync(path).length;
  await record(store, draft);
  const whole = readFileSync(path);
  for (const cut of [first + 1, Math.floor((first + whole.length) / 2), whole.length - 1]) {
    writeFileSync(path, whole);
    truncateSync(path, cut);
    expect(verify(store.lines())).toMatchObject(
      cut === whole.length - 1 ? { ok: true } : { ok: false, line: 2 },
    );
    await record(store, draft);
    expect(verify(store.lines())).toMatchObject({ ok: true, entries: 3 });
    expect(store.lines()[1]).toContain('torn-tail');
  }
  expect(existsSync(`${path}.torn`)).toBe(true);
});
