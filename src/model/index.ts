export { type Alert, alert, type Channel, channel } from './alert.ts';
export type { BackupPolicy, ResolvedBackup } from './backup-policy.ts';
export {
  type SettledRollout,
  settleDrain,
  settleReplicas,
  settleRollout,
  settleStart,
} from './defaults.ts';
export {
  change,
  type Environment,
  ecs,
  eks,
  environment,
  gke,
  local,
  type ResolvedPlacement,
  server,
} from './environment.ts';
export type { Attribute, Attributes, Fact, Origin } from './fact.ts';
export { type Gateway, gateway, type ResolvedRoute, type Route, route } from './gateway.ts';
export { type Link, link, type ResolvedLink } from './link.ts';
export type { Objectives, ResolvedObjectives } from './objective.ts';
export type {
  ResolvedAlert,
  ResolvedEnvironment,
  ResolvedGateway,
  ResolvedModelFiles,
  ResolvedPart,
  ResolvedPlan,
  ResolvedPostgres,
  ResolvedRedis,
  ResolvedSecret,
  ResolvedService,
  ResolvedStore,
} from './plan.ts';
export { definePlan, isStore, type Plan, partsOf } from './plan.ts';
export { type ProblemCode, problem } from './problem.ts';
export { environmentNames, type Resolution, resolve } from './resolve.ts';
export {
  blueGreen,
  canary,
  type Predicate,
  type ResolvedRollout,
  type Rollout,
  rolling,
} from './rollout-policy.ts';
export { daily, every, hourly, type Schedule, weekly } from './schedule.ts';
export { type Secret, secret } from './secret.ts';
export { type ScaleSignal, type Service, service } from './service.ts';
export { aws, gcp, onPremises, type Site, site } from './site.ts';
export { claim, type Statement, says, unstated } from './statement.ts';
export {
  type DataClass,
  type ModelFiles,
  modelFiles,
  type Postgres,
  postgres,
  type Redis,
  redis,
  type Store,
} from './store.ts';
export { type ResolvedWaiver, type Waiver, waive } from './waiver.ts';
