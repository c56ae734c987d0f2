// What the team meant: the document's plan with its contradictions taken out.
import { definePlan, every, operation, weekly } from 'hanok';
import {
  alerts,
  databaseSubnet,
  environments,
  privateSubnet,
  publicSubnet,
  savings,
  stages,
} from './hanok.operations.ts';
import { alb, api, cloudfront, web } from './hanok.parts.ts';
import { keptRunning } from './hanok.promises.ts';
import { built } from './hanok.statements.ts';
import { cache, conversions, database, logSearch, sessions } from './hanok.stores.ts';

export default definePlan('newsforge', {
  asOf: '2026-11-20',
  roots: [cloudfront, logSearch],
  objectives: {
    availability: '99.9%',
    recovery: { time: '30 min', point: '1 h' },
    throughput: '100 rps',
    zeroDowntime: true,
  },
  network: {
    subnets: [publicSubnet, privateSubnet, databaseSubnet],
    nat: true,
    operators: 'ssm',
  },
  pipeline: {
    source: 'github',
    runner: 'hosted',
    branch: { protected: true, reviews: 1 },
    stages,
    mirror: 'gitlab',
  },
  logs: {
    to: 'cloudwatch-logs',
    format: 'json',
    keep: '30 d',
    level: 'info',
    perDay: '5 GiB',
    through: ['opensearch'],
    restsIn: 'JP',
  },
  audit: {
    keep: '730 d',
    immutable: true,
    of: ['data-access', 'release', 'approval'],
    restsIn: 'JP',
  },
  monitoring: {
    metrics: ['cloudwatch'],
    dashboards: ['datadog'],
    errors: ['datadog'],
    traces: ['datadog'],
    uptime: ['datadog'],
    every: '1 min',
    watches: [web, api, database, cache, sessions, alb],
    measures: ['cpu', 'memory', 'response-time', 'errors', 'active-users', 'cost'],
  },
  operations: [
    operation('security-patches', {
      every: weekly('monday', '10:00', 'Asia/Seoul'),
      owner: 'operators',
    }),
    operation('capacity-review', { every: every('90 d'), owner: 'operators' }),
  ],
  savings,
  recoveryOrder: [database, conversions, cache, sessions, api, web, alb, cloudfront, logSearch],
  rehearse: every('90 d'),
  alerts,
  environments,
  statements: [...built, ...keptRunning],
});
