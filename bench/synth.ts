import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Bench, type Figure, median } from './bench.ts';

const SIZES = [10, 100, 1_000, 10_000];
/** What cdk8s-plus is asked for: more takes it minutes. */
const RIVAL_SIZE = 300;
const ROUNDS = 3;
const run = promisify(execFile);
const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));

interface Written {
  readonly services: number;
  /** Loading the library, apart from any plan. */
  readonly libraryMs: number;
  readonly times: readonly number[];
  readonly peak: number;
  readonly objects: number;
  readonly files?: number;
  readonly bytes?: number;
  readonly findings?: number;
}

/** Every target on plans of growing size, and the Kubernetes objects beside cdk8s-plus. */
export const synthBench: Bench = {
  name: 'synth',
  title: 'Writing the files that run a plan',
  async run(say) {
    const sizes: Written[] = [];
    for (const services of SIZES) {
      sizes.push(await ours(services));
      say(`${services} services`);
    }
    const figures = sizes.flatMap((one, index) => figuresOf(one, sizes[index - 1]));
    return [...figures, ...(await beside(say))];
  },
};

const child = async (words: readonly string[]): Promise<Written> => {
  const { stdout } = await run(process.execPath, [...words], { maxBuffer: 1e8 });
  return JSON.parse(stdout) as Written;
};
const ours = (services: number, target?: string): Promise<Written> =>
  // The built library, as the rival is: nothing is compiled on the way.
  child([pathOf('synth-child.ts'), String(services), ...(target === undefined ? [] : [target])]);

function figuresOf(one: Written, before: Written | undefined): readonly Figure[] {
  const { services, times, peak, files = 0, bytes = 0, findings = 0 } = one;
  const isGoal = services === 1_000;
  const name = `${services.toLocaleString('en')} services`;
  return [
    {
      name: `all targets, one environment on a cluster, ${name}, after load`,
      value: median(times),
      unit: 'ms',
      ...(isGoal && { goal: 'within 2,000 ms' }),
      note: `${files} files, ${(bytes / 1e6).toFixed(1)} MB, ${findings} findings, first run ${times[0]?.toFixed(0)} ms`,
    },
    {
      name: `memory, ${name}, whole process with plan and modules`,
      value: peak / 1e6,
      unit: 'MB',
      ...(isGoal && { goal: 'within 300 MB' }),
    },
    ...(before
      ? [
          {
            name: `time, ${name} against ${before.services.toLocaleString('en')}`,
            value: median(times) / median(before.times),
            unit: '' as const,
            goal: 'about 10: linear',
          },
        ]
      : []),
  ];
}

/** Turn about, in one run: the same services by our target and by cdk8s-plus. */
async function beside(say: (line: string) => void): Promise<readonly Figure[]> {
  const rounds: { mine: Written; theirs: Written }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const theirs = await child([pathOf('synth-cdk8s.mjs'), String(RIVAL_SIZE)]);
    rounds.push({ theirs, mine: await ours(RIVAL_SIZE, 'kubernetes') });
    say(`beside cdk8s-plus, round ${round + 1}`);
  }
  const perSecond = ({ objects, times }: Written): number => (objects * 1_000) / median(times);
  const withLoad = ({ objects, times, libraryMs }: Written): number =>
    (objects * 1_000) / ((times[0] ?? 0) + libraryMs);
  const ratio = (of: (one: Written) => number): number =>
    median(rounds.map(({ mine, theirs }) => of(mine) / of(theirs)));
  const [first] = rounds;
  return [
    {
      name: `Kubernetes objects a second against cdk8s-plus, ${RIVAL_SIZE} services, warm`,
      value: ratio(perSecond),
      unit: '',
      goal: 'at least 10',
      note: `ours ${first?.mine.objects} objects, theirs ${first?.theirs.objects}; ours ${Math.round(perSecond(first?.mine as Written)).toLocaleString('en')}/s, theirs ${Math.round(perSecond(first?.theirs as Written)).toLocaleString('en')}/s`,
    },
    {
      name: 'the same, first run, loading the library included',
      value: ratio(withLoad),
      unit: '',
      goal: 'at least 10',
    },
  ];
}
