// How it is watched, delivered and paid for.
import {
  alert,
  channel,
  ecs,
  environment,
  escalation,
  local,
  saving,
  stage,
  subnet,
  weekly,
} from 'hanok';
import { alb, api, web } from './hanok.parts.ts';
import { cache, conversions, database, logSearch, osaka, sessions, tokyo } from './hanok.stores.ts';

export const publicSubnet = subnet('public', {
  access: 'public',
  range: '10.20.0.0/22',
  zones: 3,
  parts: [alb],
});
export const privateSubnet = subnet('private', {
  access: 'private',
  range: '10.20.16.0/20',
  zones: 3,
  parts: [web, api],
});
export const databaseSubnet = subnet('database', {
  access: 'isolated',
  range: '10.20.32.0/22',
  zones: 3,
  parts: [database, cache, sessions, logSearch],
});

const operators = channel('operators', { by: 'slack', country: 'US', contentFree: true });
const onCall = channel('on-call', { by: 'phone', country: 'JP', contentFree: true });
const escalate = escalation('nobody-answered', {
  steps: [{ after: '15 min', notify: [onCall] }],
});
const warns = { severity: 'warning', notify: [operators] } as const;
const calls = { severity: 'critical', notify: [operators, onCall], escalate } as const;

export const cpuAlarm = alert('cpu', { cpuAbove: '80%', for: '5 min', ...warns });
export const memoryAlarm = alert('memory', { memoryAbove: '85%', for: '5 min', ...warns });
export const slowPages = alert('slow-pages', {
  of: web,
  slowerThan: '2 s',
  for: '5 min',
  ...warns,
});
export const alerts = [
  cpuAlarm,
  memoryAlarm,
  alert('errors', { errorsAbove: '0.1%', for: '5 min', ...calls }),
  slowPages,
  alert('slow-api', { of: api, slowerThan: '1 s', for: '5 min', ...warns }),
  alert('late-conversions', { of: conversions, slowerThan: '30 s', for: '5 min', ...warns }),
  alert('error-pattern', { logs: 'ERROR', for: '1 min', ...warns }),
  alert('full-disk', { of: database, diskAbove: '80%', for: '10 min', ...calls }),
  alert('connections', { of: database, connectionsAbove: 320, for: '5 min', ...warns }),
  alert('replica-lag', { of: database, lagAbove: '10 s', for: '5 min', ...warns }),
  alert('certificate', { of: alb, certificateWithin: '21 d', ...warns }),
  alert('budget', { budgetAbove: '80%', ...warns }),
];

export const reserved = saving('reserved-instances', {
  by: 'reserved',
  covers: [database, cache, sessions],
  term: '1 year',
  percent: '30%',
});
const computePlan = saving('compute-plan', {
  by: 'savings-plan',
  covers: [web, api],
  term: '1 year',
});
export const spot = saving('spot-instances', { by: 'spot' });
export const savings = [reserved, computePlan, spot];

export const quality = stage('quality', {
  does: 'check',
  on: ['pull-request'],
  with: ['eslint', 'pylint'],
  blocks: true,
});
export const scan = stage('security-scan', {
  does: 'scan',
  on: ['pull-request'],
  with: ['snyk', 'codeql'],
  blocks: true,
});
export const unitTests = stage('unit-tests', { does: 'test', on: ['pull-request'], blocks: true });
export const integrationTests = stage('integration-tests', {
  does: 'test',
  on: ['pull-request'],
  after: ['unit-tests'],
  blocks: true,
});
export const imageBuild = stage('image-build', {
  does: 'build',
  on: ['main'],
  after: ['integration-tests'],
  with: ['docker'],
  blocks: true,
});
export const imagePush = stage('image-push', {
  does: 'publish',
  after: ['image-build'],
  with: ['ecr'],
  blocks: true,
});
export const deployDevelopment = stage('deploy-development', {
  does: 'deploy',
  to: 'development',
  on: ['main'],
  after: ['image-push'],
  approval: 0,
});
export const testDevelopment = stage('test-development', {
  does: 'test',
  to: 'development',
  after: ['deploy-development'],
  blocks: true,
});
export const deployStaging = stage('deploy-staging', {
  does: 'deploy',
  to: 'staging',
  after: ['test-development'],
  approval: 1,
});
export const endToEnd = stage('end-to-end', {
  does: 'test',
  to: 'staging',
  after: ['deploy-staging'],
  with: ['e2e'],
  blocks: true,
});
export const performance = stage('performance', {
  does: 'test',
  to: 'staging',
  after: ['deploy-staging'],
  with: ['load'],
  blocks: true,
});
const approveProduction = stage('approve-production', {
  does: 'approve',
  to: 'production',
  after: ['end-to-end', 'performance'],
  approval: 2,
  blocks: true,
});
export const deployProduction = stage('deploy-production', {
  does: 'deploy',
  to: 'production',
  after: ['approve-production'],
  approval: 2,
});
export const rollBack = stage('roll-back', {
  does: 'rollback',
  to: 'production',
  after: ['deploy-production'],
});
export const stages = [
  quality,
  scan,
  unitTests,
  integrationTests,
  imageBuild,
  imagePush,
  deployDevelopment,
  testDevelopment,
  deployStaging,
  endToEnd,
  performance,
  approveProduction,
  deployProduction,
  rollBack,
];

const off = { hoursPerWeek: 108, when: ['nights', 'weekends'], zone: 'Asia/Seoul' } as const;
const secretStore = 'aws-parameter-store';
export const development = environment('development', {
  on: ecs(tokyo),
  holds: 'synthetic',
  purchase: 'spot',
  debug: true,
  secretStore,
  off,
  budget: { monthly: '$4500', alertAt: '80%' },
});
export const production = environment('production', {
  on: ecs(tokyo),
  standby: ecs(osaka),
  holds: 'personal',
  residency: { in: ['JP'], strength: 'mandatory' },
  approval: { by: 2, expires: '24 h' },
  window: weekly('tuesday', '10:00', 'Asia/Seoul'),
  debug: false,
  secretStore,
  // List price at full scale is about $4,200 a month, and Osaka stands by at its minimum.
  budget: { monthly: '$7000', alertAt: '80%' },
});
export const environments = [
  environment('local', { on: local({ port: 8081 }), holds: 'synthetic' }),
  development,
  environment('staging', {
    on: ecs(tokyo),
    holds: 'synthetic',
    approval: { by: 1 },
    debug: false,
    secretStore,
    off,
    budget: { monthly: '$4500', alertAt: '80%' },
  }),
  production,
];
