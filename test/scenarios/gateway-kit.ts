import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  type GatewayControl,
  type GatewayTable,
  gatewayControl,
  type Side,
  type TableRollout,
  type TableRoute,
  type TableService,
  type TableTls,
  type TableTokens,
} from '#runtime';

const ROOT = new URL('../..', import.meta.url).pathname;
const BACKEND = join(import.meta.dirname, 'gateway-backend.ts');

/** A process and the first line it printed. */
export interface Started {
  readonly child: ChildProcess;
  readonly line: Readonly<Record<string, unknown>>;
}

export interface Backend extends Started {
  readonly id: string;
  readonly port: number;
}

/** A table of one service, 'web', in short. */
export interface Shape {
  readonly split?: 'client' | 'request';
  readonly stable?: readonly Upstream[];
  readonly candidate?: readonly Upstream[];
  readonly rollout?: Partial<TableRollout>;
  readonly port?: number;
  readonly tls?: TableTls;
  readonly tokens?: TableTokens;
  /** More of the service, and of its only route. */
  readonly service?: Partial<TableService>;
  readonly route?: Partial<TableRoute>;
  /** Routes beside it. */
  readonly more?: readonly TableRoute[];
}

/** What an instance of the table needs. */
export interface Upstream {
  readonly id: string;
  readonly port: number;
}

/** Everything that a test started; `close` ends it all. */
export class Stage {
  readonly home: string;
  readonly table: string;
  readonly #children: ChildProcess[] = [];
  #revision = 0;

  private constructor(home: string) {
    this.home = home;
    this.table = join(home, 'table.json');
  }

  static async raise(): Promise<Stage> {
    return new Stage(await mkdtemp(join(tmpdir(), 'hanok-gateway-')));
  }

  get control(): GatewayControl {
    return gatewayControl(join(this.home, 'control'));
  }

  get evidence(): string {
    return join(this.home, 'evidence.json');
  }

  /** A backend on a free port, ready. `mode` is how it answers. */
  async backend(id: string, mode = 'well'): Promise<Backend> {
    const started = await this.#start([BACKEND, id, mode]);
    return { ...started, id, port: Number(started.line.port) };
  }

  /** Replaces the table file; the gateway is not told. */
  async write(shape: Shape): Promise<void> {
    this.#revision += 1;
    await this.writeRaw(JSON.stringify(tableOf(shape, this.#revision, this.evidence)));
  }

  /** A gateway in front of what the shape says, listening. */
  async open(shape: Shape): Promise<Started & { readonly port: number }> {
    await this.write(shape);
    const gateway = await this.gateway();
    return { ...gateway, port: Number(gateway.line.port) };
  }

  /** Puts another table in force. */
  async change(shape: Shape): Promise<void> {
    await this.write(shape);
    await this.control.reload();
  }

  /** What is in flight on an instance; undefined when it is gone. */
  async inFlightOf(id: string): Promise<number | undefined> {
    const { instances } = await this.control.status();
    return instances.find((instance) => instance.id === id)?.inFlight;
  }

  /** The metrics page, as Prometheus would read it. */
  async metrics(): Promise<string> {
    const req = request({ socketPath: join(this.home, 'control'), path: '/metrics' }).end();
    const [res] = await once(req, 'response');
    return (await res.setEncoding('utf8').toArray()).join('');
  }

  async writeRaw(words: string): Promise<void> {
    await writeFile(`${this.table}.tmp`, words);
    await rename(`${this.table}.tmp`, this.table);
  }

  async gateway(): Promise<Started> {
    const main = join(ROOT, 'src/runtime/gateway/main.ts');
    const args = ['--table', this.table, '--control', join(this.home, 'control')];
    return this.#start([main, ...args]);
  }

  async close(): Promise<void> {
    await Promise.all(this.#children.map(kill));
    await rm(this.home, { recursive: true, force: true });
  }

  async #start(args: readonly string[]): Promise<Started> {
    const child = spawn(process.execPath, ['--conditions=hanok-source', ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#children.push(child);
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    const [line] = (await once(lines, 'line')) as [string];
    return { child, line: JSON.parse(line) as Record<string, unknown> };
  }
}

/** Ends a process at once and waits until it is gone. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Resolves when `holds` does; fails after ten seconds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`never: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** One request over a connection of its own. */
export function ask(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body = '' } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const req = request({ port, path, method, headers, agent: false, host: '127.0.0.1' }, (res) => {
      let words = '';
      res.setEncoding('utf8').on('data', (chunk: string) => {
        words += chunk;
      });
      res.on('error', reject).on('end', () => {
        resolve({ status: res.statusCode ?? 0, headers: res.headers, body: words });
      });
    });
    req.on('error', reject).end(body);
  });
}

/** A cookie of the gateway's shape for client number `index`. */
export const cookieOf = (index: number): string => `hanok=${String(index).padStart(22, 'x')}`;

function tableOf(shape: Shape, revision: number, evidence: string): GatewayTable {
  const entries = (upstreams: readonly Upstream[] = [], side: Side) =>
    upstreams.map(({ id, port }) => ({ id, port, side, host: '127.0.0.1' }));
  const rollout: TableRollout = {
    id: 'one',
    salt: 'salt',
    weight: 10,
    headerOverride: true,
    predicates: [{ id: 'errors', kind: 'status', atLeast: 500 }],
    horizonMs: 60_000,
    evidence,
    ...shape.rollout,
  };
  return {
    version: 1,
    revision,
    listen: { host: '127.0.0.1', port: shape.port ?? 0, ...(shape.tls && { tls: shape.tls }) },
    ...(shape.tokens && { tokens: shape.tokens }),
    routes: [
      { path: '/', service: 'web', timeoutMs: 1_000, maxBodyBytes: 10_000_000, ...shape.route },
      ...(shape.more ?? []),
    ],
    services: {
      web: {
        split: shape.split ?? 'request',
        instances: [...entries(shape.stable, 'stable'), ...entries(shape.candidate, 'candidate')],
        ...(shape.rollout ? { rollout } : {}),
        ...shape.service,
      },
    },
  };
}
