// The plan the team meant: every principle holds, and every document line is kept or answered.
import { definePlan, every } from 'hanok';
import { capacity } from './hanok.capacity.ts';
import * as way from './hanok.delivery.ts';
import * as heal7 from './hanok.parts.ts';
import { run } from './hanok.run.ts';
import { statements } from './hanok.statements.ts';
import * as store from './hanok.stores.ts';

export default definePlan('heal7', {
  asOf: '2026-11-20',
  roots: [heal7.cloudflare, store.logs],
  profiles: ['pipa'],
  objectives: {
    availability: '99.9%',
    recovery: { time: '4 h', point: '5 min' },
    throughput: '2000 rps',
    latency: { p95: '500 ms' },
    deployment: '30 min',
    zeroDowntime: true,
  },
  traffic: [
    { from: '2025-08', dailyUsers: 1_000, pageViews: 50_000, peak: { times: 4 } },
    { from: '2026-02', dailyUsers: 10_000, pageViews: 500_000, peak: { times: 4 } },
    { from: '2026-08', dailyUsers: 50_000, pageViews: 2_500_000, peak: { times: 4 } },
  ],
  environments: [way.onThisMachine, way.staging, way.production],
  alerts: way.alerts,
  network: {
    subnets: way.subnets,
    nat: true,
    operators: 'ssm',
    vpnFor: [store.database, store.cache],
  },
  pipeline: {
    source: 'github',
    runner: 'hosted',
    branch: { protected: true, reviews: 1 },
    stages: way.stages,
    mirror: 'codecommit',
  },
  logs: {
    to: store.logs,
    format: 'json',
    keep: '90 d',
    compressed: true,
    perDay: '1 GiB',
    level: 'info',
    through: ['filebeat', 'kibana'],
    restsIn: 'KR',
  },
  audit: {
    keep: '2 years',
    immutable: true,
    of: ['data-access', 'region-change'],
    restsIn: 'KR',
  },
  monitoring: {
    metrics: ['prometheus'],
    dashboards: ['grafana'],
    errors: ['elasticsearch'],
    uptime: ['cloudflare'],
    agents: ['kube-state-metrics', 'postgres-exporter', 'node-exporter'],
    every: '15 s',
    watches: [
      heal7.mesh,
      heal7.web,
      heal7.api,
      heal7.saju,
      heal7.ai,
      store.database,
      store.cache,
      store.logs,
    ],
  },
  operations: way.operations,
  savings: [way.spot, way.reserved, way.shutdown, way.cdnCache],
  recoveryOrder: [
    store.keys,
    store.database,
    store.files,
    store.cache,
    heal7.saju,
    heal7.ai,
    heal7.api,
    heal7.web,
    heal7.mesh,
    heal7.cloudflare,
    store.logs,
  ],
  rehearse: every('90 d'),
  document: {
    version: '1.1',
    changed: '2026-11-20',
    review: '2027-05-20',
    owner: 'HEAL7 DevOps Team',
    approvers: ['CTO', 'Lead Developer'],
  },
  statements: [...statements, ...run, ...capacity],
});
