import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TableService } from '#runtime';
import { type Bench, type Figure, median } from './bench.ts';
import { tableOf } from './gateway-table.ts';
import { measureTokens } from './gateway-tokens.ts';
import {
  answers,
  freePort,
  nginxProxy,
  startGateway,
  startHaproxy,
  startNginx,
  stop,
} from './proxies.ts';
import { DONE, type Measured, wrk } from './wrk.ts';

const ROUNDS = 5;
const WARM_UP_S = 3;
const ROUND_S = 5;

const NAMES = ['nginx', 'HAProxy', 'gateway, plain', 'gateway, client split'] as const;
type Name = (typeof NAMES)[number];

/** Our gateway against two well-known proxies, alternating in one run on the same machine. */
export const gatewayBench: Bench = {
  name: 'gateway',
  title:
    'gateway, plain, with a client split and with tokens, against one worker of nginx and of HAProxy',
  run: async (say) => {
    const home = await mkdtemp(join(tmpdir(), 'hanok-bench-'));
    const started: ChildProcess[] = [];
    try {
      const { runs, origin } = await measure(home, started, say);
      return [...figuresOf(runs), ...(await measureTokens({ home, origin, started }, say))];
    } finally {
      await Promise.all(started.map(stop));
      await rm(home, { recursive: true, force: true });
    }
  },
};

async function measure(
  home: string,
  started: ChildProcess[],
  say: (line: string) => void,
): Promise<{ runs: Readonly<Record<Name, Measured[]>>; origin: number }> {
  const { ports, origin } = await startAll(home, started);
  const script = join(home, 'clients.lua');
  await writeFile(script, CLIENTS);
  for (const name of NAMES) await wrk(ports[name], WARM_UP_S, script);
  const runs: Record<Name, Measured[]> = {
    nginx: [],
    HAProxy: [],
    'gateway, plain': [],
    'gateway, client split': [],
  };
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const name of NAMES) runs[name].push(await wrk(ports[name], ROUND_S, script));
    const words = NAMES.map((name) => `${name} ${runs[name].at(-1)?.rate}`);
    const failed = NAMES.reduce((sum, name) => sum + (runs[name].at(-1)?.failed ?? 0), 0);
    say(`round ${round}: ${words.join(', ')} req/s, ${failed} failed`);
  }
  return { runs, origin };
}

async function startAll(
  home: string,
  started: ChildProcess[],
): Promise<{ ports: Record<Name, number>; origin: number }> {
  const origin = await freePort();
  const ports: Record<Name, number> = {
    nginx: await freePort(),
    HAProxy: await freePort(),
    'gateway, plain': await freePort(),
    'gateway, client split': await freePort(),
  };
  const plain = tableOf(ports['gateway, plain'], origin, { split: 'request' });
  const split = tableOf(ports['gateway, client split'], origin, {
    split: 'client',
    rollout: rolloutOf(home),
  });
  started.push((await startNginx(home, 'origin', originConfig(origin))).child);
  started.push((await startNginx(home, 'proxy', nginxProxy(ports.nginx, origin))).child);
  started.push(await startHaproxy(home, ports.HAProxy, origin));
  started.push(await startGateway(home, 'plain', plain));
  started.push(await startGateway(home, 'split', split));
  await Promise.all([origin, ...Object.values(ports)].map(answers));
  return { ports, origin };
}

function figuresOf(runs: Readonly<Record<Name, readonly Measured[]>>): readonly Figure[] {
  const ratio = (ours: Name, theirs: Name): Figure => {
    const ratios = runs[ours].map(({ rate }, at) => rate / (runs[theirs][at]?.rate ?? Number.NaN));
    return { name: `${ours} / ${theirs}`, value: median(ratios), unit: '' };
  };
  const note = `median of ${ROUNDS} rounds of ${ROUND_S} s, wrk -t1 -c64, 200 bytes, keep-alive`;
  return [
    { ...ratio('gateway, client split', 'nginx'), goal: 'at least 0.35', note },
    ratio('gateway, plain', 'nginx'),
    ratio('gateway, plain', 'HAProxy'),
    ...NAMES.map(
      (name): Figure => ({
        name,
        value: median(runs[name].map(({ rate }) => rate)),
        unit: 'req/s',
      }),
    ),
    ...NAMES.map(
      (name): Figure => ({
        name: `p99 at full load: ${name}`,
        value: median(runs[name].map(({ p99 }) => p99)),
        unit: 'ms',
      }),
    ),
    {
      name: 'requests that failed, all four',
      value: NAMES.flatMap((name) => runs[name]).reduce((sum, { failed }) => sum + failed, 0),
      unit: 'requests',
      goal: '0',
    },
  ];
}

/** Twenty thousand clients, each with the gateway's cookie. */
const CLIENTS = `
math.randomseed(7)
local letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
local requests = {}
local count = 20000
function init()
  for i = 1, count do
    local id = {}
    for j = 1, 22 do
      local k = math.random(1, 64)
      id[j] = letters:sub(k, k)
    end
    requests[i] = wrk.format('GET', '/', { cookie = 'hanok=' .. table.concat(id) })
  end
end
${DONE}`;

const originConfig = (port: number): string => `
  server { listen 127.0.0.1:${port}; keepalive_requests 1000000000;
    location / { default_type text/plain; return 200 '${'x'.repeat(200)}'; } }`;

const rolloutOf = (home: string): NonNullable<TableService['rollout']> => ({
  id: 'bench',
  salt: 'bench',
  weight: 10,
  headerOverride: true,
  predicates: [
    { id: 'errors', kind: 'status', atLeast: 500 },
    { id: 'slow', kind: 'slower', thanMs: 250, allowedShare: 0.05 },
  ],
  horizonMs: 60_000,
  evidence: join(home, 'evidence.json'),
});
