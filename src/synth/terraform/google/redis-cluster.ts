import { cacheNodeSizes } from '#facts';
import { DAY, SECOND } from '#kernel';
import type { ResolvedRedis } from '#model';
import { from, type TreeMap } from '../../source.ts';
import { idOf } from '../names.ts';
import { say, sourceOf } from '../site.ts';
import { ref } from '../terraform.ts';
import { allowOnly, callersWithLeave } from './identity.ts';
import { keyOf } from './keys.ts';
import { networkOf } from './network.ts';
import { endpointsOf } from './private-access.ts';
import { api, projectOf } from './project.ts';
import { evictionOf, hourOf } from './redis.ts';
import type { GoogleSite } from './site.ts';

/** A Memorystore cluster of Redis: its clients are known by IAM, and come by TLS. */
export function writeRedisCluster(site: GoogleSite, store: ResolvedRedis): void {
  const source = sourceOf(store);
  const said = say(store);
  const name = site.called(63, store.name);
  const cluster = site.write.resource('stores', 'google_redis_cluster', idOf(store.name), [
    source,
    {
      name,
      region: site.region,
      shard_count: said('shards', store.shards ?? 1),
      replica_count: said('replicas', store.replicas ?? 0),
      node_type: nodeType(site, store),
      redis_configs: evictionOf(store),
      psc_configs: [from(source, { network: ref(networkOf(site).vpc, 'id') })],
      transit_encryption_mode: said(
        'encryptedInTransit',
        'TRANSIT_ENCRYPTION_MODE_SERVER_AUTHENTICATION',
      ),
      authorization_mode: said('authenticated', 'AUTH_MODE_IAM_AUTH'),
      kms_key: keyOf(site, store, { by: 'redis' }),
      zone_distribution_config:
        store.zones === undefined
          ? undefined
          : {
              mode: said('zones', store.zones > 1 ? 'MULTI_ZONE' : 'SINGLE_ZONE'),
              ...oneZone(site, store),
            },
      persistence_config: { mode: said('persistent', store.persistent ? 'AOF' : 'DISABLED') },
      automated_backup_config: copiesOf(site, store),
      deletion_protection_enabled: site.isProtected,
      depends_on: [endpointsOf(site), api(site, 'redis')],
    },
  ]);
  site.write.output(idOf(store.name, 'address'), [
    source,
    {
      value: ref(cluster, 'discovery_endpoints', '[0].address'),
      description: `Where ${store.name} answers, inside the network.`,
    },
  ]);
  sayVersion(site, store);
  for (const caller of callersWithLeave(site, store))
    allowOnly(site, caller, {
      role: 'roles/redis.dbConnectionUser',
      on: `projects/${projectOf(site)}/locations/${site.region}/clusters/${name}`,
    });
}

const oneZone = (site: GoogleSite, { zones = 1 }: ResolvedRedis): TreeMap =>
  zones > 1 ? {} : { zone: site.placement.site?.zoneIds?.[0] };

/** The smallest node that holds what the plan says one node has. */
function nodeType(site: GoogleSite, store: ResolvedRedis): TreeMap[string] {
  const { instance, memory } = store;
  const said = say(store);
  const spelt = (name: string) => `REDIS_${name.toUpperCase().replaceAll('-', '_')}`;
  if (instance !== undefined) return said('instance', spelt(instance.replace(/^redis-/i, '')));
  // Only those whose free memory is known: the others are sold with another engine.
  const sizes = cacheNodeSizes('memorystore-cluster').filter(({ writable }) => writable);
  const found = sizes.find((one) => memory !== undefined && one.memory >= memory);
  if (found) return said('memory', spelt(found.name));
  const source = { path: `parts.${store.name}.memory`, at: store.at };
  site.isMissing(source, {
    en: `no node of Memorystore fits what ${store.name} says of its memory: Terraform asks for one`,
    ko: `${store.name} 메모리에 맞는 Memorystore 노드가 없어 Terraform이 묻는다`,
  });
  return site.write.variable(
    idOf(store.name, 'node'),
    { type: 'string', about: `The type of the nodes of ${store.name}, as Memorystore spells it.` },
    source,
  );
}

/** Copies once a day, at an hour of UTC. */
function copiesOf(site: GoogleSite, store: ResolvedRedis): TreeMap | undefined {
  const { backup } = store;
  if (!backup?.full) return undefined;
  const source = { path: `parts.${store.name}.backup.full`, at: store.at };
  const hours = hourOf(backup.full);
  if (hours === undefined)
    site.cannotSay(source, {
      en: `copies of ${store.name} begin at an hour of UTC, and the plan's is another one in summer: it is midnight`,
      ko: `${store.name} 사본은 UTC 시각에 시작하는데 계획의 시각은 여름에 바뀌어 자정으로 적는다`,
    });
  return from(source, {
    retention: say(store)(
      'backup.keep',
      `${Math.round(Math.min(365 * DAY, Math.max(DAY, backup.keep ?? 35 * DAY)) / SECOND)}s`,
    ),
    fixed_frequency_schedule: from(source, { start_time: from(source, { hours: hours ?? 0 }) }),
  });
}

function sayVersion(site: GoogleSite, { name, at, version }: ResolvedRedis): void {
  if (version === undefined || version.startsWith('7')) return;
  site.cannotSay(
    { path: `parts.${name}.version`, at },
    {
      en: `a cluster of Memorystore is Redis 7: nothing says that ${name} is ${version}`,
      ko: `Memorystore 클러스터는 Redis 7이다. ${name} 버전 ${version}은 적을 곳이 없다`,
    },
  );
}
