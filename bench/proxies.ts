import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import type { GatewayTable } from '#runtime';

const ROOT = new URL('..', import.meta.url).pathname;

/** nginx with one worker and these `server` blocks; answers the process and its arguments. */
export async function startNginx(home: string, name: string, servers: string, modules = '') {
  const args = ['-p', home, '-e', `${home}/${name}.log`, '-c', join(home, `${name}.conf`)];
  await configureNginx(home, name, servers, modules);
  return { child: spawn('nginx', args, { stdio: 'ignore' }), args };
}

export async function configureNginx(
  home: string,
  name: string,
  servers: string,
  modules = '',
): Promise<void> {
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((path) => `${path}_temp_path ${home}/${name}-${path};`)
    .join(' ');
  await writeFile(
    join(home, `${name}.conf`),
    `${modules} worker_processes 1; daemon off; pid ${home}/${name}.pid; error_log ${home}/${name}.log;
     events { worker_connections 4096; }
     http { access_log off; ${paths} ${servers} }`,
  );
}

/** An nginx server that passes everything on to `origin`, with keep-alive on both sides. */
export const nginxProxy = (port: number, origin: number): string => `
  upstream origin { server 127.0.0.1:${origin}; keepalive 64; keepalive_requests 1000000000; }
  server { listen 127.0.0.1:${port}; keepalive_requests 1000000000;
    location / { proxy_pass http://origin; proxy_http_version 1.1;
      proxy_set_header Connection ''; } }`;

/** HAProxy with a master and one worker of one thread; USR2 to the master reloads it. */
export async function startHaproxy(
  home: string,
  port: number,
  origin: number,
  { name = 'haproxy', rules = '' } = {},
) {
  await configureHaproxy(home, port, origin, { name, rules });
  return spawn('haproxy', ['-W', '-f', join(home, `${name}.cfg`)], { stdio: 'ignore' });
}

export async function configureHaproxy(
  home: string,
  port: number,
  origin: number,
  { name = 'haproxy', rules = '' } = {},
): Promise<void> {
  await writeFile(
    join(home, `${name}.cfg`),
    `global
  nbthread 1
  maxconn 4096
  stats socket ${home}/${name}.sock mode 600 level admin expose-fd listeners
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  http-reuse always
frontend in
  bind 127.0.0.1:${port}${rules}
  default_backend origin
backend origin
  server one 127.0.0.1:${origin}
`,
  );
}

/** Our gateway, as it is built when it is, on `home`/`name`.json. */
export async function startGateway(
  home: string,
  name: string,
  table: GatewayTable,
): Promise<ChildProcess> {
  const path = join(home, `${name}.json`);
  await writeFile(path, JSON.stringify(table));
  const built = join(ROOT, 'dist/runtime/gateway/main.js');
  const program = existsSync(built)
    ? [built]
    : ['--conditions=hanok-source', join(ROOT, 'src/runtime/gateway/main.ts')];
  const args = [...program, '--table', path, '--control', join(home, `${name}.control`)];
  return spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return address.port;
}

/** Resolves when something listens. */
export async function answers(port: number): Promise<void> {
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
