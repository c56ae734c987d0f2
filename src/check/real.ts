import type { ResolvedPlan } from '#model';

/** Whether an environment serves real users: neither a laptop nor filled with made-up data. */
export const isReal = (plan: ResolvedPlan): boolean =>
  plan.environment.on.engine !== 'local' && !plan.environment.holds?.includes('synthetic');
