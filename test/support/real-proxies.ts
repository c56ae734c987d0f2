import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '#runtime';
import { end } from '../scenarios/posture-stores.ts';

const fixture = (file: string): string =>
  fileURLToPath(new URL(`../fixtures/tls/${file}`, import.meta.url));

/** A proxy that runs a generated configuration. */
export interface RealProxy {
  readonly plainPort: number;
  readonly securePort: number;
  readonly ca: string;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Where the instances really listen, for where the plan says they do. */
export type Moved = Readonly<Record<number, number>>;

/**
 * A generated folder in a place of its own, with a certificate. What is changed is said here: ports
 * below 1024 and those of the instances become free ones, and logs go to the folder itself.
 */
export function prepared(golden: string, moved: Moved = {}) {
  const home = mkdtempSync(join(tmpdir(), 'hanok-proxy-'));
  cpSync(golden, home, { recursive: true });
  mkdirSync(join(home, 'tls'));
  const change = (file: string, edit: (text: string) => string): void => {
    writeFileSync(join(home, file), edit(readFileSync(join(home, file), 'utf8')));
  };
  const certify = (name: string): void => {
    const [cert, key] = [
      readFileSync(fixture('one.cert.pem')),
      readFileSync(fixture('one.key.pem')),
    ];
    // HAProxy wants both in one file, nginx each in its own, and takes the first block of a kind.
    writeFileSync(join(home, 'tls', `${name}.pem`), Buffer.concat([cert, key]));
    writeFileSync(join(home, 'tls', `${name}.key`), key);
  };
  const move = (text: string): string =>
    text.replaceAll(/127\.0\.0\.1:(\d+)/g, (whole, port) =>
      moved[Number(port)] === undefined ? whole : `127.0.0.1:${moved[Number(port)]}`,
    );
  return {
    home,
    change,
    certify,
    move,
    drop: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** nginx with a golden tree, on free ports. */
export async function runNginx(golden: string, gateway: string, moved: Moved): Promise<RealProxy> {
  const [plainPort, securePort] = [await freePort(), await freePort()];
  const { home, change, certify, move, drop } = prepared(golden, moved);
  certify(gateway);
  cpSync('/etc/nginx/mime.types', join(home, 'mime.types'));
  change('nginx.conf', (text) => text.replace('/var/log/nginx/', `${home}/`));
  change(`sites/${gateway}.conf`, (text) => onPorts(move(text), plainPort, securePort));
  const words = ['-p', home, '-c', join(home, 'nginx.conf'), '-e', join(home, 'error.log')];
  const rest = `daemon off; pid ${home}/pid;`;
  return started('nginx', [...words, '-g', rest], { plainPort, securePort, drop });
}

/** HAProxy with a golden file, on free ports. */
export async function runHaproxy(
  golden: string,
  gateway: string,
  moved: Moved,
): Promise<RealProxy> {
  const [plainPort, securePort] = [await freePort(), await freePort()];
  const { home, change, certify, move, drop } = prepared(golden, moved);
  certify(gateway);
  change('haproxy.cfg', (text) =>
    move(text)
      .replaceAll(/bind (:+)80\b/g, `bind $1${plainPort}`)
      .replaceAll(/bind (:+)443\b/g, `bind $1${securePort}`)
      .replaceAll('crt tls/', `crt ${home}/tls/`),
  );
  return started('haproxy', ['-db', '-f', join(home, 'haproxy.cfg')], {
    plainPort,
    securePort,
    drop,
  });
}

/** What a tool says of a configuration: its exit code and every word. */
export function tried(
  program: string,
  words: readonly string[],
): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' });
  return { code: status, said: `${stdout}${stderr}` };
}

const onPorts = (text: string, plain: number, secure: number): string =>
  text
    .replaceAll(/listen (\[::\]:)?80;/g, (_, six = '') => `listen ${six}${plain};`)
    .replaceAll(/listen (\[::\]:)?443 /g, (_, six = '') => `listen ${six}${secure} `);

async function started(
  program: string,
  words: readonly string[],
  { plainPort, securePort, drop }: { plainPort: number; securePort: number; drop: () => void },
): Promise<RealProxy> {
  const child = spawn(program, words, { stdio: ['ignore', 'inherit', 'inherit'] });
  await answering(securePort);
  return {
    plainPort,
    securePort,
    ca: readFileSync(fixture('one.cert.pem'), 'utf8'),
    async [Symbol.asyncDispose]() {
      await end(child, 'SIGTERM');
      drop();
    },
  };
}

async function answering(port: number): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    const socket = connect(port, '127.0.0.1');
    const isThere = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'close').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`nothing answers on ${port}`);
}
