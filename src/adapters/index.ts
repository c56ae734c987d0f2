export { incidentsFile } from './incidents-file.ts';
export { journalFile } from './journal-file.ts';
export { ledgerFile } from './ledger-file.ts';
export { type LocalDriverSpec, localDriver } from './local-driver.ts';
export { findPlan, loadPlan } from './plan-loader.ts';
export { systemClock } from './system-clock.ts';
export { textFiles } from './text-files.ts';
