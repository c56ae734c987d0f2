import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type Bench, type Figure, median } from './bench.ts';
import { type Outcome, playHarm, playInnocent } from './rollout-draw.ts';
import { SCENARIOS } from './rollout-scenarios.ts';
import { clopperPearson, quantile } from './statistics.ts';

/** 0.5 % of stable's units and 5 % of the candidate's are bad; one request each. */
const HARM = { weight: 10, stable: 0.005, candidate: 0.05, most: 20_000 } as const;
const HARM_RUNS = 2_000;
const INNOCENT_RUNS = 20_000;

/** Runs `from` to `to` of one world; `scenario` −1 is the harmful one. Seeds are the run's number. */
interface Batch {
  readonly scenario: number;
  readonly from: number;
  readonly to: number;
}

/**
 * How soon the rule that takes releases back does so, and how often it does it to the innocent. The
 * functions under test are the delivery room's own. HANOK_BENCH_RUNS caps the runs of each world.
 */
export const rolloutBench: Bench = {
  name: 'rollout',
  title: 'Rollouts: harm caught, innocence spared',
  async run(say) {
    const most = Number(process.env.HANOK_BENCH_RUNS ?? INNOCENT_RUNS);
    const harmful = await playAll(-1, Math.min(most, HARM_RUNS));
    const figures: Figure[] = harmFigures(harmful);
    for (const [index, { name }] of SCENARIOS.entries()) {
      const runs = Math.min(most, INNOCENT_RUNS);
      say(`${runs} innocent rollouts: ${name}`);
      figures.push(innocentFigure(name, await playAll(index, runs)));
    }
    return figures;
  },
};

function harmFigures(outcomes: readonly Outcome[]): Figure[] {
  const caught = outcomes.filter(({ takenBack }) => takenBack);
  const bad = caught.map(({ badCandidates }) => badCandidates);
  const missed = (outcomes.length - caught.length) / outcomes.length;
  return [
    {
      name: 'bad candidate units until taken back (5% against 0.5%, weight 10)',
      value: median(bad),
      unit: 'units',
      goal: 'at most 6',
      note: `p95 ${quantile(bad, 0.95)}; ${outcomes.length} runs`,
    },
    {
      name: 'units until taken back (same)',
      value: median(caught.map(({ units }) => units)),
      unit: 'units',
      note: `p95 ${quantile(
        caught.map(({ units }) => units),
        0.95,
      )}`,
    },
    {
      name: `not taken back within ${HARM.most} units (same)`,
      value: missed,
      unit: '',
      note: 'share of the runs',
    },
  ];
}

function innocentFigure(name: string, outcomes: readonly Outcome[]): Figure {
  const taken = outcomes.filter(({ takenBack }) => takenBack).length;
  const guards = outcomes.filter(({ byGuard }) => byGuard).length;
  const upper = clopperPearson(taken, outcomes.length, 0.99);
  return {
    name: `innocent releases taken back: ${name}`,
    value: taken / outcomes.length,
    unit: '',
    goal: 'under 0.01',
    note: `${taken} of ${outcomes.length}, ${guards} by a guard; 99% upper limit ${upper.toFixed(4)}`,
  };
}

/** Two workers at most: the bench shares the machine with whoever waits for it. */
async function playAll(scenario: number, runs: number): Promise<Outcome[]> {
  const workers = Math.max(1, Math.min(2, availableParallelism()));
  const size = Math.ceil(runs / workers);
  const parts = await Promise.all(
    Array.from({ length: workers }, (_, index) =>
      playApart({ scenario, from: index * size, to: Math.min(runs, (index + 1) * size) }),
    ),
  );
  return parts.flat();
}

function playApart(batch: Batch): Promise<Outcome[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { rollout: batch } });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

/** One run after another. */
function play({ scenario, from, to }: Batch): Outcome[] {
  const world = SCENARIOS[scenario];
  const outcomes: Outcome[] = [];
  for (let run = from; run < to; run += 1) {
    const seed = (scenario + 2) * 1_000_003 + run;
    outcomes.push(world ? playInnocent(world, seed) : playHarm(HARM, seed));
  }
  return outcomes;
}

const asked = isMainThread ? undefined : (workerData as { rollout?: Batch } | null)?.rollout;
if (asked) parentPort?.postMessage(play(asked));
