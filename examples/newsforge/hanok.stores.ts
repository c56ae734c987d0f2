// The sites, and what the system remembers.
import {
  aws,
  daily,
  every,
  external,
  key,
  postgres,
  queue,
  redis,
  search,
  site,
  weekly,
} from 'hanok';

export const tokyo = site('tokyo', aws('ap-northeast-1', { zones: 3 }));
export const osaka = site('osaka', aws('ap-northeast-3', { zones: 3 }));

/** Osaka holds a copy of it, so that what was copied there can be read there. */
const dataKey = key('data-key', {
  managed: 'kms',
  on: [tokyo, osaka],
  rotate: '365 d',
  escrow: true,
  use: 'both',
});

export const database = postgres('database', {
  managed: 'rds',
  version: '18',
  instance: 'db.r6g.large',
  size: { cpu: 2, memory: '16 GiB' },
  storage: '200 GiB',
  maxStorage: '500 GiB',
  storageType: 'gp3',
  zones: 2,
  failover: true,
  replicas: 1,
  readers: {
    count: 2,
    instance: 'db.r6g.large',
    zones: 2,
    maxLag: '10 s',
    autoScale: false,
    backup: false,
  },
  port: 5432,
  maxConnections: 400,
  holds: ['personal', 'credentials'],
  restsIn: ['JP'],
  encrypted: true,
  encryptedInTransit: true,
  key: dataKey,
  accessAudited: true,
  reachableFrom: 'links',
  retention: '1095 d',
  erasure: '30 d',
  insights: true,
  maintenanceWindow: weekly('monday', '04:00', 'Asia/Seoul'),
  backup: {
    full: daily('02:00', 'Asia/Seoul'),
    snapshot: weekly('sunday', '03:00', 'Asia/Seoul'),
    continuous: true,
    // The copy in Osaka follows live, so that it can be promoted within the recovery time.
    mirrored: true,
    keep: '7 d',
    copyTo: osaka,
    crossRegion: 'required',
    restsIn: 'JP',
    encrypted: true,
    rehearse: every('30 d'),
  },
  objective: { recovery: { time: '15 min' } },
});

const everyRedis = {
  managed: 'elasticache',
  version: '7.2',
  zones: 3,
  failover: true,
  port: 6379,
  restsIn: ['JP'],
  encrypted: true,
  encryptedInTransit: true,
  key: dataKey,
  authenticated: true,
  reachableFrom: 'links',
} as const;
/** What can be made again may be evicted. */
export const cache = redis('redis', {
  ...everyRedis,
  instance: 'cache.r6g.large',
  nodes: 3,
  replicas: 2,
  keeps: ['cache'],
  eviction: 'least-recent',
  holds: ['operational'],
  retention: '7 d',
});
/** What must not be evicted has memory of its own. */
export const sessions = redis('sessions', {
  ...everyRedis,
  instance: 'cache.t4g.medium',
  nodes: 3,
  replicas: 2,
  keeps: ['sessions', 'rate-limits'],
  eviction: 'none',
  holds: ['personal'],
  retention: '30 d',
  erasure: '30 d',
});
export const conversions = queue('conversions', {
  managed: 'sqs',
  visibility: '60 s',
  attempts: 3,
  deadLetters: true,
  holds: ['operational'],
  encrypted: true,
  encryptedInTransit: true,
  retention: '4 d',
});
export const logSearch = search('log-search', {
  managed: 'opensearch',
  version: '3.1',
  instance: 'r6g.large.search',
  nodes: 3,
  clustered: true,
  zones: 3,
  memory: '16 GiB',
  heap: '8 GiB',
  storage: '100 GiB',
  holds: ['personal'],
  restsIn: ['JP'],
  encrypted: true,
  encryptedInTransit: true,
  key: dataKey,
  reachableFrom: 'links',
  retention: '30 d',
  erasure: '30 d',
});
export const aiProvider = external('ai-provider', {
  country: 'US',
  sends: ['public'],
  timeout: '30 s',
  optional: true,
});
