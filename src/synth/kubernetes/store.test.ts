import { describe, expect, it } from 'vitest';
import { daily, eks, link, postgres, redis, service } from '#model';
import { refusalsOfManifest } from '../../../test/support/kubernetes/manifests.ts';
import { here, podOf, size, written } from '../../../test/support/kubernetes/written.ts';

const db = postgres('db', {
  version: '18.1',
  storage: '20 GiB',
  size,
  replicas: 2,
  maxConnections: 100,
  memory: { sharedBuffers: '128 MiB' },
  extensions: ['pg_stat_statements'],
  backup: { full: daily('02:00', 'Asia/Seoul'), continuous: true },
});
const cache = redis('cache', {
  version: '8',
  memory: '1 GiB',
  encryptedInTransit: true,
  persistent: true,
  replicas: 2,
  eviction: 'least-recent',
});
const api = service('api', { size, uses: [link(db), link(cache)] });
const all = (more = {}) =>
  written([api, db, cache], { secretStore: 'aws-secrets-manager', ...more });

describe('a store that runs in the cluster', () => {
  it('is written as the schemas of its kinds take it', async () => {
    for (const object of all().objects)
      expect([object.kind, await refusalsOfManifest({ ...object })]).toEqual([object.kind, []]);
  });

  it('is kept by CloudNativePG where it is PostgreSQL, with standbys and copies', () => {
    const { one, said } = all();
    expect(one('Cluster', 'db')?.spec).toMatchObject({
      instances: 3,
      imageName: 'ghcr.io/cloudnative-pg/postgresql:18',
      storage: { size: '20Gi' },
      bootstrap: { initdb: { owner: 'db', secret: { name: 'db' } } },
      postgresql: { parameters: { max_connections: '100', shared_buffers: '131072kB' } },
    });
    expect(one('ExternalSecret', 'db')?.spec.target.template.data.url).toBe(
      'postgresql://db:{{ .password | urlquery }}@db-rw.shop-production.svc:5432/db',
    );
    expect(one('ScheduledBackup', 'db')?.spec.schedule).toBe('TZ=Asia/Seoul 0 0 2 * * *');
    expect(said).toContain('continuous archiving and copies elsewhere need a bucket');
  });

  it('is one Redis with its password in a file, and says what one cannot do', () => {
    const { one, said } = all();
    const [container] = podOf(one('StatefulSet', 'cache')).containers;
    expect(container.args).toEqual(['redis-server', '/etc/redis/auth/redis.conf']);
    const { data } = one('ExternalSecret', 'cache')?.spec.target.template ?? {};
    expect(data.url).toBe('rediss://:{{ .password | urlquery }}@cache.shop-production.svc:6379');
    expect(data['redis.conf'].split('\n')).toContain('maxmemory-policy allkeys-lru');
    expect(said).toContain('as one Redis: replicas, shards and failover');
  });

  it('stays out of the mesh: it knows its callers by their passwords', () => {
    const { one } = all({ on: eks(here, { runtime: ['istio-api:v1'] }) });
    const outside = { 'sidecar.istio.io/inject': 'false' };
    expect(one('StatefulSet', 'cache')?.spec.template.metadata.annotations).toEqual(outside);
    expect(one('Cluster', 'db')?.spec.inheritedMetadata.annotations).toEqual(outside);
  });
});

it('names entries of the secret store, and never a value', () => {
  const remote = postgres('remote', { managed: 'rds' });
  const web = service('web', { size, uses: [link(remote)] });
  const { one } = written([web], { secretStore: 'aws-secrets-manager' });
  expect(one('ExternalSecret', 'remote')?.spec).toEqual({
    refreshInterval: '1h',
    secretStoreRef: { kind: 'SecretStore', name: 'secrets' },
    // A Secret outlives what fetched it: pods that run on it go on.
    target: { name: 'remote', creationPolicy: 'Owner', deletionPolicy: 'Retain' },
    data: [{ secretKey: 'url', remoteRef: { key: 'shop/production/remote', property: 'url' } }],
  });
  expect(one('SecretStore', 'secrets')?.spec.provider.aws.region).toBe('eu-west-1');
});
