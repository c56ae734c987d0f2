// What the team meant: the document's plan with its contradictions taken out.
import { definePlan, every, operation, weekly } from 'hanok';
import { alerts, environments, stages, subnets } from './hanok.operations.ts';
import { classifier, edge, models, predictions, sessions } from './hanok.parts.ts';
import { kept } from './hanok.statements.ts';

export default definePlan('posture', {
  asOf: '2026-11-20',
  roots: [edge],
  objectives: {
    availability: '99.9%',
    recovery: { time: '30 min', point: '1 h' },
    throughput: '500 rps',
    latency: { p95: '200 ms' },
    zeroDowntime: true,
  },
  traffic: [{ from: '2026-11', dailyRequests: 1_700_000, peak: { times: 4 } }],
  // Phones and sensors come from the internet: the VPN is for those who operate.
  network: { subnets, nat: true, operators: 'vpn', vpnFor: ['prometheus', 'grafana'] },
  pipeline: {
    source: 'github',
    runner: 'hosted',
    branch: { protected: true, reviews: 1 },
    stages,
    mirror: 'gitlab',
  },
  logs: {
    to: 'loki',
    format: 'json',
    keep: '90 d',
    compressed: true,
    perDay: '2 GiB',
    level: 'info',
    restsIn: 'KR',
    local: false,
  },
  audit: { keep: '730 d', immutable: true, of: ['data-access', 'release'], restsIn: 'KR' },
  monitoring: {
    metrics: ['prometheus'],
    dashboards: ['grafana'],
    every: '15 s',
    watches: [edge, classifier, predictions, sessions],
    measures: ['cpu', 'memory', 'disk', 'errors', 'response-time', 'connections'],
  },
  operations: [
    operation('security-patches', {
      every: weekly('monday', '10:00', 'Asia/Seoul'),
      owner: 'operators',
    }),
    operation('model-review', { every: every('90 d'), owner: 'researchers' }),
  ],
  recoveryOrder: [predictions, models, sessions, classifier, edge],
  rehearse: every('90 d'),
  alerts,
  environments,
  statements: kept,
});
