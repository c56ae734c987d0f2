import type { Side } from './table.ts';

/** What one client's requests did, each of which had a coin of its own. */
export interface ClientScatter {
  requests: number;
  bad: number;
  /** Sum of X − w: X is 1 for the candidate's side and w its share at that moment. */
  excess: number;
  /** Sum of (X − w)². */
  squares: number;
  /** Sums of √(w(1 − w)), of its square and of its fourth power. */
  roots: number;
  variance: number;
  varianceSquares: number;
}

/**
 * Sums over clients, from which it is computed how bad requests scatter over them and whether a
 * client's requests stay on one side. Sums of different clients add up.
 */
export interface ScatterSums {
  readonly clients: number;
  readonly requests: number;
  readonly bad: number;
  /** Of bad² / requests, and of 1 / requests. */
  readonly badSquares: number;
  readonly inverses: number;
  /**
   * Over pairs of requests of one client: the sum of (X − w)(X′ − w′), what it would be were every
   * client on one side, and its variance under coins.
   */
  readonly pairs: number;
  readonly mostPairs: number;
  readonly pairsVariance: number;
}

const NOTHING: ScatterSums = {
  clients: 0,
  requests: 0,
  bad: 0,
  badSquares: 0,
  inverses: 0,
  pairs: 0,
  mostPairs: 0,
  pairsVariance: 0,
};

/** Clients whose requests are told apart. */
const MOST_CLIENTS = 20_000;
const RANGE = 2 ** 48;

/**
 * Requests by client under a split by request. When there are too many clients, half of them are let
 * go by where their name stands, which is a keyed hash and knows nothing of how they fared: whoever is
 * kept is kept with all requests since the first, and whoever was let go does not come back.
 */
export class Scatter {
  readonly #most: number;
  readonly #clients = new Map<string, ClientScatter>();
  /** Names that stand below this are kept. */
  #below = RANGE;
  /** What an earlier process summed up; a client that comes back is another one to it. */
  #before = NOTHING;

  constructor(most = MOST_CLIENTS) {
    this.#most = most;
  }

  /** Books a request; undefined when its client is not one of those kept. */
  begin(client: string, side: Side, weight: number): ClientScatter | undefined {
    const known = this.#clients.get(client) ?? this.#welcome(client);
    if (!known) return undefined;
    const share = weight / 100;
    const variance = share * (1 - share);
    const excess = (side === 'candidate' ? 1 : 0) - share;
    known.requests += 1;
    known.excess += excess;
    known.squares += excess * excess;
    known.roots += Math.sqrt(variance);
    known.variance += variance;
    known.varianceSquares += variance * variance;
    return known;
  }

  /** Undefined when nobody was ever told apart. */
  sums(): ScatterSums | undefined {
    const sums = { ...this.#before };
    for (const client of this.#clients.values()) add(sums, client);
    return sums.clients > 0 ? sums : undefined;
  }

  restore(sums: ScatterSums): void {
    this.#before = sums;
  }

  #welcome(client: string): ClientScatter | undefined {
    if (standingOf(client) >= this.#below) return undefined;
    const fresh: ClientScatter = {
      requests: 0,
      bad: 0,
      excess: 0,
      squares: 0,
      roots: 0,
      variance: 0,
      varianceSquares: 0,
    };
    this.#clients.set(client, fresh);
    while (this.#clients.size > this.#most) this.#halve();
    return this.#clients.get(client);
  }

  #halve(): void {
    this.#below /= 2;
    for (const name of this.#clients.keys())
      if (standingOf(name) >= this.#below) this.#clients.delete(name);
  }
}

const standingOf = (name: string): number =>
  Buffer.from(name.slice(0, 8), 'base64url').readUIntBE(0, 6);

type Growing = { -readonly [K in keyof ScatterSums]: ScatterSums[K] };

/** In place: this is done for twenty thousand clients several times a second. */
function add(sums: Growing, client: ClientScatter): void {
  const { requests, bad, excess, squares, roots, variance, varianceSquares } = client;
  sums.clients += 1;
  sums.requests += requests;
  sums.bad += bad;
  sums.badSquares += bad ** 2 / requests;
  sums.inverses += 1 / requests;
  sums.pairs += excess ** 2 - squares;
  sums.mostPairs += roots ** 2 - variance;
  sums.pairsVariance += 2 * (variance ** 2 - varianceSquares);
}
