// What the repaired system runs: AWS first, Google Cloud beside it.
import { canary, cdn, gateway, link, route, secret, service } from 'hanok';
import { cache, database, files, seoulAws, seoulGcp } from './hanok.stores.ts';

/** Log-in tokens are signed with it. */
const tokenKey = secret('token-key', { rotate: '90 d' });
const databasePassword = secret('heal7-database-secret', { rotate: '90 d' });

const judging = {
  weights: [10],
  bake: '10 min',
  horizon: '1 min',
  bad: ['5xx', { slowerThan: '500 ms' }],
  promote: 'not-refuted',
  smoke: ['GET /health'],
  headerOverride: true,
  measures: 'candidate',
  unanswered: 'wait',
} as const;
/** The route of a cluster tosses a coin for every request and keeps nobody on a side. */
const judged = canary({ ...judging, split: 'request' });
/** Where our own gateway splits, a person keeps one release for a visit. */
export const judgedByClient = canary({ ...judging, split: 'client' });
const running = {
  health: { live: '/health', ready: '/ready', within: '30 s' },
  stop: { drain: '30 s' },
  rollout: judged,
  zones: 3,
  failover: true,
} as const;
/** A tag that never moves, so that a rollback finds what ran before. */
const image = {
  registry: 'ghcr.io',
  tag: '2026.11.0',
  user: 1001,
  scanned: true,
  platforms: ['linux/amd64', 'linux/arm64'],
};

export const saju = service('heal7-saju-engine', {
  ...running,
  on: [seoulAws],
  image: {
    ...image,
    name: 'heal7/saju-engine',
    builtIn: 'rust:1.91',
    from: ['python:3.11-slim'],
    maxSize: '500 MB',
  },
  run: {
    command: ['uvicorn', 'python.main:app', '--host', '0.0.0.0', '--port', '8001'],
  },
  runtime: ['python:3.11'],
  port: 8001,
  pool: 'compute',
  size: { cpu: 2, memory: '4 GiB' },
  replicas: { min: 2, max: 8, scaleOn: [{ cpu: 70 }] },
  authenticates: ['mtls'],
  protects: ['validation'],
});
export const ai = service('heal7-ai-models', {
  ...running,
  on: [seoulGcp],
  image: {
    ...image,
    name: 'heal7/ai-models',
    from: ['python:3.11-slim'],
    platforms: ['linux/amd64'],
  },
  runtime: ['python:3.11'],
  port: 8002,
  pool: 'gpu',
  gpu: 1,
  size: { cpu: 3, memory: '12 GiB' },
  replicas: { min: 2, max: 4, scaleOn: [{ cpu: 70 }] },
  authenticates: ['mtls'],
  protects: ['validation'],
});
export const api = service('heal7-api-gateway', {
  ...running,
  on: [seoulAws, seoulGcp],
  image: {
    ...image,
    name: 'heal7/api-gateway',
    builtIn: 'golang:1.26-alpine',
    builds: ['go mod download', 'go build ./cmd/api'],
    from: ['alpine:3.24'],
    maxSize: '50 MB',
  },
  runtime: ['go:1.26'],
  port: 8000,
  uses: [
    link(database, { access: 'read-write', pool: 5, timeout: '2 s' }),
    link(cache, { access: 'read-write', timeout: '1 s' }),
    link(files, { access: 'read-write', timeout: '4 s' }),
    link(saju, { timeout: '2 s' }),
    link(ai, { timeout: '4 s' }),
    databasePassword,
    tokenKey,
  ],
  size: { cpu: 2, memory: '4 GB' },
  replicas: { min: 2, max: 15, scaleOn: [{ rps: 500 }] },
  handles: '500 rps',
  handlesData: ['personal'],
  authenticates: ['jwt'],
  tokens: { access: '15 min', refresh: '14 d', revokedIn: database },
  protects: ['validation', 'sql-injection', 'cors'],
});
export const web = service('heal7-web-main', {
  ...running,
  on: [seoulAws, seoulGcp],
  run: { command: ['dumb-init', 'node', 'server.js'] },
  image: {
    ...image,
    name: 'heal7/web-main',
    builtIn: 'heal7-base',
    builds: ['pnpm install --frozen-lockfile', 'pnpm build', 'pnpm prune --prod'],
    from: ['node:24-alpine'],
    contains: ['dumb-init'],
    maxSize: '250 MB',
  },
  runtime: ['node:24', 'nextjs:16', 'pnpm:10'],
  port: 3000,
  configuration: { NODE_ENV: 'production' },
  uses: [
    link(database, { access: 'read', pool: 5, timeout: '2 s' }),
    link(api, { timeout: '5 s' }),
    databasePassword,
  ],
  size: { cpu: 1, memory: '2 GB' },
  replicas: {
    min: 3,
    max: 20,
    scaleOn: [{ cpu: 70 }, { memory: 80 }, { rps: 100 }, { users: 1000 }],
  },
  handles: '100 rps',
  handlesData: ['personal'],
  authenticates: ['session'],
  protects: ['validation', 'sql-injection', 'xss', 'csrf'],
});

/** The only gateway: what nginx did is here. */
export const mesh = gateway('heal7-gateway', {
  on: [seoulAws, seoulGcp],
  hosts: ['heal7.com', 'www.heal7.com', 'api.heal7.com', 'ai.heal7.com'],
  ports: [443],
  tls: { minimum: '1.2', issuer: 'lets-encrypt', renews: true, inside: true },
  onlyFrom: 'cdn',
  firewall: true,
  replicas: 4,
  size: { cpu: 1, memory: '1 GiB' },
  zones: 3,
  failover: true,
  compresses: true,
  keepAlive: '30 s',
  timeout: '30 s',
  ejectAfter: 3,
  tokens: { key: tokenKey },
  routes: [
    route('/', web, {
      timeout: '10 s',
      maxBody: '1 MiB',
      limit: { rate: '1000/s', per: 'client' },
      objective: { p95: '500 ms' },
      allows: ['anybody'],
    }),
    route('/api/', api, {
      timeout: '10 s',
      maxBody: '1 MiB',
      limit: { rate: '100/s', per: 'client' },
      objective: { p95: '500 ms' },
      allows: ['jwt'],
    }),
  ],
});
export const cloudflare = cdn('cloudflare', {
  managed: 'cloudflare',
  origins: [mesh],
  hosts: ['heal7.com', 'www.heal7.com', 'api.heal7.com', 'ai.heal7.com'],
  ports: [80, 443],
  tls: { minimum: '1.2', issuer: 'cloudflare', renews: true, inside: true },
  firewall: true,
  redirectsToHttps: true,
  compresses: true,
  timeout: '30 s',
  caches: ['static'],
  saves: '80%',
  failover: true,
});
