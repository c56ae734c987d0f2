export {
  type Alert,
  alert,
  type Channel,
  channel,
  type Escalation,
  escalation,
  type ResolvedChannel,
} from './alert.ts';
export type { BackupPolicy, ResolvedBackup } from './backup-policy.ts';
export { type Redis, redis } from './cache.ts';
export { type Claim, claim, either, type Statement, says, unstated } from './claim.ts';
export {
  type DocumentStore,
  documentStore,
  type Queue,
  queue,
  type Search,
  search,
  type Warehouse,
  warehouse,
} from './collection.ts';
export { type Mysql, mysql, type Postgres, postgres } from './database.ts';
export {
  type Gate,
  namespaceOf,
  planHomeOf,
  RAISED_ON_SERVER,
  type ReleaseWindow,
  type SettledRollout,
  settleDrain,
  settleGate,
  settlePort,
  settleReplicas,
  settleRollout,
  settleStart,
} from './defaults.ts';
export { change, type Environment, environment } from './environment.ts';
export type { Attribute, Attributes, Drawn, Fact, Origin } from './fact.ts';
export { type Bucket, bucket, type ModelFiles, modelFiles } from './file-store.ts';
export { designed, flatten } from './flatten.ts';
export {
  type Cdn,
  cdn,
  type Gateway,
  gateway,
  type ResolvedRoute,
  type Route,
  route,
  unverifiedRoutes,
} from './gateway.ts';
export { type Link, link, type ResolvedLink } from './link.ts';
export type { Objectives, ResolvedObjectives } from './objective.ts';
export { type External, external, type Key, key } from './outside.ts';
export { type Patch, type PatchSpec, patch, type ResolvedPatch } from './patch.ts';
export {
  ecs,
  eks,
  gke,
  local,
  type NodePool,
  nodePool,
  type Placement,
  type ResolvedPlacement,
  server,
} from './placement.ts';
export type {
  ResolvedAlert,
  ResolvedBucket,
  ResolvedCdn,
  ResolvedEnvironment,
  ResolvedGateway,
  ResolvedJob,
  ResolvedKey,
  ResolvedModelFiles,
  ResolvedMysql,
  ResolvedPart,
  ResolvedPlan,
  ResolvedPostgres,
  ResolvedQueue,
  ResolvedRedis,
  ResolvedSearch,
  ResolvedSecret,
  ResolvedService,
  ResolvedStore,
  Store,
} from './plan.ts';
export { definePlan, isStore, isStoreKind, type Plan, partsOf, standsAt } from './plan.ts';
export {
  type Operation,
  operation,
  type ResolvedPolicy,
  type Saving,
  type Stage,
  type Subnet,
  saving,
  stage,
  subnet,
} from './policy.ts';
export type { BadWords, Predicate } from './predicate.ts';
export { type ProblemCode, problem } from './problem.ts';
export { environmentNames, type Resolution, resolve } from './resolve.ts';
export {
  blueGreen,
  canary,
  type ResolvedRollout,
  type Rollout,
  rolling,
} from './rollout-policy.ts';
export { daily, every, hourly, type ResolvedSchedule, type Schedule, weekly } from './schedule.ts';
export { type Secret, secret } from './secret.ts';
export { type Job, job, type ScaleSignal, type Service, service } from './service.ts';
export { aws, gcp, onPremises, type Site, site } from './site.ts';
export { SAID_OF_ALL } from './statement.ts';
export type { DataClass } from './store.ts';
export { type ResolvedWaiver, type Waiver, waive } from './waiver.ts';
