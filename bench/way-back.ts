import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { COUNTER, counterSystem } from '../test/support/systems.ts';
import { type Figure, median } from './bench.ts';
import { hanok } from './hanok.ts';
import { folderOf } from './system-folder.ts';

const TURNS = 5;
const BLUE_GREEN = `blueGreen({ bake: '60 s', smoke: ['GET /ready'] })`;

/** What a client saw of one way back; milliseconds since the word was given. */
interface Turn {
  readonly firstOld: number;
  readonly lastNew: number;
  readonly asked: number;
  readonly failed: number;
}

/** From `hanok rollout abort`, its own start included, to answers of the release before. */
export async function measureWayBack(say: (line: string) => void): Promise<readonly Figure[]> {
  const folder = folderOf(counterSystem({ rollout: BLUE_GREEN }));
  try {
    await hanok(folder, 'up', '--port', '0');
    const { addresses } = JSON.parse(await hanok(folder, 'status', '--json'));
    const address = String(Object.values(addresses)[0]);
    const turns: Turn[] = [];
    for (let turn = 1; turn <= TURNS; turn += 1) {
      const greeting = `hello ${turn}`;
      writeFileSync(join(folder, 'counter', 'server.ts'), COUNTER.replace('hello', greeting));
      turns.push(await goBack(folder, address, greeting));
      say(`way back ${turn} of ${TURNS}: ${Math.round(turns.at(-1)?.firstOld ?? 0)} ms`);
    }
    return figuresOf(turns);
  } finally {
    await hanok(folder, 'down');
    rmSync(folder, { recursive: true, force: true });
  }
}

async function goBack(folder: string, address: string, greeting: string): Promise<Turn> {
  const delivered = hanok(folder, 'deploy', 'counter').catch(() => 'taken back');
  const client = new Agent({ connections: 1 });
  const isNew = async (): Promise<boolean | undefined> => {
    const { statusCode, body } = await request(address, { dispatcher: client });
    const words = await body.text();
    return statusCode === 200 ? words.includes(`"${greeting}"`) : undefined;
  };
  while (!(await isNew())) await pause(20);
  await pause(1_000);
  const began = performance.now();
  const aborted = hanok(folder, 'rollout', 'abort', 'counter');
  let over = false;
  const watched = watch(isNew, began, () => over);
  await Promise.all([aborted, delivered]);
  over = true;
  const turn = await watched;
  await client.close();
  return turn;
}

async function watch(
  isNew: () => Promise<boolean | undefined>,
  began: number,
  isOver: () => boolean,
): Promise<Turn> {
  const turn = { firstOld: 0, lastNew: 0, asked: 0, failed: 0 };
  while (!isOver()) {
    const answer = await isNew().catch(() => undefined);
    const now = performance.now() - began;
    turn.asked += 1;
    if (answer === undefined) turn.failed += 1;
    else if (answer) turn.lastNew = now;
    else turn.firstOld ||= now;
    await pause(2);
  }
  return turn;
}

const figuresOf = (turns: readonly Turn[]): readonly Figure[] => [
  {
    name: 'blue-green, from the word `abort` to the first answer of the old release',
    value: median(turns.map(({ firstOld }) => firstOld)),
    unit: 'ms',
    goal: 'below 1,000',
    note: `median of ${turns.length}; the worst ${Math.round(Math.max(...turns.map(({ firstOld }) => firstOld)))} ms`,
  },
  {
    name: 'to the last answer of the new one',
    value: median(turns.map(({ lastNew }) => lastNew)),
    unit: 'ms',
  },
  {
    name: `requests that failed meanwhile, of ${turns.reduce((sum, { asked }) => sum + asked, 0)}`,
    value: turns.reduce((sum, { failed }) => sum + failed, 0),
    unit: 'requests',
    goal: '0',
  },
];

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
