import { resolve } from 'node:path';
import { withParticle } from '#kernel';
import { read, unusable } from './access-files.ts';

/** How one cluster is reached, and as whom. */
export interface Access {
  /** The context of the kubeconfig it was read from; none inside a pod. */
  readonly context?: string;
  /** `https://host:port`, without a slash at its end. */
  readonly server: string;
  readonly namespace: string;
  /** PEM; the system's authorities when absent. */
  readonly ca?: string;
  /** PEM, both or none. */
  readonly certificate?: string;
  readonly key?: string;
  /** Asked for every request: a service account's token is replaced every hour. */
  readonly token?: () => string;
  /** The name the server's certificate must bear when it is not its address. */
  readonly serverName?: string;
}

/** One file of KUBECONFIG; paths inside it are relative to its folder. */
export interface KubeconfigFile {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
}

type Words = Readonly<Record<string, unknown>>;
/** The words of an entry, and the folder they were written in. */
type Found = { readonly words: Words; readonly folder: string } | undefined;

/** Which context is meant; the current one when nothing is said. */
export interface Chosen {
  /** By its own name. */
  readonly context?: string | undefined;
  /** By the cluster that a plan names: a context of that name, or one that ends with it. */
  readonly cluster?: string | undefined;
}

/** The access that a context describes. Programs that make a token are never started. */
export async function readKubeconfig(
  files: readonly KubeconfigFile[],
  chosen: Chosen = {},
): Promise<Access> {
  const trees = await Promise.all(files.map(parse));
  const current = choose(trees, chosen);
  const context = find(trees, 'contexts', 'context', current)?.words ?? {};
  const cluster = find(trees, 'clusters', 'cluster', context.cluster);
  const user = find(trees, 'users', 'user', context.user);
  const server = cluster?.words.server;
  if (!isText(server))
    throw unusable({
      en: `the context ${current} names no server`,
      ko: `컨텍스트 ${current}에 서버가 없다`,
    });
  refuseUnsafe(cluster?.words ?? {}, user?.words ?? {});
  const serverName = cluster?.words['tls-server-name'];
  return {
    context: current,
    server: server.replace(/\/+$/, ''),
    namespace: isText(context.namespace) ? context.namespace : 'default',
    ...given('ca', pem(cluster, 'certificate-authority')),
    ...given('certificate', pem(user, 'client-certificate')),
    ...given('key', pem(user, 'client-key')),
    ...given('token', tokenOf(user)),
    ...given('serverName', isText(serverName) ? serverName : undefined),
  };
}

function choose(trees: readonly { words: Words }[], { context, cluster }: Chosen): string {
  const names = trees
    .flatMap(({ words }) => (Array.isArray(words.contexts) ? words.contexts : []))
    .map((one) => toWords(one).name)
    .filter(isText);
  const list = names.join(', ') || '–';
  if (context !== undefined) {
    if (names.includes(context)) return context;
    throw unusable({
      en: `there is no context ${context}; there is ${list}`,
      ko: `컨텍스트 ${withParticle(context, '이/가')} 없다. 있는 것: ${list}`,
    });
  }
  if (cluster !== undefined) return ofCluster([...new Set(names)], cluster);
  const current = trees.map(({ words }) => words['current-context']).find(isText);
  if (current) return current;
  throw unusable({ en: 'no current context is set', ko: '현재 컨텍스트가 없다' });
}

/** `prod`, `arn:aws:eks:…:cluster/prod` and `gke_project_region_prod` are contexts of `prod`. */
function ofCluster(names: readonly string[], cluster: string): string {
  const same = names.filter((name) => name === cluster);
  const ending = names.filter(
    (name) => name.endsWith(`/${cluster}`) || name.endsWith(`_${cluster}`),
  );
  const [found, ...more] = same.length > 0 ? same : ending;
  if (found !== undefined && more.length === 0) return found;
  const list = (more.length > 0 ? ending : names).join(', ') || '–';
  throw unusable({
    en: `the plan names the cluster ${cluster}, and which context is meant is not clear: ${list}; say it with --context`,
    ko: `계획은 클러스터 ${withParticle(cluster, '을/를')} 말하는데 어느 컨텍스트인지 분명하지 않다: ${list}. --context로 고른다`,
  });
}

async function parse({ text, folder, path }: KubeconfigFile) {
  // Imported here, so that no other command pays for it.
  const { parse: parseYaml } = await import('yaml');
  try {
    return { words: toWords(parseYaml(text)), folder };
  } catch (cause) {
    throw unusable({ en: `${path} is no YAML`, ko: `${path} 파일이 YAML이 아니다` }, cause);
  }
}

function find(
  trees: readonly { words: Words; folder: string }[],
  list: string,
  member: string,
  name: unknown,
): Found {
  for (const { words, folder } of trees) {
    const entries = Array.isArray(words[list]) ? words[list].map(toWords) : [];
    const entry = entries.find((one) => one.name === name);
    if (entry) return { words: toWords(entry[member]), folder };
  }
  return undefined;
}

/** What would run a program, or trust anybody. */
function refuseUnsafe(cluster: Words, user: Words): void {
  if (user.exec !== undefined || user['auth-provider'] !== undefined)
    throw unusable({
      en: 'its user gets a token by running a program, which is never done; give it a token or a client certificate',
      ko: '사용자가 프로그램을 실행해 토큰을 얻는데, 그런 실행은 하지 않는다. 토큰이나 클라이언트 인증서를 준다',
    });
  if (cluster['insecure-skip-tls-verify'] === true)
    throw unusable({
      en: 'insecure-skip-tls-verify trusts anybody; give certificate-authority instead',
      ko: 'insecure-skip-tls-verify는 아무나 믿는다. 대신 certificate-authority를 준다',
    });
}

/** The words themselves when they are in the file, else those of the file that is named. */
function pem(entry: Found, name: string): string | undefined {
  const inline = entry?.words[`${name}-data`];
  if (isText(inline)) return Buffer.from(inline, 'base64').toString('utf8');
  const path = entry?.words[name];
  return entry && isText(path) ? read(resolve(entry.folder, path)) : undefined;
}

function tokenOf(user: Found): (() => string) | undefined {
  const path = user?.words.tokenFile;
  const token = user?.words.token;
  if (isText(token)) return () => token;
  return user && isText(path) ? () => read(resolve(user.folder, path)).trim() : undefined;
}

const given = <Name extends string, Value>(name: Name, value: Value | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [N in Name]?: Value };

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const toWords = (value: unknown): Words =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Words) : {};
