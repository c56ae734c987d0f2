// How it is watched and delivered.
import {
  alert,
  canary,
  change,
  channel,
  environment,
  escalation,
  local,
  server,
  stage,
  subnet,
  weekly,
} from 'hanok';
import { classifier, daejeon, edge, models, predictions, seoul, sessions } from './hanok.parts.ts';

const zones = 2;
export const subnets = [
  subnet('public', { access: 'public', range: '10.40.0.0/24', zones, parts: [edge] }),
  subnet('private', { access: 'private', range: '10.40.1.0/24', zones, parts: [classifier] }),
  subnet('stores', {
    access: 'isolated',
    range: '10.40.2.0/24',
    zones,
    parts: [predictions, sessions, models],
  }),
];

const operators = channel('operators', { by: 'slack', country: 'US', contentFree: true });
const onCall = channel('on-call', { by: 'phone', country: 'KR', contentFree: true });
const escalate = escalation('nobody-answered', { steps: [{ after: '10 min', notify: [onCall] }] });
const warns = { severity: 'warning', notify: [operators] } as const;
const calls = { severity: 'critical', notify: [operators, onCall], escalate } as const;

export const alerts = [
  alert('errors', { of: classifier, errorsAbove: '0.1%', for: '5 min', ...calls }),
  alert('slow', { of: classifier, slowerThan: '200 ms', for: '10 min', ...warns }),
  alert('cpu', { of: classifier, cpuAbove: '85%', for: '10 min', ...warns }),
  alert('memory', { of: sessions, memoryAbove: '80%', for: '10 min', ...warns }),
  alert('disk', { of: predictions, diskAbove: '80%', for: '10 min', ...calls }),
  alert('connections', { of: predictions, connectionsAbove: 80, for: '5 min', ...warns }),
  alert('replica-lag', { of: predictions, lagAbove: '10 s', for: '5 min', ...warns }),
  alert('restarts', { of: classifier, restartsAbove: 3, within: '10 min', ...calls }),
  alert('certificate', { of: edge, certificateWithin: '21 d', ...warns }),
];

const runTests = stage('tests', { does: 'test', on: ['pull-request'], blocks: true });
const build = stage('build', { does: 'build', on: ['main'], after: ['tests'], blocks: true });
const publish = stage('publish', { does: 'publish', after: ['build'], blocks: true });
const approve = stage('approve', {
  does: 'approve',
  to: 'production',
  after: ['publish'],
  approval: 1,
  blocks: true,
});
const deploy = stage('deploy', {
  does: 'deploy',
  to: 'production',
  after: ['approve'],
  approval: 1,
});
const rollBack = stage('roll-back', { does: 'rollback', to: 'production', after: ['deploy'] });
export const stages = [runTests, build, publish, approve, deploy, rollBack];

export const environments = [
  environment('local', {
    on: local({ port: 8080 }),
    holds: 'synthetic',
    // A laptop is judged in seconds, not minutes; everything else is the plan as it stands.
    change: [
      change(classifier, {
        replicas: { min: 2, max: 4, scaleOn: [{ cpu: 70 }] },
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
  environment('production', {
    on: server(seoul),
    standby: server(daejeon),
    holds: 'personal',
    residency: { in: ['KR'], strength: 'mandatory' },
    approval: { by: 1, expires: '24 h' },
    window: weekly('tuesday', '10:00', 'Asia/Seoul'),
    debug: false,
    secretStore: 'vault',
  }),
];
