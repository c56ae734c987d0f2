import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type GatewayTable, gatewayControl } from '#runtime';
import type { Figure } from './bench.ts';
import {
  answers,
  configureHaproxy,
  configureNginx,
  freePort,
  nginxProxy,
  startGateway,
  startHaproxy,
  startNginx,
  stop,
} from './proxies.ts';
import { type Steady, steadyLoad } from './steady-load.ts';

const SWITCHES = 100;
const RATE = 1_000;
/** What is left alone before the old application is told to go, by whoever still needs it. */
const SETTLE_MS = 100;
const APP = fileURLToPath(new URL('switch-app.mjs', import.meta.url));
const run = promisify(execFile);

/** A proxy in front of one application that can be pointed at another. */
interface Switchable {
  readonly name: string;
  readonly child: ChildProcess;
  /** Resolves when the application before is no longer needed. */
  switchTo(port: number): Promise<void>;
}

type Start = (home: string, port: number, app: number) => Promise<Switchable>;

/** Requests lost while a new application takes over from the last one, a hundred times. */
export async function measureSwitches(say: (line: string) => void): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const start of [ours, nginx, haproxy]) {
    const { name, steady } = await switchUnderLoad(start, say);
    const lost = Object.values(steady.lost).reduce((sum, count) => sum + count, 0);
    const kinds = Object.entries(steady.lost).map(([what, count]) => `${count} × ${what}`);
    figures.push({
      name: `lost across ${SWITCHES} switches at ${RATE}/s: ${name}`,
      value: lost,
      unit: 'requests',
      ...(start === ours && { goal: '0' }),
      note: [`of ${steady.sent.toLocaleString('en')}`, ...kinds].join('; '),
    });
  }
  return figures;
}

async function switchUnderLoad(start: Start, say: (line: string) => void) {
  const home = await mkdtemp(join(tmpdir(), 'hanok-bench-'));
  const started: ChildProcess[] = [];
  try {
    let app = await startApp();
    started.push(app.child);
    const port = await freePort();
    const proxy = await start(home, port, app.port);
    started.push(proxy.child);
    await answers(port);
    const load = steadyLoad(port, RATE);
    await pause(1_000);
    for (let turn = 1; turn <= SWITCHES; turn += 1) {
      const next = await startApp();
      started.push(next.child);
      await proxy.switchTo(next.port);
      await pause(SETTLE_MS);
      await stop(app.child);
      app = next;
      if (turn % 25 === 0) say(`${proxy.name}: ${turn} of ${SWITCHES} switches`);
    }
    const steady: Steady = await load.stop();
    return { name: proxy.name, steady };
  } finally {
    await Promise.all(started.map(stop));
    await rm(home, { recursive: true, force: true });
  }
}

async function startApp(): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, [APP], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, port: Number(line) };
}

const ours: Start = async (home, port, app) => {
  let revision = 1;
  const child = await startGateway(home, 'table', tableOf(port, { revision, app }));
  const control = gatewayControl(join(home, 'table.control'));
  return {
    name: 'gateway',
    child,
    switchTo: async (next) => {
      revision += 1;
      const table = tableOf(port, { revision, app: next });
      await writeFile(join(home, 'next.json'), JSON.stringify(table));
      await rename(join(home, 'next.json'), join(home, 'table.json'));
      await control.reload();
      await until(async () => (await control.status()).instances.length === 1);
    },
  };
};

const nginx: Start = async (home, port, app) => {
  const { child, args } = await startNginx(home, 'proxy', nginxProxy(port, app));
  return {
    name: 'nginx -s reload',
    child,
    switchTo: async (next) => {
      const before = await workersOf(child);
      await configureNginx(home, 'proxy', nginxProxy(port, next));
      await run('nginx', [...args, '-s', 'reload']);
      await until(() => isReplaced(child, before));
    },
  };
};

const haproxy: Start = async (home, port, app) => {
  const child = await startHaproxy(home, port, app);
  return {
    name: 'HAProxy reload',
    child,
    switchTo: async (next) => {
      const before = await workersOf(child);
      await configureHaproxy(home, port, next);
      child.kill('SIGUSR2');
      await until(() => isReplaced(child, before));
    },
  };
};

function tableOf(
  port: number,
  { revision, app }: { readonly revision: number; readonly app: number },
): GatewayTable {
  const instance = { id: `app-${revision}`, side: 'stable', host: '127.0.0.1', port: app } as const;
  return {
    version: 1,
    revision,
    listen: { host: '127.0.0.1', port },
    routes: [{ path: '/', service: 'web', timeoutMs: 30_000 }],
    services: { web: { split: 'request', instances: [instance] } },
  };
}

async function workersOf({ pid }: ChildProcess): Promise<readonly string[]> {
  const { stdout } = await run('pgrep', ['-P', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.split('\n').filter((line) => line !== '');
}

async function isReplaced(master: ChildProcess, before: readonly string[]): Promise<boolean> {
  const now = await workersOf(master);
  return now.length > 0 && now.every((pid) => !before.includes(pid));
}

const LONGEST_WAIT_MS = 5_000;

/** Waits for a change; one that takes longer is left to itself, as a script would. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + LONGEST_WAIT_MS;
  while (!(await holds()) && performance.now() < deadline) await pause(20);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
