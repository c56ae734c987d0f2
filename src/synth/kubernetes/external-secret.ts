import { isStore, type ResolvedPart, type ResolvedStore } from '#model';
import type { SynthFile } from '../file.ts';
import type { Source, TreeMap } from '../source.ts';
import { CONNECTION_KEY, SECRET_KEY } from './names.ts';
import { fileOf, objectOf } from './object.ts';
import { accountOf, sayUnbound } from './rbac.ts';
import { type KubeSite, sourceOf } from './site.ts';

const API = 'external-secrets.io/v1';
const STORE = 'secrets';
/** Who reads the secret store. */
const READER = 'secrets-reader';

const PROVIDERS = ['aws-secrets-manager', 'gcp-secret-manager'];

/** Whether secrets come out of a store that External Secrets reads. */
const isFetched = ({ plan }: KubeSite): boolean =>
  PROVIDERS.includes(plan.environment.secretStore ?? '');

/** Names only: which entries of the secret store become which Secrets. */
export function secretsFileOf(site: KubeSite): readonly SynthFile[] {
  const secrets = secretsOf(site);
  const stores = managedStoresOf(site);
  if (secrets.length + stores.length + site.stores.length === 0) return [];
  const source = { ...site.source, path: `environments.${site.plan.environment.name}.secretStore` };
  if (!isFetched(site)) {
    sayByHand(site, source, [
      ...secrets.map(({ name }) => name),
      ...[...stores, ...site.stores].map(({ name }) => name),
    ]);
    return [];
  }
  sayReader(site, source);
  const documents = [
    accountOf(site, READER, source, site.plan.name),
    storeOf(site, source),
    ...secrets.map((secret) => secretOf(site, secret)),
    ...stores.map((store) => connectionSecretOf(site, store)),
  ];
  return [fileOf(site, 'secrets', source, documents)];
}

/** The secrets that parts of this cluster are given, by name. */
function secretsOf(site: KubeSite): readonly ResolvedPart[] {
  const names = new Set(site.running.flatMap(({ secrets }) => secrets));
  return [...names].sort().flatMap((name) => site.context.view.part(name) ?? []);
}

/** Stores outside the cluster that parts of it link, by name. */
function managedStoresOf(site: KubeSite): readonly ResolvedStore[] {
  const names = new Set(site.running.flatMap(({ links }) => links.map(({ to }) => to)));
  return [...names]
    .sort()
    .flatMap((name) => site.context.view.part(name) ?? [])
    .filter(isStore)
    .filter((store) => !site.has(store.name) && store.kind !== 'model-files');
}

const storeOf = (site: KubeSite, source: Source): TreeMap =>
  objectOf(
    site,
    source,
    { apiVersion: API, kind: 'SecretStore', name: STORE, of: site.plan.name },
    { spec: { provider: providerOf(site) } },
  );

function providerOf(site: KubeSite): TreeMap {
  const serviceAccountRef = { name: READER };
  const { secretStore = '' } = site.plan.environment;
  if (secretStore === 'aws-secrets-manager')
    return {
      aws: {
        service: site.said('secretStore', 'SecretsManager'),
        region: regionOf(site),
        auth: { jwt: { serviceAccountRef } },
      },
    };
  const { region } = site.placement.site ?? {};
  const { cluster } = site.placement;
  return {
    gcpsm: {
      auth: {
        workloadIdentity: { clusterLocation: region, clusterName: cluster, serviceAccountRef },
      },
    },
  };
}

/** Secrets stand where the environment's first AWS site is, whoever reads them. */
function regionOf({ plan, placement }: KubeSite): string | undefined {
  const { on, also, standby } = plan.environment;
  const own = placement.site?.provider === 'aws' ? placement.site.region : undefined;
  const others = [on, ...also, standby].flatMap((one) =>
    one?.site?.provider === 'aws' ? (one.site.region ?? []) : [],
  );
  return own ?? others[0];
}

/** The entry's name in the secret store: Google's names have no slash. */
function entryOf({ plan }: KubeSite, name: string): string {
  const between = plan.environment.secretStore === 'gcp-secret-manager' ? '-' : '/';
  return [plan.name, plan.environment.name, name].join(between);
}

/** What every ExternalSecret says of where it reads and whom its Secret belongs to. */
const fetched = (name: string, target: TreeMap = {}): TreeMap => ({
  refreshInterval: '1h',
  secretStoreRef: { kind: 'SecretStore', name: STORE },
  target: { name, creationPolicy: 'Owner', deletionPolicy: 'Retain', ...target },
});

const secretOf = (site: KubeSite, { name, at }: ResolvedPart): TreeMap =>
  objectOf(
    site,
    { path: `parts.${name}`, at },
    { apiVersion: API, kind: 'ExternalSecret', name },
    {
      spec: {
        ...fetched(name),
        data: [{ secretKey: SECRET_KEY, remoteRef: { key: entryOf(site, name) } }],
      },
    },
  );

function connectionSecretOf(site: KubeSite, store: ResolvedStore): TreeMap {
  const { name } = store;
  const remoteRef = { key: entryOf(site, name), property: CONNECTION_KEY };
  return objectOf(
    site,
    sourceOf(store),
    { apiVersion: API, kind: 'ExternalSecret', name },
    {
      spec: {
        ...fetched(name),
        data: [{ secretKey: CONNECTION_KEY, remoteRef }],
      },
    },
  );
}

/** A Secret made of a fetched password by templates, for a store that runs in the cluster. */
export function templatedSecretOf(
  site: KubeSite,
  store: ResolvedStore,
  template: TreeMap,
): readonly TreeMap[] {
  if (!isFetched(site)) return [];
  const { name } = store;
  return [
    objectOf(
      site,
      sourceOf(store),
      { apiVersion: API, kind: 'ExternalSecret', name },
      {
        spec: {
          ...fetched(name, { template: { engineVersion: 'v2', ...template } }),
          data: [
            {
              secretKey: 'password',
              remoteRef: { key: entryOf(site, name), property: 'password' },
            },
          ],
        },
      },
    ),
  ];
}

const sayByHand = (site: KubeSite, source: Source, secrets: readonly string[]): void => {
  if (secrets.length === 0) return;
  const list = secrets.join(', ');
  site.isMissing(
    source,
    {
      en: `the environment names no secret store that can be read: the Secrets ${list} of ${site.namespace} on ${site.name} have to be there`,
      ko: `읽을 수 있는 비밀 저장소가 환경에 없다. ${site.name} 사이트 ${site.namespace} 네임스페이스에 ${list} Secret이 있어야 한다`,
    },
    {
      en: `Write \`secretStore\` (${PROVIDERS.join(', ')}), or create them before you apply.`,
      ko: `\`secretStore\`(${PROVIDERS.join(', ')})를 적거나 적용하기 전에 만든다.`,
    },
  );
};

/** Secret Manager knows the reader on GKE by its name; anywhere else an identity is put on it. */
function sayReader(site: KubeSite, source: Source): void {
  const { secretStore } = site.plan.environment;
  const isGoogle = secretStore === 'gcp-secret-manager';
  if (isGoogle && site.placement.engine === 'gke') return;
  sayUnbound(site, {
    name: READER,
    file: 'secrets',
    source,
    wants: `${secretStore} (read)`,
    annotation: isGoogle ? 'iam.gke.io/gcp-service-account' : 'eks.amazonaws.com/role-arn',
  });
}
