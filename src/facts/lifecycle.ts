import { LIFECYCLE_SOURCES, LIFECYCLES } from './lifecycles.ts';

export type Support =
  | { readonly state: 'unknown' }
  | { readonly state: 'supported'; readonly ends: string | null; readonly source: string }
  | { readonly state: 'ended'; readonly ends: string | null; readonly source: string };

/** Whether a version is supported on a day. A version no table knows is unknown, never supported. */
export function supportOf(product: string, version: string, day: string): Support {
  const row = LIFECYCLES.find((one) => one.product === product && matches(version, one.cycle));
  if (!row) return { state: 'unknown' };
  const over = row.ended === true || (row.ends !== null && row.ends < day);
  return {
    state: over ? 'ended' : 'supported',
    ends: row.ends,
    source: LIFECYCLE_SOURCES[product] ?? '',
  };
}

/** '16.4' belongs to '16'; '7.25' does not belong to '7.2'. */
const matches = (version: string, cycle: string): boolean =>
  version === cycle || version.startsWith(`${cycle}.`);

/** Lines of a product still supported on a day, newest first. */
export const supportedCycles = (product: string, day: string): readonly string[] =>
  LIFECYCLES.filter(
    (one) => one.product === product && supportOf(product, one.cycle, day).state === 'supported',
  ).map((one) => one.cycle);
