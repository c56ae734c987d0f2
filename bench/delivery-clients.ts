import type { Random } from '#kernel';
import {
  BANDS,
  bandOf,
  type Client,
  emptyTick,
  type Source,
  type Tick,
} from './delivery-stream.ts';

/** Clients of ten requests each. */
export interface Clients {
  readonly requestsPerSecond: number;
  /** Share of clients that meet a burst of failures, by the side that serves them. */
  readonly stable: number;
  readonly candidate: number;
  /** Share of clients whose every request fails on either side. */
  readonly chronic: number;
}

const REQUESTS = 10;
/** Mean seconds between the requests of a client, and between the retries of a failing one. */
const PAUSE = 6;
const RETRY = 0.5;
/** Mean failures of a burst. */
const BURST = 5;

/** What a client does on a side, and what is booked for it. */
interface Visit {
  readonly client: Client;
  readonly fails: { readonly stable: boolean; readonly candidate: boolean };
  readonly chronic: boolean;
  /** The request with which a burst begins, and how many fail. */
  readonly first: number;
  readonly many: number;
}

/**
 * Pinned clients, whole visits drawn at once. For a judge that pins, a client has one coin; for one
 * that splits single requests, every request has its own. The failures are the same for both.
 */
export function openClients(world: Clients, random: Random, lasts: number): Source {
  const ticks: MutableTick[] = Array.from({ length: lasts }, (_, index) => ({
    ...emptyTick(index + 1, 1),
    clients: { begun: [], badOnStable: [], badOnCandidate: [] },
  }));
  let at = 0;
  for (let id = 0; ; id += 1) {
    at -= (Math.log(1 - random()) * REQUESTS) / world.requestsPerSecond;
    if (at >= lasts) break;
    play(drawVisit(world, id, random), at, ticks, random);
  }
  return (until, seconds) =>
    seconds === 1 ? (ticks[until - 1] as Tick) : sum(ticks, until, seconds);
}

type MutableTick = Tick & {
  readonly clients: Record<keyof NonNullable<Tick['clients']>, Client[]>;
};

function drawVisit(world: Clients, id: number, random: Random): Visit {
  const luck = random();
  const chronic = random() < world.chronic;
  return {
    client: { id, coin: random() * 100 },
    fails: {
      stable: chronic || luck < world.stable,
      candidate: chronic || luck < world.candidate,
    },
    chronic,
    first: Math.floor(random() * REQUESTS),
    many: 1 + Math.floor(Math.log(1 - random()) / Math.log(1 - 1 / BURST)),
  };
}

function play(visit: Visit, begins: number, ticks: readonly MutableTick[], random: Random): void {
  ticks[Math.floor(begins)]?.clients.begun.push(visit.client);
  const from = failsFrom(visit);
  const requests = from === Infinity || visit.chronic ? REQUESTS : from + visit.many;
  let at = begins;
  for (let turn = 0; turn < requests; turn += 1) {
    const tick = ticks[Math.floor(at)];
    if (!tick) return;
    const isBad = turn >= from;
    request(tick, bandOf(random() * 100), isBad ? visit : undefined, turn === from);
    at -= Math.log(1 - random()) * (isBad ? RETRY : PAUSE);
  }
}

/** The first request that fails somewhere, and with it every later one of the visit. */
function failsFrom({ fails, chronic, first }: Visit): number {
  if (!fails.stable && !fails.candidate) return Infinity;
  return chronic ? 0 : first;
}

/** One request with a coin of its own; `failing` is the visit when it fails somewhere. */
function request(
  { requests, badOnStable, badOnCandidate, clients }: MutableTick,
  band: number,
  failing: Visit | undefined,
  isFirst: boolean,
): void {
  add(requests, band);
  if (!failing) return;
  const { client, fails } = failing;
  if (fails.stable) add(badOnStable, band);
  if (fails.candidate) add(badOnCandidate, band);
  if (isFirst && fails.stable) clients.badOnStable.push(client);
  if (isFirst && fails.candidate) clients.badOnCandidate.push(client);
}

const add = (counts: Float64Array, band: number): void => {
  counts[band] = (counts[band] ?? 0) + 1;
};

/** Several seconds at once, for judges that no longer care which client it was. */
function sum(ticks: readonly Tick[], until: number, seconds: number): Tick {
  const all = emptyTick(until, seconds);
  for (const tick of ticks.slice(until - seconds, until))
    for (const band of BANDS.keys())
      for (const key of ['requests', 'badOnStable', 'badOnCandidate'] as const)
        all[key][band] = (all[key][band] ?? 0) + (tick[key][band] ?? 0);
  return all;
}
