import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { systemClock } from '#adapters';
import { driverCases } from '#testing';
import { ApiServerDouble } from '../support/kubernetes/api-server.ts';
import { tempDir } from '../support/temp-dir.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs the suite for real clusters as a person does. */
function runSuite(env: Record<string, string>): Promise<{ code: number | null; words: string }> {
  const { KUBECONFIG: _, ...rest } = process.env;
  const child = spawn(
    process.execPath,
    ['--conditions=hanok-source', join(root, 'scripts', 'test-cluster.ts')],
    { cwd: root, env: { ...rest, ...env } },
  );
  let words = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => {
      words += part;
    });
  return new Promise((done) => child.on('close', (code) => done({ code, words })));
}

it('says that there is no cluster, and passes nothing', async () => {
  const { code, words } = await runSuite({});
  expect(code).toBe(2);
  expect(words).toContain('KUBECONFIG is not set');
  expect(words).not.toContain('passed\n');
});

it('plays every case on the cluster that KUBECONFIG names, in a namespace that it deletes', async () => {
  const double = new ApiServerDouble({
    clock: systemClock,
    service: 'none',
    perSecond: 0,
    behaviourOf: () => ({}),
  });
  const metadata = { name: 'double', resourceVersion: '', generation: 1 };
  double.store.put({ apiVersion: 'v1', kind: 'GatewayClass', metadata, spec: {} }, {});
  const server = await double.listen();
  using dir = tempDir({
    config: JSON.stringify({
      'current-context': 'double',
      contexts: [{ name: 'double', context: { cluster: 'double', user: 'me' } }],
      clusters: [{ name: 'double', cluster: { server } }],
      users: [{ name: 'me', user: { token: 'double' } }],
    }),
  });
  try {
    const { code, words } = await runSuite({ KUBECONFIG: join(dir.path, 'config') });
    expect(words).toContain(`${driverCases.length} passed, 0 failed`);
    expect(code).toBe(0);
    expect(double.store.all('Namespace')).toEqual([]);
  } finally {
    await double.close();
  }
});
