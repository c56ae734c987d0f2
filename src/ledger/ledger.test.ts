import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Draft, type Entry, type LedgerStore, record, toEntry, verify } from './index.ts';

const memory = (lines: string[] = []): LedgerStore => ({
  lines: () => lines,
  append: (next) => Promise.resolve(void lines.push(next(lines.at(-1)))),
});
const draft = (body: unknown = {}): Draft => ({ at: 1_000, kind: 'check', by: 'someone', body });

async function chain(length: number): Promise<string[]> {
  const lines: string[] = [];
  for (let index = 0; index < length; index++) await record(memory(lines), draft({ index }));
  return lines;
}

it('verifies what it recorded, and names its head', async () => {
  const lines = await chain(3);
  expect(verify(lines)).toEqual({
    ok: true,
    entries: 3,
    head: (JSON.parse(lines[2] ?? '') as Entry).digest,
  });
  expect(verify([])).toMatchObject({ ok: true, entries: 0 });
});

/** Ways to tamper with one line; each answers the lines a reader would find. */
const TAMPERING: Readonly<Record<string, (lines: readonly string[], at: number) => string[]>> = {
  change: (lines, at) => lines.with(at, (lines[at] ?? '').replace(/"index":\d/, '"index":99')),
  cut: (lines, at) => lines.with(at, (lines[at] ?? '').slice(0, -2)),
  drop: (lines, at) => lines.toSpliced(at, 1),
  // Who recomputes the digest of one entry breaks the next one.
  forge: (lines, at) => {
    const entry = JSON.parse(lines[at] ?? '') as Entry;
    const before = at === 0 ? undefined : (JSON.parse(lines[at - 1] ?? '') as Entry);
    return lines.with(at, JSON.stringify(toEntry({ ...entry, body: { index: 99 } }, before)));
  },
};

it('names the first broken entry, whatever is done to it', async () => {
  const lines = await chain(6);
  fc.assert(
    // The last entry is left alone: only a head kept elsewhere shows that it was dropped or forged.
    fc.property(fc.nat(4), fc.constantFrom(...Object.keys(TAMPERING)), (at, how) => {
      const found = verify(TAMPERING[how]?.(lines, at) ?? []);
      expect(found).toMatchObject({ ok: false, line: how === 'forge' ? at + 2 : at + 1 });
    }),
  );
});

it('adds nothing after an entry that was changed', async () => {
  const lines = await chain(2);
  lines[1] = (lines[1] ?? '').replace('"index":1', '"index":7');
  await expect(record(memory(lines), draft())).rejects.toMatchObject({ code: 'ledger/broken' });
  expect(lines.length).toBe(2);
});

it('never keeps a secret, however deep', async () => {
  const lines: string[] = [];
  await record(
    memory(lines),
    draft({ list: [{ apiToken: 'abc', DB_PASSWORD: 'def', name: 'web' }] }),
  );
  expect(lines[0]).not.toMatch(/abc|def/);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    body: { list: [{ apiToken: '[redacted]', name: 'web' }] },
  });
});
