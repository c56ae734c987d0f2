import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findAccess } from './access.ts';
import { readKubeconfig } from './kubeconfig.ts';

const folder = mkdtempSync(join(tmpdir(), 'hanok-kube-'));
afterAll(() => rmSync(folder, { recursive: true }));

const put = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const file = (text: string) => ({ path: 'config', folder, text });
const base64 = (words: string) => Buffer.from(words).toString('base64');

const config = (user: string, cluster = '') => `
apiVersion: v1
kind: Config
current-context: prod
contexts:
  - name: dev
    context: { cluster: other, user: other }
  - name: prod
    context: { cluster: prod, user: deployer, namespace: shop }
clusters:
  - name: other
    cluster: { server: 'https://other.test' }
  - name: prod
    cluster:
      server: https://prod.test:6443/
      certificate-authority-data: ${base64('CA')}
      ${cluster}
users:
  - name: deployer
    user:
      ${user}
`;

describe('a kubeconfig', () => {
  it('leads to the cluster of its current context, with a token', async () => {
    const { token, ...access } = await readKubeconfig([file(config('token: abc'))]);
    expect(access).toEqual({
      context: 'prod',
      server: 'https://prod.test:6443',
      namespace: 'shop',
      ca: 'CA',
    });
    expect(token?.()).toBe('abc');
  });

  it('gives a client certificate, written in it or beside it', async () => {
    put('client.key', 'KEY');
    const words = `client-certificate-data: ${base64('CERT')}\n      client-key: client.key`;
    const access = await readKubeconfig([file(config(words))]);
    expect([access.certificate, access.key]).toEqual(['CERT', 'KEY']);
  });

  it('reads a token from its file at every request', async () => {
    put('token', 'one\n');
    const { token } = await readKubeconfig([file(config('tokenFile: token'))]);
    expect(token?.()).toBe('one');
    put('token', 'two\n');
    expect(token?.()).toBe('two');
  });

  it('is merged from several files: the first one that knows a name wins', async () => {
    const paths = [
      put('first', 'current-context: prod\nusers: [{ name: deployer, user: { token: first } }]'),
      join(folder, 'not-there'),
      put('second', config('token: second')),
    ];
    const access = await findAccess({ KUBECONFIG: paths.join(':') });
    expect([access.server, access.token?.()]).toEqual(['https://prod.test:6443', 'first']);
  });

  it.each([
    ['a user that runs a program', config('exec: { command: aws }'), 'running a program'],
    ['a user of an auth provider', config('auth-provider: { name: gcp }'), 'running a program'],
    [
      'a cluster that is not verified',
      config('token: abc', 'insecure-skip-tls-verify: true'),
      'insecure-skip-tls-verify',
    ],
    ['no current context', 'clusters: []', 'no current context'],
    ['a context without a server', 'current-context: prod', 'names no server'],
    ['words that are no YAML', 'a: [', 'is no YAML'],
    ['a key that is not there', config('client-key: gone.key'), 'cannot read'],
  ])('is refused with %s', async (_, text, words) => {
    await expect(readKubeconfig([file(text)])).rejects.toMatchObject({
      code: 'delivery/cluster-unknown',
      message: expect.stringContaining(words),
      hint: { en: expect.stringMatching(/^Set /) },
    });
  });
});

it('finds the account of the pod it runs in', async () => {
  const account = join(folder, 'account');
  mkdirSync(account);
  for (const [name, words] of [
    ['token', 'mine\n'],
    ['ca.crt', 'CA'],
    ['namespace', 'shop\n'],
  ] as const)
    writeFileSync(join(account, name), words);
  const env = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' };
  const { token, ...access } = await findAccess(env, { account });
  expect(access).toEqual({ server: 'https://[fd00::1]:443', namespace: 'shop', ca: 'CA' });
  expect(token?.()).toBe('mine');
});

describe('which context is meant', () => {
  const contexts = (...names: string[]) =>
    file(
      JSON.stringify({
        'current-context': names[0],
        contexts: names.map((name) => ({ name, context: { cluster: name, user: 'me' } })),
        clusters: names.map((name) => ({ name, cluster: { server: `https://${name}.test` } })),
        users: [{ name: 'me', user: { token: 'abc' } }],
      }),
    );
  const EKS = 'arn:aws:eks:ap-northeast-2:1234:cluster/heal7-production';
  const GKE = 'gke_heal7_asia-northeast3_heal7-secondary';

  it.each([
    ['the one that is named', { context: 'b' }, 'b'],
    ['the current one when nothing is said', {}, 'a'],
    ['of EKS, by the cluster of the plan', { cluster: 'heal7-production' }, EKS],
    ['of GKE, by the cluster of the plan', { cluster: 'heal7-secondary' }, GKE],
    ['the one of the very name', { cluster: 'b' }, 'b'],
  ])('is %s', async (_, chosen, context) => {
    const access = await readKubeconfig([contexts('a', 'b', EKS, GKE, `x_b`)], chosen);
    expect(access.context).toBe(context);
  });

  it.each([
    [
      'a context that is not there',
      { context: 'c' },
      'there is no context c; there is a, x_b, y_b',
    ],
    ['a cluster that no context is of', { cluster: 'c' }, 'not clear: a, x_b, y_b'],
    ['a cluster that two contexts may be of', { cluster: 'b' }, 'not clear: x_b, y_b'],
  ])('is never guessed: %s', async (_, chosen, words) => {
    const read = readKubeconfig([contexts('a', 'x_b', 'y_b')], chosen);
    await expect(read).rejects.toThrow(words);
  });
});
