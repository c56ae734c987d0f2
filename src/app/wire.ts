import { findPlan, loadPlan, systemClock } from '#adapters';
import type { PlanSource } from './ports.ts';

/** The only file that knows what implements the ports. */
export const planSource: PlanSource = { find: findPlan, load: loadPlan };

export { systemClock };
