import { SECOND } from '#kernel';
import type { ResolvedKey, ResolvedStore } from '#model';
import { idOf } from '../names.ts';
import { onceFor, say, sourceOf } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import { api, numberOf } from './project.ts';
import type { GoogleSite } from './site.ts';

/** A service of Google that seals what it keeps with a key of ours. */
export type Sealer =
  | 'bigquery'
  | 'compute'
  | 'firestore'
  | 'gke'
  | 'redis'
  | 'registry'
  | 'sql'
  | 'storage';

/** Service agents that are named by the project's number. */
const AGENTS: Readonly<Partial<Record<Sealer, string>>> = {
  compute: 'compute-system',
  firestore: 'gcp-sa-firestore',
  gke: 'container-engine-robot',
  redis: 'cloud-redis',
  registry: 'gcp-sa-artifactregistry',
  sql: 'gcp-sa-cloud-sql',
};

function agentOf(site: GoogleSite, sealer: Sealer, project: string | undefined): string {
  const { write, source } = site;
  if (sealer === 'storage') {
    const agent = write.data('identity', 'google_storage_project_service_account', 'agent', [
      source,
      { depends_on: [api(site, 'storage')] },
    ]);
    return ref(agent, 'email_address');
  }
  if (sealer === 'bigquery') {
    const agent = write.data('identity', 'google_bigquery_default_service_account', 'agent', [
      source,
      { project, depends_on: [api(site, 'bigquery')] },
    ]);
    return ref(agent, 'email');
  }
  return `service-${numberOf(site)}@${AGENTS[sealer]}.iam.gserviceaccount.com`;
}

type Key = Block<'id'>;
const made = onceFor(() => new Map<string, Key>());
const waited = onceFor(() => new Set<Sealer>());

export interface Sealing {
  readonly by: Sealer;
  /** Where it rests, when not in the site's own region. */
  readonly region?: string | undefined;
  /** Where the store is in a project of its own. */
  readonly project?: string | undefined;
}

/**
 * The key that the plan seals a store with, for a service that may use it from then on; undefined
 * where the plan names none, and Google seals with its own.
 */
export function keyOf(
  site: GoogleSite,
  { key }: Pick<ResolvedStore, 'key'>,
  { by, region = site.region, project }: Sealing,
): string | undefined {
  const found = site.keys.find(({ name }) => name === key);
  if (!found) {
    if (key !== undefined) sayElsewhere(site, key);
    return undefined;
  }
  const id = region === site.region ? idOf(found.name) : idOf(found.name, region);
  const block = made(site).get(id) ?? writeKey(site, found, [id, region]);
  made(site).set(id, block);
  const granted = idOf(found.name, ...(region === site.region ? [] : [region]), by);
  const address = `google_kms_crypto_key_iam_member.${granted}`;
  if (AGENTS[by]) waited(site).add(by);
  // By way of the leave to use it: who seals waits for that.
  if (site.write.has('stores', ['resource', 'google_kms_crypto_key_iam_member', granted]))
    return ref<'crypto_key_id'>({ address }, 'crypto_key_id');
  const member = site.write.resource('stores', 'google_kms_crypto_key_iam_member', granted, [
    sourceOf(found),
    {
      crypto_key_id: ref(block, 'id'),
      role: 'roles/cloudkms.cryptoKeyEncrypterDecrypter',
      member: `serviceAccount:${agentOf(site, by, project)}`,
    },
  ]);
  return ref(member, 'crypto_key_id');
}

const away = onceFor(() => new Set<string>());

/** A key of Cloud KMS seals in its own region only. */
function sayElsewhere(site: GoogleSite, key: string): void {
  if (away(site).has(key)) return;
  away(site).add(key);
  const part = site.context.view.part(key);
  site.isMissing(
    { path: `parts.${key}.on`, at: part?.at ?? site.source.at },
    {
      en: `the key ${key} does not stand on ${site.name}: what it should seal there is sealed with a key of Google's own`,
      ko: `${key} 키가 ${site.name} 사이트에 없어, 거기서 봉할 것을 Google의 키로 봉한다`,
    },
    { en: 'Name the site in its `on`.', ko: '키의 `on`에 그 사이트를 적는다.' },
  );
}

/** Any key of the site, for what is no store's: secrets of the cluster, disks of its machines. */
export const anyKeyOf = (site: GoogleSite, sealing: Sealing): string | undefined =>
  keyOf(site, { key: site.keys[0]?.name }, sealing);

function writeKey(site: GoogleSite, key: ResolvedKey, [id, region]: readonly [string, string]) {
  const source = sourceOf(key);
  const said = say(key);
  const seconds = key.rotate === undefined ? undefined : Math.round(key.rotate / SECOND);
  if (key.escrow && region === site.region) sayKept(site, key);
  return site.write.resource('stores', 'google_kms_crypto_key', id, [
    source,
    {
      name: key.name,
      key_ring: ref(ringIn(site, region), 'id'),
      purpose: 'ENCRYPT_DECRYPT',
      rotation_period:
        seconds === undefined ? '7776000s' : said('rotate', `${Math.max(86_400, seconds)}s`),
      lifecycle: { prevent_destroy: site.isProtected },
    },
  ]);
}

function ringIn(site: GoogleSite, region: string): Block<'id'> {
  const id = region === site.region ? 'main' : idOf(region);
  if (site.write.has('stores', ['resource', 'google_kms_key_ring', id]))
    return { address: `google_kms_key_ring.${id}` };
  return site.write.resource('stores', 'google_kms_key_ring', id, [
    site.source,
    {
      name: site.called(63, site.name),
      location: region,
      depends_on: [api(site, 'cloudkms')],
    },
  ]);
}

const sayKept = (site: GoogleSite, key: ResolvedKey): void =>
  site.cannotSay(
    { path: `parts.${key.name}.escrow`, at: key.at },
    {
      en: `Cloud KMS hands no copy of ${key.name} out: copies in another region are sealed with a key of that region`,
      ko: `Cloud KMS는 ${key.name} 키의 사본을 내주지 않는다. 다른 리전의 사본은 그 리전의 키로 봉한다`,
    },
  );

/** A service agent begins to exist with the first use of its service, and not before. */
export function sayAgents(site: GoogleSite): void {
  const names = [...waited(site)].sort().map((by) => AGENTS[by]);
  if (names.length === 0) return;
  const { name, at } = site.keys[0] ?? { ...site.plan.environment };
  site.isMissing(
    { path: `parts.${name}`, at },
    {
      en: `keys of ${site.name} are lent to service agents of the project, which are there only once their services were used: ${names.join(', ')}`,
      ko: `${site.name} 사이트의 키를 프로젝트의 서비스 에이전트에 빌려준다. 이들은 서비스를 한 번 쓴 뒤에야 생긴다: ${names.join(', ')}`,
    },
    {
      en: 'Make each before the first apply: `gcloud beta services identity create`.',
      ko: '첫 적용 전에 `gcloud beta services identity create`로 하나씩 만든다.',
    },
  );
}
