// The plan the team meant: every principle holds, and every document line is kept or answered.
import { definePlan, every } from 'hanok';
import * as way from './hanok.delivery.ts';
import * as dtx from './hanok.parts.ts';
import { statements } from './hanok.statements.ts';

export default definePlan('dtx', {
  asOf: '2026-11-20',
  roots: [dtx.balancer, dtx.logs],
  profiles: ['diga', 'gdpr'],
  objectives: {
    availability: '99.5%',
    recovery: { time: '1 h', point: '5 min' },
    throughput: '400 rps',
    latency: { p95: '500 ms' },
    deployment: '1 h',
    zeroDowntime: true,
  },
  traffic: [
    { from: '2026-11', dailyUsers: 10_000, dailyRequests: 2_000_000, peak: { times: 4 } },
    { from: '2027-11', dailyUsers: 20_000, dailyRequests: 4_000_000, peak: { times: 4 } },
  ],
  environments: [way.production, way.staging, way.development],
  alerts: way.alerts,
  network: { subnets: way.subnets, nat: true, operators: 'vpn' },
  pipeline: {
    source: 'git',
    runner: 'hosted',
    branch: { protected: true, reviews: 2 },
    stages: way.stages,
    mirror: 'europe-west10',
  },
  logs: {
    to: dtx.logs,
    format: 'json',
    keep: '90 d',
    compressed: true,
    perDay: '1 GiB',
    level: 'info',
    through: ['filebeat', 'logstash', 'kibana'],
    restsIn: 'europe-west3',
  },
  audit: {
    keep: '5 years',
    immutable: true,
    of: ['region-change', 'data-access', 'violation'],
    restsIn: 'europe-west3',
  },
  monitoring: {
    metrics: ['prometheus'],
    dashboards: ['grafana'],
    errors: ['elasticsearch'],
    uptime: ['prometheus'],
    agents: ['node-exporter'],
    every: '15 s',
    watches: [
      dtx.balancer,
      dtx.apiGateway,
      dtx.userService,
      dtx.timeMachine,
      dtx.database,
      dtx.cache,
      dtx.logs,
    ],
  },
  operations: way.operations,
  recoveryOrder: [
    dtx.keys,
    dtx.database,
    dtx.firestore,
    dtx.files,
    dtx.cache,
    dtx.userService,
    dtx.timeMachine,
    dtx.apiGateway,
    dtx.balancer,
    dtx.bigquery,
    dtx.logs,
  ],
  rehearse: every('90 d'),
  document: {
    version: '0.2.0',
    changed: '2026-11-20',
    review: '2027-05-20',
    owner: 'operations',
    approvers: ['data protection officer'],
  },
  statements,
});
