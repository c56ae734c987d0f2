import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Bench, type Figure, median } from './bench.ts';

const ROUNDS = 5;
const WARM_UP_S = 3;
const ROUND_S = 5;
const ROOT = new URL('..', import.meta.url).pathname;

/** Our gateway against a well-known proxy, alternating in one run on the same machine. */
export const gatewayBench: Bench = {
  name: 'gateway',
  title: 'gateway with a client split, against one nginx worker',
  run: async (say) => {
    const home = await mkdtemp(join(tmpdir(), 'hanok-bench-'));
    const started: ChildProcess[] = [];
    try {
      return await measure(home, started, say);
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
): Promise<readonly Figure[]> {
  const [origin, plain, ours] = [await freePort(), await freePort(), await freePort()];
  started.push(await startNginx(home, 'origin', originConfig(origin)));
  started.push(await startNginx(home, 'proxy', proxyConfig(plain, origin)));
  started.push(await startGateway(home, ours, origin));
  await Promise.all([origin, plain, ours].map(answers));
  const script = join(home, 'clients.lua');
  await writeFile(script, CLIENTS);
  for (const port of [plain, ours]) await wrk(port, WARM_UP_S, script);
  const rates = { plain: [] as number[], ours: [] as number[] };
  for (let round = 1; round <= ROUNDS; round += 1) {
    const a = await wrk(plain, ROUND_S, script);
    const b = await wrk(ours, ROUND_S, script);
    rates.plain.push(a.rate);
    rates.ours.push(b.rate);
    const failed = a.failed + b.failed;
    say(`round ${round}: nginx ${a.rate}, gateway ${b.rate} req/s, ${failed} failed`);
  }
  const ratios = rates.ours.map((rate, index) => rate / (rates.plain[index] ?? Number.NaN));
  const note = `median of ${ROUNDS} rounds of ${ROUND_S} s, wrk -t1 -c64, 200 bytes, keep-alive`;
  return [
    { name: 'gateway / nginx', value: median(ratios), unit: '', goal: 'at least 0.35', note },
    { name: 'gateway', value: median(rates.ours), unit: 'req/s' },
    { name: 'nginx', value: median(rates.plain), unit: 'req/s' },
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
local at = 0
function request()
  at = at % count + 1
  return requests[at]
end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('RATE %.0f FAILED %d\\n', summary.requests / summary.duration * 1e6,
    e.connect + e.read + e.write + e.status + e.timeout))
end
`;

async function wrk(port: number, seconds: number, script: string) {
  const options = ['-t1', '-c64', `-d${seconds}s`, '-s', script, `http://127.0.0.1:${port}/`];
  const { stdout } = await promisify(execFile)('wrk', options);
  const found = /RATE (\d+) FAILED (\d+)/.exec(stdout);
  if (!found) throw new Error(`wrk said: ${stdout}`);
  return { rate: Number(found[1]), failed: Number(found[2]) };
}

const originConfig = (port: number): string => `
  server { listen 127.0.0.1:${port}; keepalive_requests 1000000000;
    location / { default_type text/plain; return 200 '${'x'.repeat(200)}'; } }`;

const proxyConfig = (port: number, origin: number): string => `
  upstream origin { server 127.0.0.1:${origin}; keepalive 64; keepalive_requests 1000000000; }
  server { listen 127.0.0.1:${port}; keepalive_requests 1000000000;
    location / { proxy_pass http://origin; proxy_http_version 1.1;
      proxy_set_header Connection ''; } }`;

async function startNginx(home: string, name: string, servers: string): Promise<ChildProcess> {
  const config = join(home, `${name}.conf`);
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((path) => `${path}_temp_path ${home}/${name}-${path};`)
    .join(' ');
  await writeFile(
    config,
    `worker_processes 1; daemon off; pid ${home}/${name}.pid; error_log ${home}/${name}.log;
     events { worker_connections 4096; }
     http { access_log off; ${paths} ${servers} }`,
  );
  const args = ['-p', home, '-e', `${home}/${name}.log`, '-c', config];
  return spawn('nginx', args, { stdio: 'ignore' });
}

async function startGateway(home: string, port: number, origin: number): Promise<ChildProcess> {
  const table = join(home, 'table.json');
  const instance = { host: '127.0.0.1', port: origin };
  await writeFile(
    table,
    JSON.stringify({
      version: 1,
      revision: 1,
      listen: { host: '127.0.0.1', port },
      routes: [{ path: '/', service: 'web', timeoutMs: 30_000 }],
      services: {
        web: {
          split: 'client',
          instances: [
            { id: 'old', side: 'stable', ...instance },
            { id: 'next', side: 'candidate', ...instance },
          ],
          rollout: {
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
          },
        },
      },
    }),
  );
  const built = join(ROOT, 'dist/runtime/gateway/main.js');
  const program = existsSync(built)
    ? [built]
    : ['--conditions=hanok-source', join(ROOT, 'src/runtime/gateway/main.ts')];
  const args = [...program, '--table', table, '--control', join(home, 'control')];
  return spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return address.port;
}

async function answers(port: number): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (performance.now() < deadline) {
    const open = await new Promise<boolean>((resolve) => {
      const probe = connect(port, '127.0.0.1', () => resolve(true));
      probe.on('error', () => resolve(false)).on('connect', () => probe.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`nothing listens on ${port}`);
}
