// What the team's document says, as it says it: the checker is meant to speak.
// The design is a skeleton; every value is a statement, in the document's order.
import { definePlan } from 'hanok';
import {
  capacity,
  cloudfront,
  cpuAlert,
  diskAlert,
  memoryAlert,
  patches,
  performance,
  production,
  staging,
  web,
} from './as-written.parts.ts';
import { said } from './as-written.statements.ts';

export default definePlan('gym-face-as-written', {
  asOf: '2026-11-20',
  roots: [cloudfront, web],
  operations: [patches, performance, capacity],
  alerts: [cpuAlert, memoryAlert, diskAlert],
  environments: [staging, production],
  statements: said,
});
