// What the team's document says, as it says it: the checker is meant to speak.
// The design is a skeleton; every value is a statement, in the document's order.
import { definePlan } from 'hanok';
import { keptRunning } from './as-written.operations.ts';
import {
  cloudfront,
  cpuAlarm,
  databaseSubnet,
  development,
  errorAlarm,
  logSearch,
  memoryAlarm,
  patternAlarm,
  privateSubnet,
  production,
  publicSubnet,
  reserved,
  slowAlarm,
  spot,
  staging,
} from './as-written.parts.ts';
import { built } from './as-written.statements.ts';

export default definePlan('newsforge-as-written', {
  asOf: '2026-11-20',
  roots: [cloudfront, logSearch],
  network: { subnets: [publicSubnet, privateSubnet, databaseSubnet] },
  savings: [reserved, spot],
  alerts: [cpuAlarm, memoryAlarm, errorAlarm, slowAlarm, patternAlarm],
  environments: [development, staging, production],
  statements: [...built, ...keptRunning],
});
