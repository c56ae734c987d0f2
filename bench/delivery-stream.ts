import type { Random } from '#kernel';

/**
 * Upper ends, in percent, of the bands into which a coin falls. Every weight of every judge is one of
 * them, so one draw of a stream serves all judges: whoever has weight w sends the bands below w to the
 * candidate and the rest to stable, with the same coins and the same outcomes.
 */
export const BANDS = [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 60, 80, 100] as const;

export type Bands = readonly number[];

/**
 * Requests of one tick by band, with what each side would have made of them. A source may fill the same
 * tick again: nobody keeps one.
 */
export interface Tick {
  /** Upper ends of the bands: all of them, or those that the judges at hand tell apart. */
  readonly bands: Bands;
  /** Seconds at which it ends, and how long it was. */
  readonly at: number;
  readonly seconds: number;
  readonly requests: Float64Array;
  readonly badOnStable: Float64Array;
  readonly badOnCandidate: Float64Array;
  /** Only where clients are the units: who came, and whose first bad outcome on a side is now. */
  readonly clients?: {
    readonly begun: readonly Client[];
    readonly badOnStable: readonly Client[];
    readonly badOnCandidate: readonly Client[];
  };
}

/** A pinned visitor; `coin` is between 0 and 100. */
export interface Client {
  readonly id: number;
  readonly coin: number;
}

/** One run of a stream: called with rising times. */
export type Source = (at: number, seconds: number) => Tick;

/** A kind of traffic. Harm and innocence are the same world with other shares on the candidate. */
export interface Stream {
  readonly name: string;
  /** `harm` is taken back rightly, `innocent` wrongly; `neither` is for the reader to decide. */
  readonly truth: 'harm' | 'innocent' | 'neither';
  readonly unit: 'request' | 'client';
  /** What a bad unit is. Argo's documented example looks at failures alone. */
  readonly bad: '5xx' | 'slow';
  open(random: Random, lasts: number, bands?: Bands): Source;
}

/** Bad shares, 0 to 1, and requests a second, at a moment of a run. */
export interface Moment {
  readonly rate: number;
  readonly stable: number;
  readonly candidate: number;
}

/** Independent requests, Poisson arrivals: thinned into bands and outcomes, all counts independent. */
export function openRequests(
  random: Random,
  momentAt: (at: number) => Moment,
  bands: Bands = BANDS,
): Source {
  const tick = emptyTick(0, 1, bands) as { -readonly [K in keyof Tick]: Tick[K] };
  const [onBoth, onStable, onCandidate, good] = [0, 1, 2, 3].map(() => openPoisson(random, bands));
  if (!onBoth || !onStable || !onCandidate || !good) return () => tick;
  return (at, seconds) => {
    const { rate, stable, candidate } = momentAt(at - seconds);
    const both = Math.min(stable, candidate);
    const arriving = rate * seconds;
    tick.at = at;
    tick.seconds = seconds;
    for (let band = 0; band < bands.length; band += 1) {
      const bad = onBoth(band, arriving * both);
      const badOnStable = bad + onStable(band, arriving * (stable - both));
      const badOnCandidate = bad + onCandidate(band, arriving * (candidate - both));
      tick.badOnStable[band] = badOnStable;
      tick.badOnCandidate[band] = badOnCandidate;
      tick.requests[band] =
        badOnStable +
        badOnCandidate -
        bad +
        good(band, arriving * (1 - Math.max(stable, candidate)));
    }
    return tick;
  };
}

/** Poisson counts by band: each band has its share of the mean. Means repeat, so exp(−mean) is kept. */
function openPoisson(random: Random, bands: Bands): (band: number, mean: number) => number {
  const shares = bands.map((to, index) => (to - (bands[index - 1] ?? 0)) / 100);
  const limits = new Float64Array(bands.length);
  let last = 0;
  return (band, mean) => {
    if (mean <= 0) return 0;
    if (mean !== last) {
      for (const [index, share] of shares.entries()) limits[index] = Math.exp(-mean * share);
      last = mean;
    }
    return poisson(mean * (shares[band] ?? 0), random, limits[band]);
  };
}

export const emptyTick = (at: number, seconds: number, bands: Bands = BANDS): Tick => ({
  bands,
  at,
  seconds,
  requests: new Float64Array(bands.length),
  badOnStable: new Float64Array(bands.length),
  badOnCandidate: new Float64Array(bands.length),
});

/** What a judge with `weight` percent sees of one side in a tick. */
export function sideOf(tick: Tick, weight: number, side: 'stable' | 'candidate'): Counted {
  const { bands, requests } = tick;
  const isCandidate = side === 'candidate';
  const outcomes = isCandidate ? tick.badOnCandidate : tick.badOnStable;
  const seen: Counted = { requests: 0, bad: 0 };
  for (let band = 0; band < bands.length; band += 1) {
    if ((bands[band] ?? 0) <= weight !== isCandidate) continue;
    seen.requests += requests[band] ?? 0;
    seen.bad += outcomes[band] ?? 0;
  }
  return seen;
}
export interface Counted {
  requests: number;
  bad: number;
}

/** The band a coin between 0 and 100 falls into. */
export function bandOf(coin: number, bands: Bands): number {
  let band = 0;
  while (coin >= (bands[band] ?? 100)) band += 1;
  return band;
}

/** Exact below a mean of 30; above it a rounded normal, whose error no count here can show. */
export function poisson(mean: number, random: Random, limit: number = Math.exp(-mean)): number {
  if (mean > 30) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal));
  }
  const at = random();
  let count = 0;
  let chance = limit;
  for (let sum = chance; at > sum && chance > 0; sum += chance) {
    count += 1;
    chance *= mean / count;
  }
  return count;
}
