import type { Place } from '#kernel';

// This room stands two levels below the root of the code, in src/ and in dist/ alike.
const OWN = new URL('../', import.meta.url).href;
const OWN_PATH = decodeURIComponent(new URL(OWN).pathname);
const FRAME = /\(?((?:file:|\/).*):(\d+):\d+\)?$/;

/**
 * Where the author called the constructor that calls this: the first frame outside Hanok's own
 * code. Exact under type stripping, which replaces types by spaces. `?:0` when nobody else called.
 */
export function placeOfCall(): Place {
  for (const frame of (new Error('where').stack ?? '').split('\n').slice(1)) {
    const match = FRAME.exec(frame.trim());
    if (!match?.[1] || isOwn(match[1])) continue;
    return { file: toPath(match[1]), line: Number(match[2]) };
  }
  return { file: '?', line: 0 };
}

const isOwn = (file: string): boolean =>
  (file.startsWith(OWN) || file.startsWith(OWN_PATH)) && !/\.test\.ts$|\/rules\//.test(file);

/** A reload adds `?v=2` to the address; the file is the same. */
const toPath = (file: string): string =>
  decodeURIComponent(file.replace(/^file:\/\//, '').replace(/\?.*$/, ''));
