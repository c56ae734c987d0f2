import type { Text } from '#kernel';
import { type Entry, isWhole, NOTHING } from './entry.ts';

/** Either the whole chain, or the first line that breaks it and how. */
export type Verification =
  | { readonly ok: true; readonly entries: number; readonly head: string }
  | { readonly ok: false; readonly line: number; readonly entries: number; readonly because: Text };

/**
 * Checks every line: that it is an entry, that it says of itself what it is, and that it follows the
 * one before. A cut tail is not seen by this alone: compare `head` with one kept elsewhere.
 */
export function verify(lines: readonly string[]): Verification {
  let last: Entry | undefined;
  for (const [index, line] of lines.entries()) {
    const entry = parse(line);
    const because = entry
      ? brokenBy(entry, last)
      : { en: 'it is not an entry', ko: '기록 항목이 아니다' };
    if (because) return { ok: false, line: index + 1, entries: lines.length, because };
    last = entry;
  }
  return { ok: true, entries: lines.length, head: last?.digest ?? NOTHING };
}

/** An entry from its line; `undefined` when it is none. */
export function parse(line: string): Entry | undefined {
  try {
    const read = JSON.parse(line) as Entry | null;
    return read && typeof read === 'object' && read.version === 1 && typeof read.number === 'number'
      ? read
      : undefined;
  } catch {
    return undefined;
  }
}

function brokenBy(entry: Entry, last: Entry | undefined): Text | undefined {
  if (!isWhole(entry))
    return {
      en: `entry ${entry.number} was changed: its digest is not that of its content`,
      ko: `${entry.number}번 항목이 바뀌었다. digest가 내용과 맞지 않는다`,
    };
  if (entry.number !== (last?.number ?? 0) + 1)
    return {
      en: `entry ${entry.number} stands where ${(last?.number ?? 0) + 1} belongs`,
      ko: `${(last?.number ?? 0) + 1}번이 있어야 할 곳에 ${entry.number}번이 있다`,
    };
  if (entry.previous !== (last?.digest ?? NOTHING))
    return {
      en: `entry ${entry.number} does not follow the one before it`,
      ko: `${entry.number}번 항목이 앞 항목에 이어지지 않는다`,
    };
  return undefined;
}
