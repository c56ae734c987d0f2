// The repaired system: everything rests in Germany, and a second German region holds a copy of it.
import {
  bucket,
  canary,
  daily,
  documentStore,
  every,
  gateway,
  gcp,
  key,
  link,
  postgres,
  redis,
  route,
  search,
  secret,
  service,
  site,
  warehouse,
} from 'hanok';

export const frankfurt = site(
  'frankfurt',
  gcp('europe-west3', {
    zones: 3,
    zoneIds: ['europe-west3-a', 'europe-west3-b', 'europe-west3-c'],
  }),
);
/** Where copies go, and where the system moves when Frankfurt is lost: Germany too. */
export const berlin = site('berlin', gcp('europe-west10', { zones: 3 }));

export const keys = key('keys', {
  managed: 'kms',
  on: [frankfurt],
  rotate: '90 d',
  escrow: true,
  use: 'both',
});
const tokenKey = secret('token-key', { rotate: '90 d' });
/** Turns people into pseudonyms. */
const pseudonymKey = secret('pseudonym-key', { rotate: '365 d' });

const copies = (at: string) => ({
  full: daily(at, 'Europe/Berlin'),
  continuous: true,
  keep: '30 d' as const,
  copyTo: berlin,
  restsIn: 'DE',
  crossRegion: 'restricted' as const,
  encrypted: true,
  rehearse: every('90 d'),
});
/** What every store with data of a person says. */
const personal = {
  on: [frankfurt],
  holds: ['personal', 'health'] as const,
  restsIn: ['DE'],
  encrypted: true,
  encryptedInTransit: true,
  key: keys,
  pseudonymised: true,
  accessAudited: true,
  retention: '5 years' as const,
  erasure: '30 d' as const,
};

export const firestore = documentStore('firestore', {
  ...personal,
  managed: 'firestore',
  mode: 'native',
  storage: '50 GiB',
  backup: copies('02:30'),
});
export const database = postgres('database', {
  ...personal,
  managed: 'cloud-sql',
  version: '18',
  size: { cpu: 4, memory: '16 GiB' },
  storage: '200 GiB',
  maxStorage: '300 GiB',
  zones: 3,
  failover: true,
  replicas: 1,
  readers: { count: 2, size: { cpu: 4, memory: '16 GiB' }, maxLag: '10 s', zones: 3 },
  maxConnections: 200,
  port: 5432,
  insights: true,
  maintenanceWindow: daily('04:00', 'Europe/Berlin'),
  refersTo: [firestore],
  backup: copies('02:00'),
});
/** Only a cache: whatever must not be lost is in the database, so any key may be evicted. */
export const cache = redis('cache', {
  on: [frankfurt],
  managed: 'memorystore-cluster',
  version: '7.2',
  memory: '13 GB',
  shards: 3,
  replicas: 1,
  nodes: 6,
  zones: 3,
  failover: true,
  keeps: ['cache'],
  eviction: 'least-recent',
  holds: ['personal', 'health'],
  restsIn: ['DE'],
  encrypted: true,
  encryptedInTransit: true,
  key: keys,
  pseudonymised: true,
  accessAudited: true,
  authenticated: true,
  port: 6379,
  retention: '1 d',
  erasure: '1 d',
});
export const bigquery = warehouse('bigquery', {
  ...personal,
  managed: 'bigquery',
  project: 'dtx-data',
  dataset: 'de',
  storage: '200 GiB',
  backup: copies('03:00'),
});
export const files = bucket('files', {
  ...personal,
  managed: 'cloud-storage',
  storageClass: 'STANDARD',
  storage: '100 GiB',
  versioned: true,
  lifecycle: [{ after: '5 years', to: 'delete' }],
  backup: copies('03:30'),
});
export const logs = search('logs', {
  on: [frankfurt],
  version: '9.4',
  nodes: 3,
  clustered: true,
  zones: 3,
  memory: '8 GiB',
  heap: '4 GiB',
  storage: '100 GiB',
  holds: ['operational'],
  restsIn: ['DE'],
  encrypted: true,
  encryptedInTransit: true,
  key: keys,
  port: 9200,
  retention: '90 d',
  backup: { full: daily('01:00', 'Europe/Berlin'), keep: '90 d', copyTo: berlin, encrypted: true },
});

const judged = canary({
  split: 'request',
  weights: [10, 50],
  bake: '10 min',
  horizon: '1 min',
  bad: ['5xx', { slowerThan: '500 ms' }],
  promote: 'not-refuted',
  smoke: ['GET /ready'],
});
const running = {
  port: 8080,
  health: { live: '/health', ready: '/ready', within: '60 s' },
  stop: { drain: '30 s' },
  rollout: judged,
  zones: 3,
  failover: true,
} as const;
const image = (name: string) => ({
  registry: 'europe-west3-docker.pkg.dev',
  name,
  tag: '0.2.0',
  user: 1001,
  scanned: true,
});

export const userService = service('user-service', {
  ...running,
  image: image('user-service'),
  uses: [
    link(database, { access: 'read-write', pool: 20, timeout: '2 s' }),
    link(bigquery, { access: 'write', timeout: '4 s' }),
    link(firestore, { access: 'read-write', timeout: '2 s' }),
    link(files, { access: 'read-write', timeout: '4 s' }),
    pseudonymKey,
  ],
  size: { cpu: 1, memory: '2 GiB' },
  replicas: { min: 3, max: 6, scaleOn: [{ cpu: 70 }] },
  handles: '80 rps',
  handlesData: ['personal', 'health'],
  authenticates: ['mtls'],
  protects: ['validation', 'sql-injection'],
});
export const timeMachine = service('time-machine', {
  ...running,
  image: image('time-machine'),
  uses: [
    link(cache, { access: 'read-write', timeout: '1 s' }),
    link(database, { access: 'read-write', pool: 10, timeout: '2 s' }),
  ],
  size: { cpu: 1, memory: '2 GiB' },
  replicas: { min: 2, max: 4, scaleOn: [{ cpu: 70 }] },
  handles: '120 rps',
  handlesData: ['personal', 'health'],
  authenticates: ['mtls'],
  protects: ['validation', 'sql-injection'],
});
export const apiGateway = service('api-gateway', {
  ...running,
  image: image('api-gateway'),
  uses: [link(userService, { timeout: '5 s' }), link(timeMachine, { timeout: '5 s' }), tokenKey],
  size: { cpu: 1, memory: '1 GiB' },
  replicas: { min: 2, max: 4, scaleOn: [{ cpu: 70 }] },
  handles: '120 rps',
  handlesData: ['personal', 'health'],
  authenticates: ['jwt'],
  tokens: { access: '15 min', refresh: '1 d', revokedIn: database },
  protects: ['validation', 'cors', 'xss'],
});
export const balancer = gateway('load-balancer', {
  hosts: ['dtx.example'],
  ports: [80, 443],
  tls: { minimum: '1.2', issuer: 'google', renews: true, inside: true },
  redirectsToHttps: true,
  firewall: true,
  replicas: 2,
  size: { cpu: 1, memory: '1 GiB' },
  zones: 3,
  failover: true,
  timeout: '30 s',
  onlyFrom: 'anybody',
  tokens: { key: tokenKey },
  routes: [
    route('/', apiGateway, {
      timeout: '10 s',
      maxBody: '1 MiB',
      limit: { rate: '600/min', per: 'user' },
      objective: { p95: '500 ms' },
      allows: ['jwt', 'region'],
    }),
  ],
});
