import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '#adapters';
import { type Ran, runCli } from '../run-cli.ts';
import { until } from '../system.ts';
import { tempDir } from '../temp-dir.ts';
import { ApiServerDouble } from './api-server.ts';
import type { Behaviour } from './controllers.ts';

const BIN = fileURLToPath(new URL('../../../bin/hanok.js', import.meta.url));

/** Images by the one letter their digest consists of. */
export const image = (letter: string): string => `registry.test/shop@sha256:${letter.repeat(64)}`;

export interface Options {
  /** By letter of the image; good unless said. */
  readonly behaviours?: Readonly<Record<string, Behaviour>>;
  readonly files: Readonly<Record<string, string>>;
}

/**
 * A double of a cluster and of its Prometheus in real time on real HTTP, and the built command line
 * as processes of their own that reach it through a kubeconfig. No real cluster is behind it.
 */
export async function standInRealTime({ behaviours = {}, files }: Options) {
  const double = new ApiServerDouble({
    clock: systemClock,
    service: 'shop',
    perSecond: 150,
    scrapeMs: 300,
    behaviourOf: (name) => behaviours[name.at(-1) ?? ''] ?? {},
  });
  const metadata = { name: 'session-key', resourceVersion: '', generation: 1 };
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata, spec: {} };
  double.store.put(secret, {});
  const account = { ...metadata, name: 'shop' };
  double.store.put({ ...secret, kind: 'ServiceAccount', metadata: account }, {});
  const server = await double.listen();
  const kubeconfig = JSON.stringify({
    'current-context': 'double',
    contexts: [{ name: 'double', context: { cluster: 'double', user: 'me' } }],
    clusters: [{ name: 'double', cluster: { server } }],
    users: [{ name: 'me', user: { token: 'double' } }],
  });
  const dir = tempDir({ ...files, kubeconfig });
  const env = { KUBECONFIG: join(dir.path, 'kubeconfig') };
  const words = (all: readonly string[]) => [...all, '--env', 'production'];
  return {
    double,
    dir: dir.path,
    /** Runs a command to its end. */
    hanok: (...all: string[]): Promise<Ran> => runCli(dir.path, words(all), env),
    /** Starts one that may be killed. */
    begin(...all: string[]) {
      const child = spawn(process.execPath, [BIN, ...words(all)], {
        cwd: dir.path,
        env: { ...process.env, LANG: 'C', LC_ALL: 'C', ...env },
      });
      const said = { out: '', err: '' };
      child.stdout.on('data', (part: Buffer) => {
        said.out += part.toString();
      });
      child.stderr.on('data', (part: Buffer) => {
        said.err += part.toString();
      });
      const ended = new Promise<Ran>((done) =>
        child.on('close', (code) => done({ code, ...said })),
      );
      const says = (what: string) => until(what, () => said.err.includes(what), 60_000);
      return { child, ended, says };
    },
    /** Weights by the letter of the image. */
    weights(): Record<string, number> {
      const spec = double.store.get('HTTPRoute', 'shop')?.spec as
        | { rules: { backendRefs: { name: string; weight: number }[] }[] }
        | undefined;
      const letterOf = (name: string) => {
        const standing = double.store.get('Deployment', name)?.spec.template as
          | { spec: { containers: { image: string }[] } }
          | undefined;
        return standing?.spec.containers[0]?.image.at(-1) ?? '?';
      };
      const backends = spec?.rules.at(-1)?.backendRefs ?? [];
      return Object.fromEntries(backends.map(({ name, weight }) => [letterOf(name), weight]));
    },
    async [Symbol.asyncDispose]() {
      await double.close();
      dir[Symbol.dispose]();
    },
  };
}
