import { type Read, readQuantity } from './unit.ts';

/** An amount of memory or storage: '512 MiB', '200 GB'. Binary and decimal units are both exact. */
export type SizeWords = `${number} ${SizeUnit}` | `${number}${SizeUnit}`;
export type SizeUnit = 'B' | 'KB' | 'MB' | 'GB' | 'TB' | 'KiB' | 'MiB' | 'GiB' | 'TiB';

const SCALE = {
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
} as const satisfies Record<SizeUnit, number>;

/** Bytes from an author's words. */
export const readSize = (words: unknown): Read<number> => readQuantity(words, SCALE);

/** Binary units, at most one decimal: '20 GiB', '1.5 MiB'. */
export function printSize(bytes: number): string {
  for (const unit of ['TiB', 'GiB', 'MiB', 'KiB'] as const) {
    if (bytes >= SCALE[unit]) return `${Math.round((bytes / SCALE[unit]) * 10) / 10} ${unit}`;
  }
  return `${bytes} B`;
}
