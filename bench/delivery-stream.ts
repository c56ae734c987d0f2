import type { Random } from '#kernel';

/**
 * Upper ends, in percent, of the bands into which a coin falls. Every weight of every judge is one of
 * them, so one draw of a stream serves all judges: whoever has weight w sends the bands below w to the
 * candidate and the rest to stable, with the same coins and the same outcomes.
 */
export const BANDS = [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 60, 80, 100] as const;

/** Requests of one tick by band, with what each side would have made of them. */
export interface Tick {
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
  open(random: Random, lasts: number): Source;
}

/** Bad shares, 0 to 1, and requests a second, at a moment of a run. */
export interface Moment {
  readonly rate: number;
  readonly stable: number;
  readonly candidate: number;
}

/** Independent requests, Poisson arrivals: thinned into bands and outcomes, all counts independent. */
export function openRequests(random: Random, momentAt: (at: number) => Moment): Source {
  return (at, seconds) => {
    const { rate, stable, candidate } = momentAt(at - seconds);
    const tick = emptyTick(at, seconds);
    const both = Math.min(stable, candidate);
    let from = 0;
    for (const [band, to] of BANDS.entries()) {
      const mean = (rate * seconds * (to - from)) / 100;
      const badOnBoth = poisson(mean * both, random);
      const onlyStable = poisson(mean * (stable - both), random);
      const onlyCandidate = poisson(mean * (candidate - both), random);
      const good = poisson(mean * (1 - Math.max(stable, candidate)), random);
      tick.badOnStable[band] = badOnBoth + onlyStable;
      tick.badOnCandidate[band] = badOnBoth + onlyCandidate;
      tick.requests[band] = badOnBoth + onlyStable + onlyCandidate + good;
      from = to;
    }
    return tick;
  };
}

export const emptyTick = (at: number, seconds: number): Tick => ({
  at,
  seconds,
  requests: new Float64Array(BANDS.length),
  badOnStable: new Float64Array(BANDS.length),
  badOnCandidate: new Float64Array(BANDS.length),
});

/** Candidate or stable, as a judge with `weight` percent sees a tick. */
export function sidesOf(tick: Tick, weight: number): Record<'stable' | 'candidate', Counted> {
  const stable = { requests: 0, bad: 0 };
  const candidate = { requests: 0, bad: 0 };
  for (const [band, to] of BANDS.entries()) {
    const [side, bad] =
      to <= weight ? [candidate, tick.badOnCandidate] : [stable, tick.badOnStable];
    side.requests += tick.requests[band] ?? 0;
    side.bad += bad[band] ?? 0;
  }
  return { stable, candidate };
}
export interface Counted {
  requests: number;
  bad: number;
}

/** The band a coin between 0 and 100 falls into. */
export const bandOf = (coin: number): number => BANDS.findIndex((to) => coin < to);

/** Exact below a mean of 30; above it a rounded normal, whose error no count here can show. */
export function poisson(mean: number, random: Random): number {
  if (mean <= 0) return 0;
  if (mean > 30) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal));
  }
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}
