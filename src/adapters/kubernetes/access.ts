import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { read } from './access-files.ts';
import { type Access, type Chosen, readKubeconfig } from './kubeconfig.ts';

/** Where a pod finds its account. */
const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * The cluster that KUBECONFIG names (several files as kubectl reads them: the first one that knows
 * a name wins), else the one this pod runs in, else `~/.kube/config`.
 */
export async function findAccess(
  env: Readonly<Record<string, string | undefined>>,
  { account = ACCOUNT, ...chosen }: Chosen & { readonly account?: string } = {},
): Promise<Access> {
  const named = (env.KUBECONFIG ?? '').split(delimiter).filter(Boolean);
  if (named.length > 0) return readKubeconfig(named.filter(existsSync).map(load), chosen);
  if (env.KUBERNETES_SERVICE_HOST && existsSync(join(account, 'token')))
    return inCluster(env, account);
  const own = join(homedir(), '.kube', 'config');
  return readKubeconfig(existsSync(own) ? [load(own)] : [], chosen);
}

const load = (path: string) => ({
  text: read(path),
  folder: dirname(resolve(path)),
  path,
});

function inCluster(env: Readonly<Record<string, string | undefined>>, account: string): Access {
  const host = env.KUBERNETES_SERVICE_HOST ?? '';
  const port = env.KUBERNETES_SERVICE_PORT ?? '443';
  return {
    server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
    namespace: read(join(account, 'namespace')).trim(),
    ca: read(join(account, 'ca.crt')),
    token: () => read(join(account, 'token')).trim(),
  };
}
