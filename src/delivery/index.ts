export { areFirstUnitsBad } from './checks.ts';
export { abort, decide } from './decide.ts';
export { advance, LOOK_EVERY_MS, type RunOptions, run, start, takeBack } from './engine.ts';
export type { Ends, Evidence, PredicateEvidence, Verdict, VerdictKind } from './evidence.ts';
export { type Chapter, draw, explain, type Story } from './explain.ts';
export type { Briefing, Catch, Preflight, StepForecast } from './forecast.ts';
export { harmOf, refutes } from './harm.ts';
export type { Measured, SideCounts, StepCounts } from './measure.ts';
export type { DeliveryPorts, Driver, Entry, Incidents, Journal, Traffic } from './ports.ts';
export { preflight, type Question } from './preflight.ts';
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
export { judge, type Standing } from './verdict.ts';
export { printE } from './words.ts';
