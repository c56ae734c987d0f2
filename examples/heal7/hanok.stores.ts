// What the repaired system remembers, and where: everything in Seoul, a copy in the other cloud.
import { aws, bucket, daily, every, gcp, key, postgres, redis, search, site, weekly } from 'hanok';

export const seoulAws = site(
  'seoul-aws',
  aws('ap-northeast-2', {
    zones: 3,
    zoneIds: ['ap-northeast-2a', 'ap-northeast-2b', 'ap-northeast-2c'],
  }),
);
export const seoulGcp = site('seoul-gcp', gcp('asia-northeast3', { zones: 3 }));

export const keys = key('heal7-keys', {
  managed: 'kms',
  on: [seoulAws],
  rotate: '365 d',
  escrow: true,
  use: 'both',
});

/** What every store with data of a person says. */
const personal = {
  on: [seoulAws],
  holds: ['personal'] as const,
  restsIn: ['KR'],
  encrypted: true,
  encryptedInTransit: true,
  key: keys,
  pseudonymised: true,
  accessAudited: true,
  retention: '3 years' as const,
  erasure: '30 d' as const,
};

export const files = bucket('files', {
  ...personal,
  managed: 's3',
  storageClass: 'INTELLIGENT_TIERING',
  storage: '300 GiB',
  versioned: true,
  backup: {
    full: daily('02:00', 'Asia/Seoul'),
    continuous: true,
    keep: '30 d',
    copyTo: seoulGcp,
    restsIn: 'KR',
    encrypted: true,
    rehearse: every('90 d'),
  },
});
export const database = postgres('heal7-database', {
  ...personal,
  managed: 'rds',
  // The Google Cloud site takes its share of the traffic and writes across, knowingly.
  writtenFrom: [seoulGcp],
  version: '17',
  instance: 'db.r6g.xlarge',
  size: { cpu: 4, memory: '32 GiB' },
  storage: '1000 GB',
  storageType: 'gp3',
  maxStorage: '5000 GB',
  zones: 3,
  failover: true,
  replicas: 1,
  readers: {
    count: 2,
    instance: 'db.r6g.xlarge',
    size: { cpu: 4, memory: '32 GB' },
    on: [seoulAws],
    managed: 'rds',
    maxLag: '10 s',
    zones: 3,
  },
  port: 5432,
  reachableFrom: 'links',
  maxConnections: 200,
  memory: {
    sharedBuffers: '8 GB',
    effectiveCache: '24 GB',
    workMem: '16 MB',
    maintenanceWorkMem: '512 MB',
  },
  extensions: ['pg_stat_statements'],
  partitions: { by: 'created_at', until: '2027-01-01', rolling: true },
  insights: true,
  backupWindow: daily('03:00', 'Asia/Seoul'),
  maintenanceWindow: weekly('sunday', '04:00', 'Asia/Seoul'),
  refersTo: [files],
  purchase: 'reserved',
  backup: {
    full: daily('03:00', 'Asia/Seoul'),
    continuous: true,
    keep: '7 d',
    copyTo: seoulGcp,
    restsIn: 'KR',
    crossRegion: 'allowed',
    encrypted: true,
    rehearse: every('90 d'),
  },
});
/** Whatever must not be lost is in the database. */
export const cache = redis('heal7-redis', {
  on: [seoulAws],
  managed: 'elasticache',
  instance: 'cache.r6g.large',
  version: '7.1',
  memory: '13 GiB',
  shards: 1,
  replicas: 2,
  nodes: 3,
  zones: 3,
  failover: true,
  keeps: ['cache', 'rate-limits'],
  eviction: 'with-expiry',
  hitRatio: '95%',
  holds: ['personal'],
  accessAudited: true,
  retention: '1 d',
  erasure: '1 d',
  restsIn: ['KR'],
  encrypted: true,
  encryptedInTransit: true,
  authenticated: true,
  key: keys,
  port: 6379,
  purchase: 'reserved',
});
export const logs = search('elasticsearch', {
  on: [seoulAws],
  version: '9.4',
  nodes: 3,
  clustered: true,
  zones: 3,
  memory: '8 GiB',
  heap: '4 GiB',
  storage: '100 GiB',
  holds: ['operational'],
  restsIn: ['KR'],
  encrypted: true,
  encryptedInTransit: true,
  key: keys,
  port: 9200,
  retention: '90 d',
  backup: { full: daily('05:00', 'Asia/Seoul'), keep: '90 d', copyTo: seoulGcp, encrypted: true },
});
