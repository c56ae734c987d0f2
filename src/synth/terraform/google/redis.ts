import type { ResolvedRedis } from '#model';
import { from, type Said, type TreeMap } from '../../source.ts';
import { idOf } from '../names.ts';
import { say, sourceOf } from '../site.ts';
import { ref } from '../terraform.ts';
import { inUtc } from '../windows.ts';
import { keyOf } from './keys.ts';
import { networkOf } from './network.ts';
import { peeringOf } from './private-access.ts';
import { api } from './project.ts';
import type { GoogleSite } from './site.ts';

const EVICTION: Readonly<Record<string, string>> = {
  none: 'noeviction',
  'least-recent': 'allkeys-lru',
  'with-expiry': 'volatile-lru',
};

/** What is thrown away when memory is full. */
export const evictionOf = (store: ResolvedRedis): Readonly<Record<string, Said>> | undefined =>
  store.eviction === undefined
    ? undefined
    : {
        'maxmemory-policy': say(store)('eviction', EVICTION[store.eviction] ?? 'noeviction'),
      };

/** One Memorystore of Redis, in the network and spoken to by TLS. */
export function writeRedis(site: GoogleSite, store: ResolvedRedis): void {
  const source = sourceOf(store);
  const instance = site.write.resource('stores', 'google_redis_instance', idOf(store.name), [
    source,
    {
      name: site.called(40, store.name),
      region: site.region,
      ...sized(site, store),
      redis_configs: evictionOf(store),
      authorized_network: ref(networkOf(site).vpc, 'id'),
      connect_mode: 'PRIVATE_SERVICE_ACCESS',
      reserved_ip_range: peeringOf(site).name,
      transit_encryption_mode: say(store)('encryptedInTransit', 'SERVER_AUTHENTICATION'),
      auth_enabled: say(store)('authenticated', store.authenticated === true),
      customer_managed_key: keyOf(site, store, { by: 'redis' }),
      persistence_config: store.persistent
        ? from(
            { path: `parts.${store.name}.persistent`, at: store.at },
            { persistence_mode: 'RDB', rdb_snapshot_period: 'ONE_HOUR' },
          )
        : undefined,
      lifecycle: { prevent_destroy: site.isProtected },
      depends_on: [peeringOf(site).address, api(site, 'redis')],
    },
  ]);
  site.write.output(idOf(store.name, 'address'), [
    source,
    {
      value: ref(instance, 'host'),
      description: `Where ${store.name} answers, inside the network.`,
    },
  ]);
  if (store.authenticated) sayKept(site, store);
  if (store.backup) sayUncopied(site, store);
}

function sized(site: GoogleSite, store: ResolvedRedis): TreeMap {
  const said = say(store);
  const { nodes = (store.replicas ?? 0) + 1, version, memory } = store;
  const isDoubled = store.failover === true || nodes > 1;
  // Replicas that are read from begin at two nodes of 5 GB; one alone is the standby.
  const replicas = Math.max(0, nodes - 1);
  const isRead = replicas > 1;
  return {
    tier: said('failover', isDoubled ? 'STANDARD_HA' : 'BASIC'),
    memory_size_gb:
      memory === undefined ? memoryOf(site, store) : said('memory', Math.ceil(memory / 1e9)),
    redis_version:
      version === undefined ? undefined : said('version', `REDIS_${version.replace('.', '_')}`),
    read_replicas_mode: isRead ? 'READ_REPLICAS_ENABLED' : undefined,
    replica_count: isRead ? said('nodes', Math.min(5, replicas)) : undefined,
  };
}

function memoryOf(site: GoogleSite, store: ResolvedRedis): string {
  const source = { path: `parts.${store.name}.memory`, at: store.at };
  site.isMissing(source, {
    en: `${store.name} says no memory: Terraform asks for it`,
    ko: `${store.name} 메모리가 없어 Terraform이 묻는다`,
  });
  return site.write.variable(
    idOf(store.name, 'memory'),
    { type: 'number', about: `The memory of ${store.name}, in GB.` },
    source,
  );
}

const sayKept = (site: GoogleSite, store: ResolvedRedis): void =>
  site.cannotSay(
    { path: `parts.${store.name}.authenticated`, at: store.at },
    {
      en: `Memorystore makes the password of ${store.name} itself, and Terraform reads it into its state`,
      ko: `${store.name} 비밀번호는 Memorystore가 만들고 Terraform의 state에 읽혀 남는다`,
    },
    {
      en: 'Seal the state, or take `memorystore-cluster`, whose clients prove who they are by IAM.',
      ko: 'state를 봉하거나, 클라이언트가 IAM으로 인증하는 `memorystore-cluster`를 쓴다.',
    },
  );

const sayUncopied = (site: GoogleSite, store: ResolvedRedis): void =>
  site.cannotSay(
    { path: `parts.${store.name}.backup`, at: store.at },
    {
      en: `a single Memorystore has no copies by schedule: nothing of \`backup\` of ${store.name} is written`,
      ko: `단일 Memorystore에는 예약 사본이 없다. ${store.name}의 \`backup\`은 쓰지 않는다`,
    },
  );

/** The hour of a day, in UTC; undefined where summer moves it. */
export const hourOf = (schedule: Parameters<typeof inUtc>[0] | undefined): number | undefined => {
  const begins = schedule && inUtc(schedule);
  return begins === undefined ? undefined : Math.floor((begins % 1_440) / 60);
};
