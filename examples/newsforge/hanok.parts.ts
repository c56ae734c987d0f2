// What runs.
import { canary, cdn, gateway, link, route, secret, service } from 'hanok';
import { aiProvider, cache, conversions, database, sessions } from './hanok.stores.ts';

const jwtKey = secret('jwt-key', { rotate: '90 d' });
const aiKey = secret('ai-provider-key', { rotate: '90 d' });

export const api = service('api', {
  managed: 'fargate',
  runtime: ['python:3.13', 'fastapi'],
  image: {
    registry: 'ecr',
    name: 'newsforge-api',
    from: ['python:3.13-slim'],
    user: 10_001,
    scanned: true,
  },
  port: 8000,
  health: { live: '/api/v1/health', ready: '/api/v1/ready', within: '60 s' },
  uses: [
    link(database, { access: 'read-write', pool: 8, timeout: '2 s' }),
    link(cache, { access: 'read-write', timeout: '1 s' }),
    link(sessions, { access: 'read-write', timeout: '1 s' }),
    link(conversions, { access: 'read-write', timeout: '2 s' }),
    link(aiProvider, { timeout: '30 s', carries: ['public'] }),
    jwtKey,
    aiKey,
  ],
  configuration: { LOG_LEVEL: 'info' },
  size: { cpu: 2, memory: '4 GiB' },
  zones: 3,
  replicas: { min: 3, max: 20, scaleOn: [{ cpu: 60 }, { queued: 4 }] },
  handles: '10 rps',
  concurrency: 4,
  asynchronous: true,
  handlesData: ['personal', 'credentials'],
  authenticates: ['jwt', 'api-key'],
  tokens: { access: '1 h', refresh: '30 d', revokedIn: database },
  protects: ['validation', 'sql-injection', 'xss', 'cors'],
  stop: { drain: '60 s' },
  rollout: canary({
    split: 'client',
    weights: [10, 50],
    bake: '10 min',
    horizon: '60 s',
    bad: ['5xx', { slowerThan: '1 s' }],
    promote: 'not-refuted',
    smoke: ['GET /api/v1/health'],
  }),
  objective: { zeroDowntime: true },
});

export const web = service('web', {
  managed: 'fargate',
  runtime: ['nextjs:16', 'node:24'],
  image: {
    registry: 'ecr',
    name: 'newsforge-web',
    from: ['node:24-slim'],
    user: 10_001,
    scanned: true,
  },
  port: 3000,
  health: { live: '/api/health', ready: '/api/ready', within: '60 s' },
  uses: [link(api, { timeout: '5 s' })],
  configuration: { LOG_LEVEL: 'info' },
  size: { cpu: 1, memory: '2 GiB' },
  zones: 3,
  replicas: { min: 2, max: 10, scaleOn: [{ cpu: 60 }] },
  handles: '20 rps',
  handlesData: ['personal'],
  protects: ['validation', 'xss', 'csrf'],
  stop: { drain: '30 s' },
  rollout: canary({
    split: 'client',
    weights: [10, 50],
    bake: '10 min',
    horizon: '60 s',
    bad: ['5xx', { slowerThan: '2 s' }],
    promote: 'not-refuted',
    smoke: ['GET /api/health'],
  }),
  objective: { zeroDowntime: true },
});

const tls = { minimum: '1.2', issuer: 'acm', renews: true } as const;
export const alb = gateway('alb', {
  managed: 'alb',
  hosts: ['newsforge.example'],
  ports: [443],
  tls: { ...tls, inside: false },
  onlyFrom: 'cdn',
  firewall: true,
  redirectsToHttps: true,
  replicas: 3,
  zones: 3,
  failover: true,
  timeout: '60 s',
  tokens: { key: jwtKey },
  routes: [
    route('/', web, { objective: { p95: '2 s' }, timeout: '10 s', maxBody: '1 MiB' }),
    route('/api/v1', api, {
      objective: { p95: '1 s' },
      timeout: '10 s',
      maxBody: '1 MiB',
      limit: { rate: '100/min', per: 'user' },
      allows: ['jwt', 'api-key'],
    }),
    // Taken at once, worked on from the queue: the objective is the finished conversion's.
    route('/api/v1/conversions', api, {
      answers: 'job',
      objective: { p95: '30 s' },
      timeout: '10 s',
      maxBody: '1 MiB',
      limit: { rate: '100/min', per: 'user' },
      allows: ['jwt', 'api-key'],
    }),
  ],
});
export const cloudfront = cdn('cloudfront', {
  managed: 'cloudfront',
  hosts: ['newsforge.example'],
  tls,
  firewall: true,
  redirectsToHttps: true,
  caches: ['static'],
  compresses: true,
  timeout: '60 s',
  origins: [alb],
});
