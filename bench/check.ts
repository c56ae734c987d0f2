import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Bench, type Figure, median } from './bench.ts';

const SIZES = [10, 100, 1_000, 10_000];
const SPAWNS = 9;
const run = promisify(execFile);
const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));

interface Measured {
  readonly services: number;
  readonly parts: number;
  readonly loadMs: number;
  readonly times: readonly number[];
  /** Bytes of the whole process, at their highest after the first check. */
  readonly peak: number;
  /** The rule that took longest, over facts that were there. */
  readonly slowest: { readonly id: string; readonly ms: number };
  readonly found: number;
}

/** The checker on plans of growing size, and the whole command on a real one. */
export const checkBench: Bench = {
  name: 'check',
  title: 'Checking plans',
  async run(say) {
    const sizes: Measured[] = [];
    for (const services of SIZES) {
      sizes.push(await measure(services));
      say(`${services} services`);
    }
    const figures = sizes.flatMap((one, index) => figuresOf(one, sizes[index - 1]));
    return [...figures, await command()];
  },
};

async function measure(services: number): Promise<Measured> {
  const words = ['--conditions=hanok-source', pathOf('check-child.ts'), String(services)];
  const { stdout } = await run(process.execPath, words);
  return JSON.parse(stdout) as Measured;
}

function figuresOf(one: Measured, before: Measured | undefined): readonly Figure[] {
  const { services, parts, loadMs, times, peak, found, slowest } = one;
  const isGoal = services === 1_000;
  const name = `${services.toLocaleString('en')} services`;
  const more = before && median(times) / median(before.times);
  return [
    {
      name: `check, ${name}, after load`,
      value: median(times),
      unit: 'ms',
      ...(isGoal && { goal: 'within 300 ms' }),
      note: `${parts} parts, ${found} findings, first run ${times[0]?.toFixed(0)} ms; resolving ${loadMs.toFixed(0)} ms; slowest rule ${slowest.id} ${slowest.ms.toFixed(0)} ms`,
    },
    {
      name: `memory, ${name}, whole process with plan and rules`,
      value: peak / 1e6,
      unit: 'MB',
      ...(isGoal && { goal: 'within 200 MB' }),
    },
    ...(before && more !== undefined
      ? [
          {
            name: `time, ${name} against ${before.services.toLocaleString('en')}`,
            value: more,
            unit: '' as const,
            goal: 'about 10: linear',
          },
        ]
      : []),
  ];
}

/** Process start, load in the cage, check and print; what a person waits for. */
async function command(): Promise<Figure> {
  const folder = pathOf('../examples/posture');
  const times: number[] = [];
  for (let round = 0; round < SPAWNS; round++) {
    const began = performance.now();
    await run(process.execPath, [pathOf('../bin/hanok.js'), 'check'], { cwd: folder });
    times.push(performance.now() - began);
  }
  return {
    name: 'hanok check of the posture example, end to end',
    value: median(times),
    unit: 'ms',
    goal: 'under 400 ms',
    note: `${Math.min(...times).toFixed(0)}–${Math.max(...times).toFixed(0)} over ${times.length}`,
  };
}
