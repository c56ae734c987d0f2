// What the team's document says, as it says it: the checker is meant to speak.
// The design is a skeleton; nearly every value is a statement, in the document's order.
import { definePlan } from 'hanok';
import { nginx, production } from './as-written.parts.ts';
import { said } from './as-written.statements.ts';

export default definePlan('posture-as-written', {
  asOf: '2026-11-20',
  roots: [nginx],
  environments: [production],
  statements: said,
});
