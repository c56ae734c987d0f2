import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Layout } from '../layout.ts';

/** The log files of a system, by name. */
export function listLogs(layout: Layout): readonly { name: string; path: string }[] {
  const folder = dirname(layout.log('any'));
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.log'))
    .sort();
  return names.map((name) => ({ name: name.slice(0, -'.log'.length), path: join(folder, name) }));
}

/** Where the last `lines` lines begin, within the last 256 KiB. */
export function tailOffset(path: string, lines: number): number {
  const { size } = statSync(path);
  const from = Math.max(0, size - 262_144);
  const bytes = readBytes(path, from, size);
  let at = bytes.length - 1;
  for (let left = lines; left > 0 && at > 0; left--) at = bytes.lastIndexOf(10, at - 1);
  return from + Math.max(0, at + 1);
}

/** Whole lines from an offset on, and the offset after them. A file that shrank is read anew. */
export function readFrom(path: string, offset: number): { text: string; next: number } {
  const { size } = statSync(path);
  const from = size < offset ? 0 : offset;
  const bytes = readBytes(path, from, Math.min(size, from + 1_048_576));
  const end = bytes.lastIndexOf(10) + 1;
  return { text: bytes.subarray(0, end).toString('utf8'), next: from + end };
}

function readBytes(path: string, from: number, to: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(Math.max(0, Math.min(to, fstatSync(file).size) - from));
    readSync(file, bytes, 0, bytes.length, from);
    return bytes;
  } finally {
    closeSync(file);
  }
}
