import type { Random } from '#kernel';
import {
  BANDS,
  type Bands,
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

/** Everything that will happen, by second and band; lists only where something does. */
interface Diary {
  readonly lasts: number;
  readonly bands: Bands;
  readonly requests: Float64Array;
  readonly badOnStable: Float64Array;
  readonly badOnCandidate: Float64Array;
  readonly begun: Lists;
  readonly firstOnStable: Lists;
  readonly firstOnCandidate: Lists;
}
type Lists = Map<number, Client[]>;

/**
 * Pinned clients, whole visits drawn at once. For a judge that pins, a client has one coin; for one
 * that splits single requests, every request has its own. The failures are the same for both.
 */
export function openClients(
  world: Clients,
  random: Random,
  lasts: number,
  bands: Bands = BANDS,
): Source {
  const diary: Diary = {
    lasts,
    bands,
    requests: new Float64Array(lasts * bands.length),
    badOnStable: new Float64Array(lasts * bands.length),
    badOnCandidate: new Float64Array(lasts * bands.length),
    begun: new Map(),
    firstOnStable: new Map(),
    firstOnCandidate: new Map(),
  };
  let at = 0;
  for (let id = 0; ; id += 1) {
    at -= (Math.log(1 - random()) * REQUESTS) / world.requestsPerSecond;
    if (at >= lasts) break;
    play(drawVisit(world, id, random), at, diary, random);
  }
  return openDiary(diary);
}

/** Several seconds at once are for judges that no longer care which client it was. */
function openDiary(diary: Diary): Source {
  const { bands } = diary;
  const tick = emptyTick(0, 1, bands) as { -readonly [K in keyof Tick]: Tick[K] };
  return (at, seconds) => {
    tick.at = at;
    tick.seconds = seconds;
    for (const key of ['requests', 'badOnStable', 'badOnCandidate'] as const) {
      const [to, from] = [tick[key], diary[key]];
      to.fill(0);
      for (let index = (at - seconds) * bands.length; index < at * bands.length; index += 1)
        to[index % bands.length] = (to[index % bands.length] ?? 0) + (from[index] ?? 0);
    }
    tick.clients = {
      begun: diary.begun.get(at - 1) ?? NOBODY,
      badOnStable: diary.firstOnStable.get(at - 1) ?? NOBODY,
      badOnCandidate: diary.firstOnCandidate.get(at - 1) ?? NOBODY,
    };
    return tick;
  };
}

const NOBODY: readonly Client[] = [];

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

function play(visit: Visit, begins: number, diary: Diary, random: Random): void {
  note(diary.begun, Math.floor(begins), visit.client);
  const from = failsFrom(visit);
  const requests = from === Infinity || visit.chronic ? REQUESTS : from + visit.many;
  let at = begins;
  for (let turn = 0; turn < requests && at < diary.lasts; turn += 1) {
    const isBad = turn >= from;
    const index = Math.floor(at) * diary.bands.length + bandOf(random() * 100, diary.bands);
    add(diary.requests, index);
    if (isBad) fail(visit, index, diary);
    if (turn === from) noteFirst(visit, Math.floor(at), diary);
    at += 2 * random() * (isBad ? RETRY : PAUSE);
  }
}

function fail({ fails }: Visit, index: number, diary: Diary): void {
  if (fails.stable) add(diary.badOnStable, index);
  if (fails.candidate) add(diary.badOnCandidate, index);
}

function noteFirst({ client, fails }: Visit, second: number, diary: Diary): void {
  if (fails.stable) note(diary.firstOnStable, second, client);
  if (fails.candidate) note(diary.firstOnCandidate, second, client);
}

function note(lists: Lists, second: number, client: Client): void {
  const list = lists.get(second);
  if (list) list.push(client);
  else lists.set(second, [client]);
}

/** The first request that fails somewhere, and with it every later one of the visit. */
function failsFrom({ fails, chronic, first }: Visit): number {
  if (!fails.stable && !fails.candidate) return Infinity;
  return chronic ? 0 : first;
}

const add = (counts: Float64Array, index: number): void => {
  counts[index] = (counts[index] ?? 0) + 1;
};
