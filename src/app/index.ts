export { acrossEnvironments, type Told } from './across.ts';
export { readBaseline, writeBaseline } from './baseline.ts';
export {
  type CheckedEnvironment,
  type CheckPlanSpec,
  type CheckReport,
  checkPlan,
  examplesOf,
  findRule,
  planOf,
  type RuleText,
  ruleIds,
  rulesById,
} from './check-plan.ts';
export type { ClusterStatus } from './cluster/cluster-status.ts';
export type { FirstRelease } from './cluster/deploy-to-cluster.ts';
export type { Where } from './cluster/target.ts';
export type { DeployNews, RollbackAnswer, WishKind } from './deliver.ts';
export { deploy, rollback, standsHere, statusAt, wishOf } from './deliver-anywhere.ts';
export { examineMachine, type Need } from './examine-machine.ts';
export { type Excerpts, placeCited, readExcerpts } from './excerpts.ts';
export { followLogs } from './follow-logs.ts';
export { type Answers, draftFromAnswers } from './init/answers.ts';
export type { Draft, DraftSite } from './init/draft.ts';
export { nameFor } from './init/draft.ts';
export { draftFromFile, refuseExisting, writePlan } from './init/init-plan.ts';
export type { Left } from './init/yaml-tree.ts';
export { type LoadedPlan, loadPlan } from './load-plan.ts';
export type { PlanSource, TextFiles } from './ports.ts';
export { readLedger, verifyLedger } from './read-ledger.ts';
export { readRollout } from './read-rollout.ts';
export { releaseOrder } from './release-order.ts';
export { down, type Up, up } from './run-local.ts';
export { deliverThere, relay } from './server/relay.ts';
export { edgesOf, toMermaid, toOutline } from './show-plan.ts';
export { supervise } from './supervise.ts';
export { type FileChange, type SynthReport, synthPlan, targetsOf } from './synth-plan.ts';
export { type Because, type Impact, impact, why } from './why.ts';
export { planSource, textFiles } from './wire.ts';
