// Where the repaired system stands, how a change gets there, and who hears of trouble.
import {
  alert,
  change,
  channel,
  eks,
  environment,
  escalation,
  gke,
  local,
  nodePool,
  operation,
  saving,
  stage,
  subnet,
  weekly,
} from 'hanok';
import * as heal7 from './hanok.parts.ts';
import * as store from './hanok.stores.ts';

const { mesh, web, api, saju, ai } = heal7;
const { seoulAws, seoulGcp, database, cache, logs, files } = store;

const general = nodePool('general', { instance: 'm6i.xlarge', min: 6, max: 18, counted: 'total' });
const compute = nodePool('compute', { instance: 'c6i.2xlarge', min: 3, max: 3, counted: 'total' });
const second = nodePool('second', {
  instance: 'e2-standard-4',
  min: 3,
  max: 15,
  counted: 'total',
});
const gpu = nodePool('gpu', {
  instance: 'g2-standard-4',
  min: 2,
  max: 4,
  counted: 'total',
  gpu: 1,
});
const generalSpot = nodePool('general-spot', {
  instance: 'm6i.xlarge',
  min: 6,
  max: 9,
  counted: 'total',
  spot: true,
});
const cluster = {
  version: '1.36',
  endpoint: ['private'],
  privateNodes: true,
  runtime: ['istio-api:v1', 'external-secrets-api:v1', 'autoscaling-api:v2'],
} as const;
const common = { secretStore: 'aws-secrets-manager', mtls: true, debug: false } as const;

export const production = environment('production', {
  ...common,
  on: [
    eks(seoulAws, {
      ...cluster,
      cluster: 'heal7-production',
      weight: 70,
      pools: [general, compute],
      place: [mesh, web, api, saju, database, cache, logs, files],
    }),
    gke(seoulGcp, {
      ...cluster,
      cluster: 'heal7-secondary',
      weight: 30,
      pools: [second, gpu],
      place: [mesh, web, api, ai],
    }),
  ],
  steer: { default: seoulAws, failover: 'health', healthPath: '/health' },
  holds: 'personal',
  residency: { in: ['KR'], strength: 'mandatory' },
  approval: { by: 1, expires: '24 h' },
  window: weekly('tuesday', '10:00', 'Asia/Seoul'),
  budget: { monthly: '$16000', alertAt: '80%' },
});
export const staging = environment('staging', {
  ...common,
  on: [
    eks(seoulAws, { ...cluster, cluster: 'heal7-staging', pools: [generalSpot, compute] }),
    gke(seoulGcp, {
      ...cluster,
      cluster: 'heal7-staging',
      pools: [gpu],
      place: [mesh, web, api, ai],
    }),
  ],
  holds: 'synthetic',
  off: { hoursPerWeek: 108, when: ['nights', 'weekends'], zone: 'Asia/Seoul' },
  budget: { monthly: '$10000', alertAt: '80%' },
});
export const onThisMachine = environment('local', {
  on: local({ port: 8080 }),
  holds: 'synthetic',
  change: [web, api, saju, ai].map((one) => change(one, { rollout: heal7.judgedByClient })),
});

export const test = stage('test', {
  does: 'test',
  on: ['pull-request', 'main'],
  with: [
    'pnpm install --frozen-lockfile',
    'test:unit',
    'test:integration',
    'test:e2e',
    'pnpm audit',
  ],
  matrix: ['node:24'],
  blocks: true,
});
export const build = stage('build', { does: 'build', after: ['test'], on: ['main'], blocks: true });
export const securityScan = stage('security-scan', {
  does: 'scan',
  after: ['build'],
  with: ['docker scout cves'],
  blocks: true,
});
const publish = stage('publish', { does: 'publish', after: ['security-scan'], blocks: true });
export const deployStaging = stage('deploy-staging', {
  does: 'deploy',
  to: 'staging',
  after: ['build', 'security-scan', 'publish'],
  with: ['hanok deploy'],
  blocks: true,
});
const verify = stage('verify', {
  does: 'verify',
  to: 'staging',
  after: ['deploy-staging'],
  with: ['test:e2e'],
  blocks: true,
});
const approve = stage('approve', {
  does: 'approve',
  to: 'production',
  after: ['verify'],
  approval: 1,
  blocks: true,
});
export const deployProduction = stage('deploy-production', {
  does: 'deploy',
  to: 'production',
  on: ['main'],
  after: ['build', 'deploy-staging', 'approve'],
  with: ['hanok deploy'],
  approval: 1,
  blocks: true,
});
export const rollback = stage('rollback', {
  does: 'rollback',
  to: 'production',
  after: ['deploy-production'],
  with: ['hanok rollback'],
});
export const stages = [
  test,
  build,
  securityScan,
  publish,
  deployStaging,
  verify,
  approve,
  deployProduction,
  rollback,
];

export const ops = channel('ops', { by: 'email', country: 'KR', contentFree: true });
const onCall = channel('on-call', { by: 'phone', country: 'KR', contentFree: true });
const escalate = escalation('when-nobody-answers', {
  steps: [{ after: '10 min', notify: [onCall] }],
});
const critical = { severity: 'critical', notify: [ops, onCall], escalate } as const;
const warning = { severity: 'warning', notify: [ops] } as const;
export const highErrorRate = alert('high-error-rate', {
  ...critical,
  errorsAbove: '0.1%',
  for: '5 min',
});
export const podCrashLooping = alert('pod-crash-looping', {
  ...warning,
  restartsAbove: 5,
  within: '1 h',
  for: '10 min',
});
export const databaseConnectionHigh = alert('database-connection-high', {
  ...warning,
  of: database,
  connectionsAbove: 180,
  for: '5 min',
});
export const alerts = [
  highErrorRate,
  podCrashLooping,
  databaseConnectionHigh,
  alert('slow', { ...warning, of: web, slowerThan: '500 ms', for: '10 min' }),
  alert('cpu', { ...warning, cpuAbove: '85%', for: '10 min' }),
  alert('memory', { ...warning, memoryAbove: '85%', for: '10 min' }),
  alert('disk', { ...warning, diskAbove: '80%', for: '10 min' }),
  alert('lag', { ...warning, of: database, lagAbove: '10 s', for: '5 min' }),
  alert('residency', { ...critical, compliance: true }),
  alert('certificate', { ...warning, of: mesh, certificateWithin: '14 d' }),
  alert('budget', { ...warning, budgetAbove: '80%' }),
];

const one = { zones: 1 } as const;
export const privateA = subnet('private-1a', { ...one, access: 'private', range: '10.0.0.0/20' });
export const privateB = subnet('private-1b', { ...one, access: 'private', range: '10.0.16.0/20' });
export const privateC = subnet('private-1c', { ...one, access: 'private', range: '10.0.32.0/20' });
export const publicA = subnet('public-1a', { ...one, access: 'public', range: '10.0.48.0/24' });
export const publicB = subnet('public-1b', { ...one, access: 'public', range: '10.0.49.0/24' });
export const publicC = subnet('public-1c', { ...one, access: 'public', range: '10.0.50.0/24' });
export const privateGcp = subnet('heal7-private', {
  access: 'private',
  range: '10.1.0.0/20',
  zones: 3,
});
export const subnets = [privateA, privateB, privateC, publicA, publicB, publicC, privateGcp];

export const spot = saving('spot', { by: 'spot', covers: [web, api, saju], percent: '50%' });
export const reserved = saving('reserved', {
  by: 'reserved',
  covers: [database, cache],
  term: '365 d',
  percent: '34%',
});
export const shutdown = saving('shutdown', { by: 'shutdown' });
export const cdnCache = saving('cdn-cache', {
  by: 'cdn-cache',
  covers: [heal7.cloudflare],
  percent: '80%',
});
export const operations = [
  operation('patches', {
    every: weekly('wednesday', '10:00', 'Asia/Seoul'),
    owner: 'HEAL7 DevOps Team',
  }),
];
