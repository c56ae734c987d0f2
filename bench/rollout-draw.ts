import { areFirstUnitsBad, harmOf, type Measured, refutes, type SideCounts } from '#delivery';
import { type Random, seeded } from '#kernel';

/** A world in which both sides are the same: who begins when, and who turns bad when. */
export interface Scenario {
  readonly name: string;
  /** Seconds at which the weight moves; the first begins at 0. */
  readonly weights: readonly { readonly from: number; readonly weight: number }[];
  /** The units of one run, in any order. */
  readonly draw: (random: Random) => readonly Drawn[];
}

/** One unit of a simulated rollout: when it begins and when, if ever, it is first bad (seconds). */
export interface Drawn {
  readonly begins: number;
  readonly bad: number | undefined;
}

/** How a simulated rollout ended. */
export interface Outcome {
  readonly takenBack: boolean;
  readonly byGuard: boolean;
  /** Units and bad candidate units until then. */
  readonly units: number;
  readonly badCandidates: number;
}

const ID = '5xx';
const ALLOWED = 0.05;

type Tally = { -readonly [K in keyof SideCounts]: SideCounts[K] } & { bad: Record<string, number> };

const zero = (): Tally => ({
  units: 0,
  maturedUnits: 0,
  requests: 0,
  bad: { [ID]: 0 },
  maturedBad: { [ID]: 0 },
});

/**
 * A/A: plays one innocent rollout against the very functions that take a release back, after every
 * single unit. No real engine looks as often, so its share of false take-backs is at most this one.
 */
export function playInnocent(scenario: Scenario, seed: number): Outcome {
  const random = seeded(seed);
  const units = scenario.draw(random);
  const happenings = units
    .flatMap((unit, index) => [
      { at: unit.begins, index, isBad: false },
      ...(unit.bad === undefined ? [] : [{ at: unit.bad, index, isBad: true }]),
    ])
    .sort((a, b) => a.at - b.at || Number(a.isBad) - Number(b.isBad));
  const steps = scenario.weights.map(({ weight }) => ({
    weight,
    stable: zero(),
    candidate: zero(),
  }));
  const books: Tally[] = [];
  let begun = 0;
  for (const { at, index, isBad } of happenings) {
    if (isBad) {
      const book = books[index] as Tally;
      book.bad[ID] = (book.bad[ID] ?? 0) + 1;
    } else {
      const current = scenario.weights.findLastIndex(({ from }) => from <= at);
      const step = steps[Math.max(0, current)] as (typeof steps)[number];
      const book = random() * 100 < step.weight ? step.candidate : step.stable;
      book.units += 1;
      books[index] = book;
      begun += 1;
    }
    const cause = causeOf({ steps }, isBad, begun);
    if (cause) {
      const badCandidates = steps.reduce((sum, one) => sum + (one.candidate.bad[ID] ?? 0), 0);
      return { takenBack: true, byGuard: cause === 'guard', units: begun, badCandidates };
    }
  }
  return { takenBack: false, byGuard: false, units: begun, badCandidates: 0 };
}

/** E moves with bad units alone, and the guard can only fire while every candidate unit is bad. */
function causeOf(measured: Measured, isBad: boolean, begun: number): 'E' | 'guard' | undefined {
  if (isBad && refutes(harmOf(measured, [ID]))) return 'E';
  const isEarly = isBad || begun <= 1_000;
  return isEarly && areFirstUnitsBad(measured, ID, ALLOWED) ? 'guard' : undefined;
}

/** One request per unit at a fixed weight, sides with their own bad shares, up to `most` units. */
export function playHarm(
  spec: { weight: number; stable: number; candidate: number; most: number },
  seed: number,
): Outcome {
  const random = seeded(seed);
  const step = { weight: spec.weight, stable: zero(), candidate: zero() };
  for (let units = 1; units <= spec.most; units += 1) {
    const side = random() * 100 < spec.weight ? 'candidate' : 'stable';
    const book = step[side];
    book.units += 1;
    const isBad = random() < spec[side];
    if (isBad) book.bad[ID] = (book.bad[ID] ?? 0) + 1;
    const cause = causeOf({ steps: [step] }, isBad, units);
    if (cause) {
      const badCandidates = step.candidate.bad[ID] ?? 0;
      return { takenBack: true, byGuard: cause === 'guard', units, badCandidates };
    }
  }
  const badCandidates = step.candidate.bad[ID] ?? 0;
  return { takenBack: false, byGuard: false, units: spec.most, badCandidates };
}
