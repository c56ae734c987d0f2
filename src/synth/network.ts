import type { ResolvedPart, ResolvedPlan } from '#model';

/** Where a part's connections come from, as far as the plan's subnets say it; sorted. */
export const rangesOf = ({ policy }: ResolvedPlan, part: string): readonly string[] =>
  (policy.network?.subnets ?? [])
    .filter(({ parts }) => parts?.includes(part))
    .flatMap(({ range }) => range ?? [])
    .sort();

/** A part whose every replica is a machine of its own; anything else stands together on one server. */
export const isApart = (part: ResolvedPart): boolean =>
  'managed' in part && part.managed !== undefined;

const LOOPBACK = ['127.0.0.1/32', '::1/128'] as const;

/** The addresses a caller has for what stands on the plan's server: loopback, or its subnet's. */
export const seenFrom = (plan: ResolvedPlan, caller: ResolvedPart): readonly string[] =>
  // A local environment is one machine, whatever a part is elsewhere.
  isApart(caller) && plan.environment.on.engine !== 'local'
    ? rangesOf(plan, caller.name)
    : LOOPBACK;
