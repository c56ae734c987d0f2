import type { ResolvedRedis } from '#model';
import { sayer, type TreeMap } from '../../source.ts';
import { idOf, within } from '../names.ts';
import { say, sourceOf } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import { caller, guard } from './identity.ts';
import { keyOf } from './keys.ts';
import { groupOfPart } from './security-group.ts';
import type { AwsSite } from './site.ts';
import { networkOf } from './vpc.ts';

const EVICTION: Readonly<Record<string, string>> = {
  none: 'noeviction',
  'least-recent': 'allkeys-lru',
  'with-expiry': 'volatile-lru',
};

/** A replication group of ElastiCache: encrypted on disk and on the way. */
export function writeRedis(site: AwsSite, store: ResolvedRedis): void {
  const source = sourceOf(store);
  const said = say(store);
  const id = idOf(store.name);
  const group = site.write.resource('stores', 'aws_elasticache_subnet_group', id, [
    source,
    {
      name: site.called(255, store.name),
      subnet_ids: networkOf(site).subnetsFor('isolated', store.name),
    },
  ]);
  const parameters = parameterGroup(site, store);
  const users = store.authenticated ? usersOf(site, store) : undefined;
  const replication = site.write.resource('stores', 'aws_elasticache_replication_group', id, [
    source,
    {
      replication_group_id: within(40, site.plan.name, site.plan.environment.name, store.name),
      description: `${store.name} of ${site.plan.name}`,
      engine: engineOf(store),
      engine_version: store.version === undefined ? undefined : said('version', store.version),
      ...nodesOf(store),
      port: store.port === undefined ? undefined : said('port', store.port),
      subnet_group_name: ref(group, 'name'),
      parameter_group_name: parameters && ref(parameters, 'name'),
      security_group_ids: [ref(groupOfPart(site, store), 'id')],
      at_rest_encryption_enabled: said('encrypted', 'true'),
      transit_encryption_enabled: said('encryptedInTransit', true),
      kms_key_id: keyOf(site, store),
      user_group_ids: users && [ref(users, 'user_group_id')],
      apply_immediately: false,
      auto_minor_version_upgrade: 'true',
    },
  ]);
  site.write.output(idOf(store.name, 'endpoint'), [
    source,
    {
      value: ref(replication, 'primary_endpoint_address'),
      description: `Where ${store.name} answers, inside the network.`,
    },
  ]);
  saySized(site, store);
}

function nodesOf(store: ResolvedRedis): TreeMap {
  const said = say(store);
  const { shards = 1, replicas = 0, nodes = replicas + 1 } = store;
  const takesOver = store.failover === true && nodes > 1;
  return {
    node_type: store.instance === undefined ? 'cache.t4g.small' : said('instance', store.instance),
    num_cache_clusters: shards > 1 ? undefined : said('nodes', nodes),
    num_node_groups: shards > 1 ? said('shards', shards) : undefined,
    replicas_per_node_group: shards > 1 ? said('replicas', replicas) : undefined,
    automatic_failover_enabled: said('failover', takesOver || shards > 1),
    multi_az_enabled: said('zones', takesOver && (store.zones ?? 1) > 1),
  };
}

/** AWS has Redis up to 7.1, and Valkey after it. */
const engineOf = (store: ResolvedRedis): string => (versionOf(store) > 7.1 ? 'valkey' : 'redis');
const versionOf = ({ version = '7.1' }: ResolvedRedis): number => Number.parseFloat(version);

function parameterGroup(site: AwsSite, store: ResolvedRedis): Block<'name'> | undefined {
  if (store.eviction === undefined && (store.shards ?? 1) <= 1) return undefined;
  const said = sayer(store);
  const parameter: readonly TreeMap[] = [
    ...(store.eviction === undefined
      ? []
      : [
          {
            name: 'maxmemory-policy',
            value: said('eviction', EVICTION[store.eviction] ?? 'noeviction'),
          },
        ]),
    ...((store.shards ?? 1) > 1 ? [{ name: 'cluster-enabled', value: 'yes' }] : []),
  ];
  return site.write.resource('stores', 'aws_elasticache_parameter_group', idOf(store.name), [
    sourceOf(store),
    {
      name: site.called(255, store.name),
      family: `${engineOf(store)}${Math.floor(versionOf(store))}`,
      parameter,
    },
  ]);
}

/** Who asks is known by its role: a password would stand in Terraform's state. */
function usersOf(site: AwsSite, store: ResolvedRedis): Block<'user_group_id' | 'arn'> {
  const source = { path: `parts.${store.name}.authenticated`, at: store.at };
  const engine = engineOf(store);
  const user = (name: string, args: TreeMap) =>
    site.write.resource('stores', 'aws_elasticache_user', idOf(store.name, name), [
      source,
      {
        user_id: within(40, site.plan.name, site.plan.environment.name, store.name, name),
        engine,
        ...args,
      },
    ]);
  const nobody = user('nobody', {
    user_name: 'default',
    access_string: 'off ~keys* -@all +get',
    authentication_mode: { type: 'no-password-required' },
  });
  const id = within(40, site.plan.name, site.plan.environment.name, store.name, 'linked');
  const linked = user('linked', {
    user_name: id,
    access_string: 'on ~* +@all -@dangerous',
    authentication_mode: { type: 'iam' },
  });
  const { partition, region, account } = caller(site);
  guard(site, store.name, {
    arns: [
      ref(linked, 'arn'),
      `arn:${partition}:elasticache:${region}:${account}:replicationgroup:${within(40, site.plan.name, site.plan.environment.name, store.name)}`,
    ],
  });
  site.cannotSay(source, {
    en: `clients of ${store.name} prove who they are by their role (IAM): a password would stand in Terraform's state`,
    ko: `${store.name} 클라이언트는 역할(IAM)로 인증한다. 비밀번호는 Terraform의 state에 남는다`,
  });
  return site.write.resource('stores', 'aws_elasticache_user_group', idOf(store.name), [
    source,
    {
      engine,
      user_group_id: within(40, site.plan.name, site.plan.environment.name, store.name),
      user_ids: [ref(nobody, 'user_id'), ref(linked, 'user_id')],
    },
  ]);
}

function saySized(site: AwsSite, store: ResolvedRedis): void {
  if (store.instance === undefined)
    site.isMissing(
      { path: `parts.${store.name}.instance`, at: store.at },
      {
        en: `${store.name} names no machine: it gets cache.t4g.small`,
        ko: `${store.name} 인스턴스가 없어 cache.t4g.small을 준다`,
      },
    );
  if (versionOf(store) > 7.1)
    site.cannotSay(
      { path: `parts.${store.name}.version`, at: store.at },
      {
        en: `ElastiCache has Redis up to 7.1: ${store.version} is written as Valkey, which speaks the same`,
        ko: `ElastiCache의 Redis는 7.1까지다. ${store.version}은 같은 프로토콜을 쓰는 Valkey로 적는다`,
      },
    );
}
