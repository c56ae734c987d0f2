// Where the repaired system stands, how a change gets there, and who hears of trouble.
import {
  alert,
  channel,
  environment,
  escalation,
  gke,
  nodePool,
  operation,
  stage,
  subnet,
  weekly,
} from 'hanok';
import * as dtx from './hanok.parts.ts';

const { frankfurt, berlin } = dtx;
const stores = [dtx.database, dtx.cache, dtx.bigquery, dtx.firestore, dtx.files, dtx.logs];

/** Two in each of three zones: any zone can be lost and 67 % stay. */
export const workers = nodePool('workers', {
  instance: 'e2-standard-4',
  min: 6,
  max: 9,
  counted: 'total',
});
const waiting = nodePool('waiting', {
  instance: 'e2-standard-4',
  min: 3,
  max: 9,
  counted: 'total',
});
const cluster = {
  version: '1.36',
  cluster: 'dtx-cluster',
  endpoint: ['private'],
  privateNodes: true,
} as const;
const inGermany = ['europe-west3', 'europe-west10'];
const common = { secretStore: 'gcp-secret-manager', mtls: true, debug: false } as const;

export const production = environment('production', {
  ...common,
  on: gke(frankfurt, { ...cluster, pools: [workers] }),
  standby: gke(berlin, { ...cluster, pools: [waiting] }),
  holds: 'personal',
  residency: { in: inGermany, strength: 'mandatory' },
  approval: { by: 2, expires: '24 h' },
  window: weekly('tuesday', '09:00', 'Europe/Berlin'),
  budget: { monthly: '$8000', alertAt: '80%' },
  purchase: 'on-demand',
});
/** Made-up people only, so that nothing here may have to stay anywhere. */
export const staging = environment('staging', {
  ...common,
  on: gke(frankfurt, { ...cluster, pools: [workers] }),
  holds: 'synthetic',
  residency: { in: ['europe-west3'], strength: 'recommended' },
  budget: { monthly: '$6000', alertAt: '80%' },
});
export const development = environment('development', {
  ...common,
  on: gke(frankfurt, { ...cluster, pools: [workers] }),
  holds: 'synthetic',
  residency: { in: ['europe-west3'], strength: 'mandatory', when: ['personal'] },
  budget: { monthly: '$6000', alertAt: '80%' },
});

export const build = stage('build', { does: 'build', on: ['pull-request', 'main'], blocks: true });
export const test = stage('test', { does: 'test', after: ['build'], blocks: true });
export const image = stage('image', {
  does: 'publish',
  after: ['test'],
  on: ['main'],
  blocks: true,
});
export const quality = stage('quality', {
  does: 'scan',
  after: ['image'],
  with: ['linter', 'image scan'],
  blocks: true,
});
/** Looks at the plan, before anything exists; the same look at what runs comes back every hour. */
export const verifyRegion = stage('verify-region', {
  does: 'verify',
  after: ['quality'],
  with: ['hanok check', 'hanok residency'],
  covers: [...stores, dtx.keys, 'nodes', 'backups'],
  blocks: true,
});
export const deployStaging = stage('deploy-staging', {
  does: 'deploy',
  to: 'staging',
  after: ['verify-region'],
  blocks: true,
});
export const testStaging = stage('test-staging', {
  does: 'test',
  to: 'staging',
  after: ['deploy-staging'],
  blocks: true,
});
export const verifyCompliance = stage('verify-compliance', {
  does: 'verify',
  to: 'production',
  after: ['test-staging'],
  with: ['hanok check', 'hanok residency'],
  covers: [...stores, dtx.keys, 'nodes', 'backups'],
  blocks: true,
});
const approve = stage('approve', {
  does: 'approve',
  to: 'production',
  after: ['verify-compliance'],
  approval: 2,
  blocks: true,
});
export const deployProduction = stage('deploy-production', {
  does: 'deploy',
  to: 'production',
  after: ['verify-compliance', 'approve'],
  approval: 2,
  blocks: true,
});
const rollback = stage('rollback', {
  does: 'rollback',
  to: 'production',
  after: ['deploy-production'],
});
export const stages = [
  build,
  test,
  image,
  quality,
  verifyRegion,
  deployStaging,
  testStaging,
  verifyCompliance,
  approve,
  deployProduction,
  rollback,
];

// Slack and SMS leave Germany: their messages name no person and hold no data of one.
export const email = channel('email', { by: 'email', country: 'DE', contentFree: true });
export const slack = channel('slack', { by: 'slack', country: 'US', contentFree: true });
export const sms = channel('sms', { by: 'sms', country: 'DE', contentFree: true });
export const whenNobodyAnswers = escalation('when-nobody-answers', {
  steps: [{ after: '10 min', notify: [sms, email] }],
});
const critical = {
  severity: 'critical',
  notify: [email, slack, sms],
  escalate: whenNobodyAnswers,
} as const;
const warning = { severity: 'warning', notify: [email, slack] } as const;

export const violation = alert('violation', { ...critical, compliance: true });
export const alerts = [
  violation,
  alert('errors', { ...critical, of: dtx.apiGateway, errorsAbove: '0.5%', for: '5 min' }),
  alert('slow', { ...warning, of: dtx.apiGateway, slowerThan: '500 ms', for: '10 min' }),
  alert('cpu', { ...warning, cpuAbove: '85%', for: '10 min' }),
  alert('memory', { ...warning, memoryAbove: '85%', for: '10 min' }),
  alert('disk', { ...warning, diskAbove: '80%', for: '10 min' }),
  alert('connections', { ...warning, of: dtx.database, connectionsAbove: 160, for: '5 min' }),
  alert('lag', { ...warning, of: dtx.database, lagAbove: '10 s', for: '5 min' }),
  alert('restarts', { ...warning, restartsAbove: 5, within: '1 h' }),
  alert('certificate', { ...warning, of: dtx.balancer, certificateWithin: '14 d' }),
  alert('budget', { ...warning, budgetAbove: '80%' }),
];

export const publicSubnet = subnet('public', {
  access: 'public',
  range: '10.0.0.0/24',
  zones: 3,
  parts: [dtx.balancer],
});
const privateSubnet = subnet('private', {
  access: 'private',
  range: '10.0.16.0/20',
  zones: 3,
  parts: [dtx.apiGateway, dtx.userService, dtx.timeMachine, dtx.logs],
});
export const storesSubnet = subnet('stores', {
  access: 'isolated',
  range: '10.0.32.0/24',
  zones: 3,
  parts: [dtx.database, dtx.cache],
});
export const subnets = [publicSubnet, privateSubnet, storesSubnet];
export const regionAudit = operation('region-audit', {
  every: weekly('monday', '06:00', 'Europe/Berlin'),
  automatic: true,
  owner: 'compliance',
});
export const operations = [
  regionAudit,
  operation('patches', {
    every: weekly('wednesday', '06:00', 'Europe/Berlin'),
    owner: 'operations',
  }),
];
