import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bench, type Figure, median } from './bench.ts';
import { hanok } from './hanok.ts';

const ROUNDS = 5;

/** The whole posture system: first start with an empty state folder, later starts, idle stop, adoption. */
export const startupBench: Bench = {
  name: 'startup',
  title: 'Raising and stopping the posture system',
  async run(say) {
    const folder = copyOfPosture();
    const times: Record<'first' | 'again' | 'stop' | 'adopt', number[]> = {
      first: [],
      again: [],
      stop: [],
      adopt: [],
    };
    try {
      for (let round = 1; round <= ROUNDS; round++) {
        rmSync(join(folder, '.hanok'), { recursive: true, force: true });
        times.first.push(await timed(() => hanok(folder, 'up', '--port', '0')));
        times.stop.push(await timed(() => hanok(folder, 'down')));
        times.again.push(await timed(() => hanok(folder, 'up', '--port', '0')));
        const { supervisor } = JSON.parse(await hanok(folder, 'status', '--json')) as {
          supervisor: number;
        };
        process.kill(supervisor, 'SIGKILL');
        times.adopt.push(await timed(() => hanok(folder, 'up', '--port', '0')));
        times.stop.push(await timed(() => hanok(folder, 'down')));
        say(`round ${round} of ${ROUNDS}`);
      }
    } finally {
      await hanok(folder, 'down');
      rmSync(folder, { recursive: true, force: true });
    }
    return [
      figure('hanok up, empty state folder, to healthy', times.first, 'under 5 s'),
      figure('hanok up with data from before, to healthy', times.again, 'under 5 s'),
      figure('hanok up after kill -9 of the supervisor, to adopted', times.adopt),
      figure('hanok down, idle', times.stop, 'under 2 s'),
    ];
  },
};

const figure = (name: string, seconds: readonly number[], goal?: string): Figure => ({
  name,
  value: median(seconds),
  unit: 's',
  ...(goal && { goal }),
  note: `${Math.min(...seconds).toFixed(2)}–${Math.max(...seconds).toFixed(2)} over ${seconds.length}`,
});

/** Beside the original, so that its packages are found, with a state of its own. */
function copyOfPosture(): string {
  const examples = fileURLToPath(new URL('../examples/', import.meta.url));
  const folder = mkdtempSync(join(examples, '.bench-'));
  cpSync(join(examples, 'posture'), folder, {
    recursive: true,
    filter: (path) => !path.includes('.hanok'),
  });
  return folder;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}
