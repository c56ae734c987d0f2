// How it is watched, delivered and looked after.
import {
  alert,
  channel,
  daily,
  environment,
  escalation,
  every,
  local,
  operation,
  server,
  stage,
  subnet,
  weekly,
} from 'hanok';
import { app, face, web } from './hanok.parts.ts';
import { database, faceData, seoul } from './hanok.stores.ts';

const zones = 2;
export const subnets = [
  subnet('public', { access: 'public', range: '10.30.0.0/22', zones, parts: [web] }),
  subnet('private', { access: 'private', range: '10.30.16.0/20', zones, parts: [app, face] }),
  subnet('database', { access: 'isolated', range: '10.30.32.0/22', zones, parts: [database] }),
];

const operators = channel('operators', { by: 'slack', country: 'US', contentFree: true });
const onCall = channel('on-call', { by: 'phone', country: 'KR', contentFree: true });
const escalate = escalation('nobody-answered', { steps: [{ after: '15 min', notify: [onCall] }] });
const warns = { severity: 'warning', notify: [operators] } as const;
const calls = { severity: 'critical', notify: [operators, onCall], escalate } as const;

export const cpuAlert = alert('cpu', { cpuAbove: '80%', for: '10 min', ...warns });
export const memoryAlert = alert('memory', { memoryAbove: '85%', for: '10 min', ...warns });
export const diskAlert = alert('disk', { diskAbove: '80%', for: '10 min', ...calls });
export const alerts = [
  cpuAlert,
  memoryAlert,
  diskAlert,
  alert('errors', { errorsAbove: '0.5%', for: '5 min', ...calls }),
  alert('slow', { of: app, slowerThan: '1 s', for: '10 min', ...warns }),
  alert('slow-faces', { of: face, slowerThan: '1 s', for: '10 min', ...warns }),
  alert('connections', { of: database, connectionsAbove: 160, for: '5 min', ...warns }),
  alert('certificate', { of: web, certificateWithin: '21 d', ...warns }),
  alert('face-data-left', { of: faceData, compliance: true, ...calls }),
  alert('budget', { budgetAbove: '80%', ...warns }),
];

export const runTests = stage('tests', { does: 'test', on: ['pull-request'], blocks: true });
const scan = stage('image-scan', { does: 'scan', after: ['image-build'], blocks: true });
export const imageBuild = stage('image-build', {
  does: 'build',
  on: ['main'],
  after: ['tests'],
  with: ['docker'],
  blocks: true,
});
const imagePush = stage('image-push', {
  does: 'publish',
  after: ['image-scan'],
  with: ['ecr'],
  blocks: true,
});
export const deployStaging = stage('deploy-staging', {
  does: 'deploy',
  to: 'staging',
  after: ['image-push'],
});
const smokeStaging = stage('smoke-staging', {
  does: 'test',
  to: 'staging',
  after: ['deploy-staging'],
  blocks: true,
});
const approve = stage('approve-production', {
  does: 'approve',
  to: 'production',
  after: ['smoke-staging'],
  approval: 1,
  blocks: true,
});
export const deployProduction = stage('deploy-production', {
  does: 'deploy',
  to: 'production',
  after: ['approve-production'],
  approval: 1,
});
const rollBack = stage('roll-back', {
  does: 'rollback',
  to: 'production',
  after: ['deploy-production'],
});
export const stages = [
  runTests,
  imageBuild,
  scan,
  imagePush,
  deployStaging,
  smokeStaging,
  approve,
  deployProduction,
  rollBack,
];

const owner = 'operators';
export const patches = operation('security-patches', {
  every: weekly('monday', '10:00', 'Asia/Seoul'),
  owner,
});
export const performance = operation('performance-review', { every: every('1 months'), owner });
export const capacity = operation('capacity-review', { every: every('3 months'), owner });

const machines = server(seoul, { publishesPorts: false });
const secretStore = 'aws-secrets-manager';
export const production = environment('production', {
  on: machines,
  holds: 'personal',
  residency: { in: ['KR'], strength: 'mandatory' },
  approval: { by: 1, expires: '24 h' },
  window: daily('10:00', 'Asia/Seoul'),
  debug: false,
  secretStore,
  // List price is about $1,600 a month, and about $860 more while both colours stand.
  budget: { monthly: '$3000', alertAt: '80%' },
});
export const environments = [
  environment('local', { on: local({ port: 8082 }), holds: 'synthetic' }),
  environment('staging', {
    on: machines,
    holds: 'synthetic',
    debug: false,
    secretStore,
    off: { hoursPerWeek: 108, when: ['nights', 'weekends'], zone: 'Asia/Seoul' },
    budget: { monthly: '$3000', alertAt: '80%' },
  }),
  production,
];
