// What the team's document says, as it says it: the checker is meant to speak.
// Every statement names its line in document.md.
import { definePlan } from 'hanok';
import * as dtx from './as-written.parts.ts';
import { policies } from './as-written.policies.ts';
import { topology } from './as-written.topology.ts';

export default definePlan('dtx-as-written', {
  asOf: '2026-11-20',
  roots: [dtx.balancer, dtx.files, dtx.logs],
  environments: [dtx.production, dtx.staging, dtx.development],
  alerts: [dtx.violation],
  pipeline: {
    stages: [
      dtx.build,
      dtx.test,
      dtx.image,
      dtx.quality,
      dtx.verifyRegion,
      dtx.deployStaging,
      dtx.testStaging,
      dtx.verifyCompliance,
      dtx.deployProduction,
    ],
  },
  statements: [...topology, ...policies],
});
