import type { Random } from '#kernel';
import type { Drawn, Scenario } from './rollout-draw.ts';

const BASE = 0.005;
const HOUR = 3_600;
const AT_TEN = [{ from: 0, weight: 10 }];
const AT_FIFTY = [{ from: 0, weight: 50 }];
const RISING = [
  { from: 0, weight: 10 },
  { from: 600, weight: 50 },
];

/** Innocent worlds: whatever happens in them happens to both sides alike. */
export const SCENARIOS: readonly Scenario[] = [
  { name: 'steady', weights: AT_TEN, draw: (random) => requests(random, 3_000, () => BASE) },
  { name: 'pinned bursts', weights: AT_TEN, draw: drawBursts },
  { name: '2% chronically failing clients', weights: AT_TEN, draw: drawChronic },
  { name: 'rising weights', weights: RISING, draw: drawLate },
  { name: 'older sessions', weights: RISING, draw: drawOlder },
  { name: 'diurnal traffic', weights: diurnalWeights(), draw: drawDiurnal },
  { name: 'outage at the start, weight 50', weights: AT_FIFTY, draw: drawOutage },
];

/** Independent requests over 20 minutes. */
function requests(random: Random, count: number, rateAt: (at: number) => number): Drawn[] {
  return Array.from({ length: count }, (_, index) => {
    const begins = (index * 1_200) / count;
    return { begins, bad: random() < rateAt(begins) ? begins + 0.05 : undefined };
  });
}

/** Clients of very unequal diligence, whose requests come in bursts, in a world with short outages. */
function drawBursts(random: Random): Drawn[] {
  const outages = [random() * 1_200, random() * 1_200];
  const isOut = (at: number) => outages.some((from) => at >= from && at < from + 15);
  return Array.from({ length: 600 }, () => {
    const begins = random() * 1_200;
    const count = Math.min(200, Math.ceil(2 / (random() + 0.005)));
    let at = begins;
    for (let turn = 0; turn < count; turn += 1) {
      if (random() < (isOut(at) ? 0.6 : BASE / 5)) return { begins, bad: at };
      at += turn % 20 === 19 ? 60 * random() : 0.2 * random();
    }
    return { begins, bad: undefined };
  });
}

/** Two clients in a hundred always fail, whichever side serves them. */
function drawChronic(random: Random): Drawn[] {
  return Array.from({ length: 2_000 }, (_, index) => {
    const begins = (index * 1_200) / 2_000;
    if (random() < 0.02) return { begins, bad: begins + 0.05 };
    return { begins, bad: random() < BASE ? begins + 60 * random() : undefined };
  });
}

/** Bad outcomes come up to five minutes late, so many units begun at one weight turn bad at another. */
function drawLate(random: Random): Drawn[] {
  return Array.from({ length: 3_000 }, (_, index) => {
    const begins = (index * 1_200) / 3_000;
    return { begins, bad: random() < 2 * BASE ? begins + 300 * random() : undefined };
  });
}

/**
 * Half of the clients have a session from before the rollout, and fail more often the older it is. They
 * are no units until that session ends; then they begin anew, later than everybody else.
 */
function drawOlder(random: Random): Drawn[] {
  const fresh = Array.from({ length: 1_000 }, () => {
    const begins = random() * 1_200;
    return { begins, bad: random() < BASE ? begins + 30 * random() : undefined };
  });
  const returning = Array.from({ length: 1_000 }, () => {
    const begins = 300 + 900 * random();
    return { begins, bad: random() < 4 * BASE ? begins + 30 * random() : undefined };
  });
  return [...fresh, ...returning];
}

/** A whole day: the traffic and the bad share both follow the hour, and so does the weight. */
function diurnalWeights() {
  return [
    { from: 0, weight: 10 },
    { from: 12 * HOUR, weight: 50 },
  ];
}

function drawDiurnal(random: Random): Drawn[] {
  const units: Drawn[] = [];
  for (let minute = 0; minute < 24 * 60; minute += 1) {
    const wave = (1 - Math.cos((2 * Math.PI * minute) / (24 * 60))) / 2;
    const count = Math.floor(0.2 + 4 * wave + random());
    for (let index = 0; index < count; index += 1) {
      const begins = (minute + random()) * 60;
      units.push({
        begins,
        bad: random() < BASE + 0.02 * wave ? begins + 20 * random() : undefined,
      });
    }
  }
  return units;
}

/** Half of what begins in the first seconds is bad on either side: the worst case for the first-units guard. */
function drawOutage(random: Random): Drawn[] {
  return requests(random, 1_200, (at) => (at < 10 ? 0.5 : BASE));
}
