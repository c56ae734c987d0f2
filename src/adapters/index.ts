export { findPlan, loadPlan } from './plan-loader.ts';
