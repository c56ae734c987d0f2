// What the team's document says, as it says it: the checker is meant to speak.
// Every statement names its line in document.md.
import { definePlan } from 'hanok';
import { build } from './as-written.build.ts';
import { capacity } from './as-written.capacity.ts';
import { clouds } from './as-written.clouds.ts';
import * as heal7 from './as-written.parts.ts';
import { workflow } from './as-written.workflow.ts';

export default definePlan('heal7-as-written', {
  asOf: '2026-11-20',
  roots: [
    heal7.cloudflare,
    heal7.nginx,
    heal7.saju,
    heal7.ai,
    heal7.cache,
    heal7.logs,
    heal7.files,
  ],
  environments: [heal7.production, heal7.staging, heal7.local7],
  alerts: [heal7.highErrorRate, heal7.podCrashLooping, heal7.databaseConnectionHigh],
  network: {
    subnets: [heal7.privateA, heal7.privateC, heal7.publicA, heal7.publicC, heal7.privateGcp],
  },
  pipeline: {
    stages: [
      heal7.test,
      heal7.build,
      heal7.securityScan,
      heal7.deployStaging,
      heal7.deployProduction,
      heal7.rollback,
    ],
  },
  savings: [heal7.spot, heal7.reserved, heal7.shutdown, heal7.cdnCache],
  statements: [...build, ...workflow, ...clouds, ...capacity],
});
