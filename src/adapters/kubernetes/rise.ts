import { SECOND } from '#kernel';

/** One counter of Prometheus: milliseconds and value, oldest first. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly (readonly [at: number, value: number])[];
}

/** What the counters of several targets rose by, read at the same two instants for all of them. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** Between two scrapes, where nothing shows it. */
const SCRAPE_MS = 15_000;
/** A target that was not scraped for so many intervals has ended, and is not waited for. */
const MISSED = 4;

/**
 * The last instant up to which every target that still lives was scraped. Targets are scraped one
 * after the other: a side that was read later would show more units than its share, and the split
 * would look wrong where only the reading was.
 */
export function readUntil(series: readonly Series[], now: number): number {
  const ends = targetsOf(series).map(({ scrapes }) => scrapes.at(-1) ?? 0);
  const alive = ends.filter((end) => now - end < MISSED * intervalOf(series));
  return alive.length > 0 ? Math.min(...alive) : Math.max(0, ...ends);
}

/**
 * Rise of each series within the window, in whole numbers. A fall is a restart that counts from 0.
 * Between two scrapes a counter is taken to rise evenly: all sides are cut at the same instants.
 */
export function riseOf(series: readonly Series[], { from, to }: Window): Map<Series, number> {
  const scrapesOf = new Map(targetsOf(series).map(({ key, scrapes }) => [key, scrapes]));
  const interval = intervalOf(series);
  const rise = (one: Series): number => {
    const points = toPoints(one, scrapesOf.get(keyOf(one)) ?? [], interval);
    return Math.round(valueAt(points, to)) - Math.round(valueAt(points, from));
  };
  return new Map(series.map((one) => [one, rise(one)]));
}

type Point = readonly [at: number, total: number];

/** The counter as if it had never restarted, beginning at the 0 before its first sample. */
function toPoints(
  { samples }: Series,
  scrapes: readonly number[],
  interval: number,
): readonly Point[] {
  const [first] = samples;
  if (!first) return [];
  // A series of a known target was 0 when that was last scraped; a new target began an interval ago.
  const before = scrapes.findLast((at) => at < first[0]) ?? first[0] - interval;
  const points: Point[] = [[before, 0]];
  let last = 0;
  let total = 0;
  for (const [at, value] of samples) {
    total += value < last ? value : value - last;
    last = value;
    points.push([at, total]);
  }
  return points;
}

function valueAt(points: readonly Point[], at: number): number {
  const after = points.findIndex(([when]) => when > at);
  if (after === 0 || points.length === 0) return 0;
  if (after === -1) return points.at(-1)?.[1] ?? 0;
  const [[t0, v0], [t1, v1]] = [points[after - 1] as Point, points[after] as Point];
  return v0 + ((v1 - v0) * (at - t0)) / (t1 - t0);
}

/** Whoever was scraped: all its series have the same instants. */
function targetsOf(series: readonly Series[]): { key: string; scrapes: readonly number[] }[] {
  const seen = new Map<string, Set<number>>();
  for (const one of series) {
    const key = keyOf(one);
    const scrapes = seen.get(key) ?? new Set();
    for (const [at] of one.samples) scrapes.add(at);
    seen.set(key, scrapes);
  }
  return [...seen].map(([key, scrapes]) => ({ key, scrapes: [...scrapes].sort((a, b) => a - b) }));
}

const keyOf = ({ labels }: Series): string =>
  ['job', 'namespace', 'pod', 'instance'].map((name) => labels[name] ?? '').join('\n');

/** The usual time between two scrapes of one target, in whole seconds, rounded up. */
export function intervalOf(series: readonly Series[]): number {
  const gaps = targetsOf(series)
    .flatMap(({ scrapes }) => scrapes.slice(1).map((at, index) => at - (scrapes[index] ?? at)))
    .sort((a, b) => a - b);
  return Math.ceil((gaps[Math.floor(gaps.length / 2)] ?? SCRAPE_MS) / SECOND) * SECOND;
}
