import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Loaded, load } from '../test/support/load.ts';
import { COUNTER, counterSystem } from '../test/support/systems.ts';
import { type Bench, type Figure, median } from './bench.ts';
import { hanok } from './hanok.ts';
import { measureSwitches } from './switches.ts';
import { folderOf } from './system-folder.ts';
import { measureWayBack } from './way-back.ts';

const DEPLOYS = 10;
const CANARY = `canary({ split: 'request', weights: [10, 50], bake: '1 s', horizon: '500 ms', bad: ['5xx'], smoke: ['GET /ready'] })`;

/** Keep-alive clients through ten deploys, and through a supervisor that is killed and comes back. */
export const deploysBench: Bench = {
  name: 'deploys',
  title:
    'Requests lost under load: ten deploys, a supervisor killed with -9, the way back of blue-green, and a hundred switches of three proxies',
  run: async (say) => [
    ...(await throughSystem(say)),
    ...(await measureWayBack(say)),
    ...(await measureSwitches(say)),
  ],
};

async function throughSystem(say: (line: string) => void): Promise<readonly Figure[]> {
  const folder = folderOf(counterSystem({ rollout: CANARY }));
  try {
    await hanok(folder, 'up', '--port', '0');
    const status = JSON.parse(await hanok(folder, 'status', '--json')) as {
      addresses: Record<string, string>;
      supervisor: number;
    };
    const address = Object.values(status.addresses)[0] ?? '';
    const { deployed, seconds } = await throughDeploys(folder, address, say);
    const killed = await acrossKill(folder, { address, supervisor: status.supervisor }, say);
    return [
      {
        name: `requests across ${DEPLOYS} deploys`,
        value: deployed.sent,
        unit: 'requests',
        goal: 'at least 50,000',
      },
      failures(deployed),
      { name: 'time of one deploy with two bakes of 1 s', value: median(seconds), unit: 's' },
      {
        name: 'requests across a kill -9 of the supervisor and its return',
        value: killed.sent,
        unit: 'requests',
      },
      failures(killed),
    ];
  } finally {
    await hanok(folder, 'down');
    rmSync(folder, { recursive: true, force: true });
  }
}

async function throughDeploys(folder: string, address: string, say: (line: string) => void) {
  const clients = load(address, 16, 1);
  const seconds: number[] = [];
  for (let turn = 1; turn <= DEPLOYS; turn++) {
    writeFileSync(join(folder, 'counter', 'server.ts'), COUNTER.replace('hello', `hello ${turn}`));
    const began = performance.now();
    await hanok(folder, 'deploy', 'counter');
    seconds.push((performance.now() - began) / 1_000);
    say(`deploy ${turn} of ${DEPLOYS}`);
  }
  return { deployed: await clients.stop(), seconds };
}

async function acrossKill(
  folder: string,
  { address, supervisor }: { address: string; supervisor: number },
  say: (line: string) => void,
): Promise<Loaded> {
  const clients = load(address, 16, 1);
  await pause(2_000);
  process.kill(supervisor, 'SIGKILL');
  say('supervisor killed');
  await pause(10_000);
  await hanok(folder, 'up');
  say('adopted');
  await pause(3_000);
  return clients.stop();
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

const failures = ({ failed }: Loaded): Figure => ({
  name: 'of them failed',
  value: failed.length,
  unit: 'requests',
  goal: '0',
  note: [...new Set(failed)].slice(0, 3).join('; '),
});
