/** An IPv4 range as numbers. */
export interface Range {
  readonly start: number;
  /** Bits of the prefix. */
  readonly bits: number;
}

const size = (bits: number): number => 2 ** (32 - bits);

/** Reads '10.0.0.0/16'; undefined when it is none. */
export function readRange(text: string): Range | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const [, a, b, c, d, bits] = match.map(Number);
  if ([a, b, c, d].some((one) => (one ?? 256) > 255) || (bits ?? 33) > 32) return undefined;
  const start = (((a ?? 0) * 256 + (b ?? 0)) * 256 + (c ?? 0)) * 256 + (d ?? 0);
  return { start: start - (start % size(bits ?? 0)), bits: bits ?? 0 };
}

export const printRange = ({ start, bits }: Range): string =>
  `${[24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join('.')}/${bits}`;

/** The block of so many bits that a range lies in. */
export const blockAround = ({ start }: Range, bits: number): Range => ({
  start: start - (start % size(bits)),
  bits,
});

/** The smallest block over all of them that a network may have: /16 to /28. */
export function cover(ranges: readonly Range[]): Range {
  const first = Math.min(...ranges.map(({ start }) => start));
  const last = Math.max(...ranges.map(({ start, bits }) => start + size(bits) - 1));
  let block = blockAround({ start: first, bits: 28 }, 28);
  while (block.bits > 16 && block.start + size(block.bits) - 1 < last)
    block = blockAround(block, block.bits - 1);
  return block;
}

/** The first so many of equal parts; parts are powers of two, so some may be left over. */
export function split({ start, bits }: Range, parts: number): readonly Range[] {
  const deeper = bits + Math.ceil(Math.log2(Math.max(1, parts)));
  return Array.from({ length: parts }, (_, index) => ({
    start: start + index * size(deeper),
    bits: deeper,
  }));
}

export const overlap = (a: Range, b: Range): boolean =>
  a.start < b.start + size(b.bits) && b.start < a.start + size(a.bits);

/** The first free block of so many bits within another. */
export function firstFree(within: Range, taken: readonly Range[], bits: number): Range | undefined {
  for (let start = within.start; start < within.start + size(within.bits); start += size(bits)) {
    const block = { start, bits };
    if (!taken.some((one) => overlap(one, block))) return block;
  }
  return undefined;
}
