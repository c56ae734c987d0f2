export type { Ends, Evidence, PredicateEvidence, Verdict, VerdictKind } from './evidence.ts';
export type { Measured, SideCounts, StepCounts } from './measure.ts';
export type { DeliveryPorts, Driver, Entry, Incidents, Journal, Traffic } from './ports.ts';
export {
  type Action,
  type Beginning,
  begin,
  type Decision,
  type EndPhase,
  hasEnded,
  type Look,
  type Observation,
  type Phase,
  type Rollout,
} from './rollout.ts';
