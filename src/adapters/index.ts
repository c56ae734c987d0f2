export { ledgerFile } from './ledger-file.ts';
export { findPlan, loadPlan } from './plan-loader.ts';
export { systemClock } from './system-clock.ts';
