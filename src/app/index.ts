export {
  type CheckedEnvironment,
  type CheckReport,
  checkPlan,
  findRule,
  planOf,
  ruleIds,
} from './check-plan.ts';
export { type LoadedPlan, loadPlan } from './load-plan.ts';
export type { PlanSource } from './ports.ts';
export { edgesOf, toMermaid, toOutline } from './show-plan.ts';
export { planSource } from './wire.ts';
