// What runs.
import { blueGreen, cdn, gateway, link, route, secret, service } from 'hanok';
import { assets, database, faceData, files, insightface } from './hanok.stores.ts';

const sessionKey = secret('session-key', { rotate: '90 d' });

const image = { registry: 'ecr', user: 10_001, scanned: true } as const;
export const face = service('face', {
  managed: 'ec2',
  instance: 'c6i.2xlarge',
  size: { cpu: 8, memory: '16 GiB' },
  disk: '50 GiB',
  gpu: 0,
  zones: 2,
  runtime: ['python:3.13', 'insightface', 'ubuntu:24.04'],
  image: { ...image, name: 'gym-face', from: ['python:3.13-slim'] },
  port: 5002,
  health: { live: '/health', ready: '/ready', within: '2 min' },
  uses: [
    link(faceData, { access: 'read-write', timeout: '2 s' }),
    link(insightface, { access: 'read' }),
    sessionKey,
  ],
  configuration: { FACE_PORT: '5002', LOG_LEVEL: 'info' },
  replicas: { min: 2, max: 4, scaleOn: [{ cpu: 70 }] },
  handles: '5 rps',
  concurrency: 8,
  handlesData: ['biometric'],
  authenticates: ['session'],
  protects: ['validation'],
  stop: { drain: '30 s' },
  rollout: blueGreen({ room: '100%', bake: '10 min', smoke: ['GET /health'] }),
  objective: { zeroDowntime: true },
});

export const app = service('app', {
  managed: 'ec2',
  instance: 'c6i.xlarge',
  size: { cpu: 4, memory: '8 GiB' },
  disk: '50 GiB',
  zones: 2,
  runtime: ['nginx:1.30', 'php:8.4', 'codeigniter:4.7', 'ubuntu:24.04'],
  image: { ...image, name: 'gym-app', from: ['php:8.4-fpm'] },
  port: 8080,
  health: { live: '/health', ready: '/ready', within: '60 s' },
  uses: [
    link(database, { access: 'read-write', pool: 20, timeout: '2 s' }),
    link(files, { access: 'read-write', timeout: '2 s' }),
    link(face, { timeout: '5 s', carries: ['biometric'] }),
    sessionKey,
  ],
  configuration: { LOG_LEVEL: 'info' },
  replicas: { min: 2, max: 4, scaleOn: [{ cpu: 70 }] },
  handles: '40 rps',
  handlesData: ['personal', 'biometric', 'credentials'],
  authenticates: ['session'],
  protects: ['validation', 'sql-injection', 'xss', 'csrf'],
  stop: { drain: '15 s' },
  rollout: blueGreen({ room: '100%', bake: '10 min', smoke: ['GET /health'] }),
  objective: { zeroDowntime: true },
});

const tls = { minimum: '1.2', issuer: 'acm', renews: true } as const;
export const web = gateway('web', {
  managed: 'alb',
  hosts: ['gym.example'],
  ports: [80, 443],
  tls: { ...tls, inside: true },
  redirectsToHttps: true,
  firewall: true,
  compresses: true,
  replicas: 2,
  zones: 2,
  failover: true,
  timeout: '30 s',
  routes: [
    route('/', app, { objective: { p95: '1 s' }, timeout: '10 s', maxBody: '10 MiB' }),
    route('/api/face/register', app, {
      objective: { p95: '1 s' },
      timeout: '10 s',
      maxBody: '10 MiB',
      limit: { rate: '30/min', per: 'user' },
      allows: ['session'],
    }),
  ],
});
export const cloudfront = cdn('cloudfront', {
  managed: 'cloudfront',
  hosts: ['static.gym.example'],
  tls,
  firewall: true,
  redirectsToHttps: true,
  compresses: true,
  caches: ['static'],
  timeout: '30 s',
  origins: [assets],
});
