import { deviceCredential } from '../services/classifier/identity.ts';
import type { Lane } from './lane.ts';
import { openRestLane } from './rest-lane.ts';
import { openSource } from './source.ts';
import { openStreamLane } from './stream-lane.ts';
import { openTally, type Played } from './tally.ts';

export interface PlayOptions {
  readonly baseUrl: string;
  /** The master secret each device's credential is derived from. */
  readonly deviceKeys: string;
  /** Devices, each with its own connection. */
  readonly clients: number;
  /** Windows per second of all devices together. */
  readonly rate: number;
  /** How long; without it, until `signal` aborts. */
  readonly seconds?: number;
  readonly signal?: AbortSignal;
  /** With `both`, every other device streams. */
  readonly transport: 'rest' | 'websocket' | 'both';
  /** The recordings folder; without it windows are made up. */
  readonly recordings?: string;
  readonly seed?: number;
}

/** Sends at the rate whatever the answers do, as devices would, and says what came of it. */
export async function play(options: PlayOptions): Promise<Played> {
  const { seconds, signal, recordings, seed = 1 } = options;
  if (seconds === undefined && !signal) throw new Error('a play needs an end: seconds or a signal');
  const source = await openSource(recordings, seed);
  const tally = openTally();
  const baseUrl = new URL(options.baseUrl);
  const lanes = Array.from({ length: options.clients }, (_, client) => {
    const credential = deviceCredential(options.deviceKeys, `player-${seed}-${client}`);
    const open = isStreaming(options.transport, client) ? openStreamLane : openRestLane;
    return open({ baseUrl, authorization: `Device ${credential}`, tally });
  });
  await pace(options, (turn) => (lanes[turn % lanes.length] as Lane).send(source()));
  await Promise.all(lanes.map((lane) => lane.close()));
  return tally.total();
}

function isStreaming(transport: PlayOptions['transport'], client: number): boolean {
  return transport === 'websocket' || (transport === 'both' && client % 2 === 1);
}

/** Catches up after a late timer, so that the rate holds and a slow answer never slows the next send. */
async function pace(
  { rate, seconds = Number.POSITIVE_INFINITY, signal }: PlayOptions,
  send: (turn: number) => void,
): Promise<void> {
  const started = performance.now();
  const total = Math.round(seconds * rate);
  let turn = 0;
  while (turn < total && !signal?.aborted) {
    const due = Math.floor(((performance.now() - started) / 1_000) * rate) + 1;
    for (; turn < Math.min(due, total); turn++) send(turn);
    const wait = started + (turn / rate) * 1_000 - performance.now();
    await new Promise((resolve) => setTimeout(resolve, Math.min(Math.max(wait, 0), 100)));
  }
}
