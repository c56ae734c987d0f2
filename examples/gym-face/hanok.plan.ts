// What the team meant: the document's plan with its contradictions taken out.
import { definePlan, every } from 'hanok';
import {
  alerts,
  capacity,
  environments,
  patches,
  performance,
  stages,
  subnets,
} from './hanok.operations.ts';
import { app, cloudfront, face, web } from './hanok.parts.ts';
import { kept } from './hanok.statements.ts';
import { assets, database, faceData, files, insightface } from './hanok.stores.ts';

export default definePlan('gym-face', {
  asOf: '2026-11-20',
  roots: [cloudfront, web],
  objectives: {
    availability: '99.5%',
    recovery: { time: '4 h', point: '1 h' },
    throughput: '20 rps',
    zeroDowntime: true,
  },
  network: {
    subnets,
    nat: true,
    operators: 'ssm',
    hostFirewall: 'ufw',
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
    keep: '90 d',
    level: 'info',
    perDay: '1 GiB',
    restsIn: 'KR',
  },
  audit: { keep: '730 d', immutable: true, of: ['data-access', 'release'], restsIn: 'KR' },
  monitoring: {
    metrics: ['cloudwatch'],
    agents: ['cloudwatch-agent'],
    errors: ['sentry'],
    traces: ['datadog'],
    uptime: ['uptime-robot'],
    every: '1 min',
    watches: [web, app, face, database],
    measures: ['cpu', 'memory', 'disk', 'network'],
  },
  operations: [patches, performance, capacity],
  recoveryOrder: [database, files, faceData, insightface, assets, face, app, web, cloudfront],
  rehearse: every('90 d'),
  alerts,
  environments,
  statements: kept,
});
