import type { Random } from '#kernel';
import { openClients } from './delivery-clients.ts';
import { type Moment, openRequests, type Stream } from './delivery-stream.ts';

const BASE = 0.005;
const RATES = [2, 10, 50, 1_000] as const;
const DAY = 86_400;

/** Latency as shares over 500 ms: lognormal with median 120 ms and σ = 0.6, and all of it × 1.5. */
const SLOW = { usual: 0.0087, regressed: 0.0443 } as const;

const percent = (share: number): string => `${Number((share * 100).toFixed(2))}`;

/** A steady stream of requests with one share of bad ones on each side. */
const steady = (rate: number, stable: number, candidate: number): Stream =>
  requests({
    name:
      stable === candidate
        ? `${rate}/s, ${percent(stable)}% on both sides`
        : `${rate}/s, ${percent(stable)} → ${percent(candidate)}%`,
    truth: stable === candidate ? 'innocent' : 'harm',
    moment: () => () => ({ rate, stable, candidate }),
  });

interface Requests {
  readonly name: string;
  readonly truth: Stream['truth'];
  readonly bad?: Stream['bad'];
  /** Called once a run; the moments of that run. */
  readonly moment: (random: Random) => (at: number) => Moment;
}

const requests = ({ name, truth, bad = '5xx', moment }: Requests): Stream => ({
  name,
  truth,
  unit: 'request',
  bad,
  open: (random, _, bands) => openRequests(random, moment(random), bands),
});

/** What the candidate adds to each of the worlds below when it is not innocent. */
const SPOILS = 0.045;

/** A world in which both sides are alike, and the same with a candidate that spoils 4.5 points more. */
function worlds(
  name: string,
  world: (random: Random) => (at: number) => [number, number],
): Stream[] {
  return (['innocent', 'harm'] as const).map((truth) =>
    requests({
      name: truth === 'harm' ? `${name}, candidate +4.5` : name,
      truth,
      moment: (random) => {
        const at = world(random);
        return (time) => {
          const [rate, stable] = at(time);
          return { rate, stable, candidate: stable + (truth === 'harm' ? SPOILS : 0) };
        };
      },
    }),
  );
}

/** 3 % of everything fails with a dependency, whichever side asks it. */
const dependency = (rate: number): Stream[] =>
  worlds(`${rate}/s, 3% dependency failures`, () => () => [rate, BASE + 0.03]);

/** Both sides start cold, as with a fresh control: failures fall from 3 % within two minutes. */
const coldPair = worlds('10/s, both sides cold at first', () => (at) => [
  10,
  BASE + 0.025 * Math.max(0, 1 - at / 120),
]);

/** A moment of a day: traffic and failures both follow the hour. */
const diurnal = worlds('10/s on average, at some hour', (random) => {
  const start = random() * DAY;
  return (at) => {
    const wave = (1 - Math.cos((2 * Math.PI * (start + at)) / DAY)) / 2;
    return [2 + 16 * wave, BASE + 0.02 * wave];
  };
});

/** The candidate alone starts cold. Its users are hurt, and then no more. */
const coldCandidate = requests({
  name: '10/s, candidate cold: 5% for a minute',
  truth: 'neither',
  moment: () => (at) => ({ rate: 10, stable: BASE, candidate: at < 60 ? 0.05 : BASE }),
});

const latency = (rate: number): Stream[] =>
  ([SLOW.usual, SLOW.regressed] as const).map((candidate) =>
    requests({
      name: `${rate}/s, ${candidate === SLOW.usual ? 'latency alike' : 'latency × 1.5'}`,
      truth: candidate === SLOW.usual ? 'innocent' : 'harm',
      bad: 'slow',
      moment: () => () => ({ rate, stable: SLOW.usual, candidate }),
    }),
  );

/** Ten requests a client; failures come in bursts of five, or never end. */
const clients = (name: string, stable: number, candidate: number, chronic: number): Stream => ({
  name,
  truth: stable === candidate ? 'innocent' : 'harm',
  unit: 'client',
  bad: '5xx',
  open: (random, lasts, bands) =>
    openClients({ requestsPerSecond: 10, stable, candidate, chronic }, random, lasts, bands),
});

const pinned = [
  clients('10/s, bursts: 2 → 10% of clients', 0.02, 0.1, 0),
  clients('10/s, bursts: 2% of clients', 0.02, 0.02, 0),
  clients('10/s, 2% of clients always fail, +8%', BASE, BASE + 0.08, 0.02),
  clients('10/s, 2% of clients always fail', BASE, BASE, 0.02),
];

export const STREAMS: readonly Stream[] = [
  ...RATES.flatMap((rate) => [0.01, 0.02, 0.05, 0.2, 1].map((share) => steady(rate, BASE, share))),
  ...RATES.flatMap((rate) => [BASE, 0.009].map((share) => steady(rate, share, share))),
  ...[10, 50].flatMap((rate) => latency(rate)),
  ...pinned,
  ...[10, 50].flatMap((rate) => dependency(rate)),
  ...coldPair,
  ...diurnal,
  coldCandidate,
];
