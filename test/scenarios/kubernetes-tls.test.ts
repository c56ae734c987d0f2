import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { expect, it } from 'vitest';
import { findAccess, KubeClient } from '#adapters';
import { DEPLOYMENT } from '../../src/adapters/kubernetes/kinds.ts';
import { tempDir } from '../support/temp-dir.ts';

const canMakeKeys = spawnSync('openssl', ['version']).status === 0;

/** An authority, and a server and a client that it vouches for; made anew, never kept. */
function makeKeys(folder: string): void {
  const openssl = (...words: string[]) =>
    execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
  const fresh = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...fresh, '-keyout', 'ca.key', '-out', 'ca.crt', '-subj', '/CN=ca');
  for (const [name, subject, more] of [
    ['server', '/CN=api', ['-addext', 'subjectAltName=IP:127.0.0.1']],
    ['client', '/CN=deployer/O=hanok', []],
  ] as const) {
    const signed = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-x509', ...more];
    const files = ['-keyout', `${name}.key`, '-out', `${name}.crt`];
    openssl('req', ...fresh, ...signed, ...files, '-subj', subject);
  }
}

// Without openssl no certificate can be made here; Node makes none.
it.skipIf(!canMakeKeys)(
  'shows its certificate to a server that it verifies, and talks to no other one',
  async () => {
    using dir = tempDir();
    makeKeys(dir.path);
    const file = (name: string) => readFileSync(join(dir.path, name));
    const who: string[] = [];
    const server = createServer(
      {
        key: file('server.key'),
        cert: file('server.crt'),
        ca: file('ca.crt'),
        requestCert: true,
        rejectUnauthorized: true,
      },
      (ask, answer) => {
        who.push(String((ask.socket as TLSSocket).getPeerCertificate().subject.CN));
        answer.end('{"metadata":{"name":"x"}}');
      },
    );
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const ask = async (ca: string) => {
      const config = join(dir.path, 'config');
      writeFileSync(
        config,
        JSON.stringify({
          'current-context': 'c',
          contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
          clusters: [
            {
              name: 'c',
              cluster: { server: `https://127.0.0.1:${port}`, 'certificate-authority': ca },
            },
          ],
          users: [
            { name: 'u', user: { 'client-certificate': 'client.crt', 'client-key': 'client.key' } },
          ],
        }),
      );
      const client = KubeClient.of(await findAccess({ KUBECONFIG: config }));
      return client.get(DEPLOYMENT, 'x').finally(() => client.close());
    };
    try {
      expect(await ask('ca.crt')).toEqual({ metadata: { name: 'x' } });
      expect(who).toEqual(['deployer']);
      await expect(ask('client.crt')).rejects.toMatchObject({
        code: 'delivery/cluster-unreachable',
      });
      expect(who).toEqual(['deployer']);
    } finally {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
  },
);
