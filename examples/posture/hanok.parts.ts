// The sites, what runs on them, and what it remembers.
import {
  canary,
  daily,
  every,
  gateway,
  key,
  link,
  modelFiles,
  onPremises,
  postgres,
  redis,
  route,
  secret,
  service,
  site,
} from 'hanok';

export const seoul = site('seoul', onPremises({ country: 'KR', zones: 2 }));
export const daejeon = site('daejeon', onPremises({ country: 'KR', zones: 1 }));

/** Turns people and devices into pseudonyms. */
const identityKey = secret('identity-key', { rotate: '365 d' });
/** What device credentials are derived from. */
const deviceKeys = secret('device-keys', { rotate: '90 d' });

/** A copy of it is kept apart, so that encrypted backups outlive the server that made them. */
const dataKey = key('data-key', { managed: 'vault', rotate: '365 d', escrow: true, use: 'both' });

export const predictions = postgres('predictions', {
  version: '18',
  storage: '50 GiB',
  size: { cpu: 2, memory: '8 GiB' },
  replicas: 1,
  maxConnections: 100,
  holds: ['personal', 'health'],
  restsIn: ['KR'],
  encrypted: true,
  encryptedInTransit: true,
  key: dataKey,
  pseudonymised: true,
  accessAudited: true,
  reachableFrom: 'links',
  zones: 2,
  failover: true,
  retention: '365 d',
  erasure: '30 d',
  backup: {
    full: daily('02:00', 'Asia/Seoul'),
    continuous: true,
    keep: '30 d',
    copyTo: daejeon,
    restsIn: 'KR',
    encrypted: true,
    rehearse: every('30 d'),
  },
});
export const sessions = redis('sessions', {
  version: '8.2',
  memory: '512 MiB',
  replicas: 1,
  keeps: ['sessions', 'cache', 'rate-limits'],
  eviction: 'with-expiry',
  holds: ['personal'],
  restsIn: ['KR'],
  encrypted: true,
  encryptedInTransit: true,
  key: dataKey,
  authenticated: true,
  reachableFrom: 'links',
  zones: 2,
  failover: true,
  retention: '1 h',
  erasure: '1 h',
});
export const models = modelFiles('models', {
  folder: './models',
  format: 'hforest',
  storage: '1 GiB',
  versioned: true,
  licence: 'own',
  holds: ['operational'],
  encrypted: true,
  key: dataKey,
  backup: {
    full: daily('03:00', 'Asia/Seoul'),
    continuous: true,
    keep: '365 d',
    copyTo: daejeon,
    restsIn: 'KR',
    encrypted: true,
  },
});

export const classifier = service('classifier', {
  run: {
    command: ['node', 'main.ts'],
    folder: './services/classifier',
    ignore: ['train', '*.test.ts'],
  },
  dev: { command: ['node', '--watch', 'main.ts'] },
  port: 8000,
  health: { live: '/health', ready: '/ready', within: '30 s' },
  uses: [
    link(predictions, { access: 'read-write', pool: 8, timeout: '2 s' }),
    link(sessions, { access: 'read-write', timeout: '1 s' }),
    link(models, { access: 'read' }),
    identityKey,
    deviceKeys,
  ],
  configuration: { RATE_LIMIT: '6000/min', LOG_LEVEL: 'info' },
  size: { cpu: 1, memory: '512 MiB' },
  replicas: { min: 2, max: 6, scaleOn: [{ cpu: 70 }] },
  zones: 2,
  handles: '200 rps',
  runtime: ['node:24'],
  handlesData: ['personal', 'health'],
  authenticates: ['device-key', 'session'],
  protects: ['validation', 'sql-injection', 'xss', 'cors'],
  streams: true,
  stop: { drain: '10 s' },
  objective: { zeroDowntime: true },
  rollout: canary({
    split: 'request',
    weights: [10, 50],
    bake: '10 min',
    horizon: '10 s',
    bad: ['5xx', { slowerThan: '200 ms' }],
    promote: 'not-refuted',
    smoke: ['GET /smoke'],
  }),
});

export const edge = gateway('edge', {
  hosts: ['posture.example'],
  ports: [80, 443],
  tls: { minimum: '1.2', issuer: 'lets-encrypt', renews: true },
  redirectsToHttps: true,
  compresses: true,
  replicas: 2,
  zones: 2,
  failover: true,
  ejectAfter: 3,
  size: { cpu: 1, memory: '256 MiB' },
  routes: [
    route('/', classifier, {
      timeout: '5 s',
      limit: { rate: '6000/min', per: 'address' },
    }),
    route('/api/predictions', classifier, {
      timeout: '5 s',
      maxBody: '256 KiB',
      limit: { rate: '6000/min', per: 'api-key' },
      objective: { p95: '200 ms' },
      allows: ['device-key', 'session'],
    }),
    route('/stream', classifier, {
      answers: 'stream',
      limit: { rate: '6000/min', per: 'api-key' },
      allows: ['device-key', 'session'],
    }),
  ],
});
