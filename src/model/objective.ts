import { percent, rate, span } from './quantity.ts';
import { flag, type Meaning, object, optional, type Words } from './shape.ts';

const recoveryFields = {
  /** How long it may be away: RTO. */
  time: optional(span),
  /** How much of the latest may be lost: RPO. */
  point: optional(span),
};
const latencyFields = { p50: optional(span), p95: optional(span), p99: optional(span) };
export const objectiveFields = {
  /** Share of good answers over 30 days. */
  availability: optional(percent),
  recovery: optional(object(recoveryFields)),
  throughput: optional(rate),
  latency: optional(object(latencyFields)),
  /** How long a release may take until every user has it. */
  deployment: optional(span),
  /** No request is lost to a deploy. */
  zeroDowntime: optional(flag),
};
/** What the system promises: on the plan, and narrower on a route or a store. */
export interface Objectives extends Words<typeof objectiveFields> {}
export interface ResolvedObjectives extends Meaning<typeof objectiveFields> {}
export const readObjectives = object(objectiveFields);
