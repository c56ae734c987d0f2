import {
  alert,
  canary,
  change,
  channel,
  daily,
  definePlan,
  environment,
  gateway,
  link,
  local,
  modelFiles,
  onPremises,
  postgres,
  redis,
  route,
  secret,
  server,
  service,
  site,
} from 'hanok';

const seoul = site('seoul', onPremises({ country: 'KR', zones: 2 }));
const daejeon = site('daejeon', onPremises({ country: 'KR', zones: 1 }));

/** Turns people and devices into pseudonyms. */
const identityKey = secret('identity-key', { rotate: '365 d' });
/** What device credentials are derived from. */
const deviceKeys = secret('device-keys', { rotate: '90 d' });

const predictions = postgres('predictions', {
  version: '18',
  storage: '50 GiB',
  size: { cpu: 2, memory: '8 GiB' },
  replicas: 1,
  maxConnections: 100,
  holds: ['personal', 'health'],
  restsIn: ['KR'],
  encrypted: true,
  retention: '365 d',
  backup: {
    full: daily('02:00', 'Asia/Seoul'),
    continuous: true,
    keep: '30 d',
    copyTo: daejeon,
    encrypted: true,
  },
});
const sessions = redis('sessions', {
  version: '8.2',
  memory: '512 MiB',
  replicas: 1,
  keeps: ['sessions', 'cache', 'rate-limits'],
  eviction: 'with-expiry',
  encrypted: true,
});
const models = modelFiles('models', {
  folder: './models',
  format: 'hforest',
  storage: '1 GiB',
  backup: { full: daily('03:00', 'Asia/Seoul'), continuous: true, keep: '365 d', copyTo: daejeon },
});

const classifier = service('classifier', {
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
  handles: '200 rps',
  streams: true,
  stop: { drain: '10 s' },
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

const edge = gateway('edge', {
  hosts: ['posture.example'],
  tls: { minimum: '1.2' },
  replicas: 2,
  size: { cpu: 1, memory: '256 MiB' },
  routes: [
    route('/', classifier, { timeout: '5 s' }),
    route('/api/predictions', classifier, {
      timeout: '5 s',
      maxBody: '256 KiB',
      limit: { rate: '6000/min', per: 'api-key' },
      objective: { p95: '200 ms' },
    }),
    route('/stream', classifier, { answers: 'stream' }),
  ],
});

const operators = channel('operators', { by: 'slack' });

export default definePlan('posture', {
  asOf: '2026-11-20',
  roots: [edge],
  objectives: {
    availability: '99.9%',
    recovery: { time: '30 min', point: '1 h' },
    throughput: '500 rps',
    latency: { p95: '200 ms' },
  },
  traffic: [{ from: '2026-11', dailyRequests: 1_700_000, peak: { times: 4 } }],
  alerts: [
    alert('errors', {
      of: classifier,
      errorsAbove: '0.1%',
      for: '5 min',
      severity: 'critical',
      notify: [operators],
    }),
    alert('slow', {
      of: classifier,
      slowerThan: '200 ms',
      for: '10 min',
      severity: 'warning',
      notify: [operators],
    }),
  ],
  environments: [
    environment('local', {
      on: local({ port: 8080 }),
      holds: 'synthetic',
      // A laptop is judged in seconds, not minutes; everything else is the plan as it stands.
      change: [
        change(classifier, {
          replicas: { min: 2, max: 4 },
          rollout: canary({
            split: 'request',
            weights: [10, 50],
            bake: '5 s',
            horizon: '2 s',
            bad: ['5xx'],
            promote: 'not-refuted',
            smoke: ['GET /smoke'],
            holdFor: '2 min',
          }),
        }),
      ],
    }),
    environment('production', { on: server(seoul), holds: 'personal', approval: { by: 1 } }),
  ],
});
