export { areFirstUnitsBad } from './checks.ts';
export { brokenContract, type Contracts } from './contracts.ts';
export { abort, decide, MAY_END } from './decide.ts';
export { type ClientSums, scatterOf } from './dispersion.ts';
export { advance, LOOK_EVERY_MS, listen, type RunOptions, run, start } from './engine.ts';
export type { Ends, Evidence, PredicateEvidence, Verdict, VerdictKind } from './evidence.ts';
export { type Chapter, draw, explain, type Story } from './explain.ts';
export type { Briefing, Catch, Preflight, StepForecast } from './forecast.ts';
export { untilOpen } from './gate.ts';
export { harmOf, refutes } from './harm.ts';
export { heed, type Wish } from './heed.ts';
export type { Measured, Rehearsal, SideCounts, StepCounts } from './measure.ts';
export type { DeliveryPorts, Driver, Entry, Incidents, Journal, Traffic } from './ports.ts';
export { preflight, type Question } from './preflight.ts';
export { type Mismatch, recompute } from './recompute.ts';
export { resume } from './resume.ts';
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
export { briefSchema, runsOn, type SchemaStep } from './schema-step.ts';
export { SYNTHETIC_ROUNDS } from './synthetic.ts';
export { judge, type Standing } from './verdict.ts';
export { printE } from './words.ts';
