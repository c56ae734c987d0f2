import { toCanonical } from '#kernel';
import { type Gate, partsOf, type ResolvedService, settleGate } from '#model';
import type { Supervisor } from '#runtime';
import { planOf } from './check-plan.ts';
import { leftThePlan, moreThanARelease } from './deliver-failures.ts';
import { loadPlan } from './load-plan.ts';
import { planSource } from './wire.ts';

interface Where {
  readonly supervisor: Supervisor;
  readonly file: string;
  readonly folder: string;
  readonly environment: string;
}

/** What of a service its raised system holds: a release alone cannot change these. */
const MORE_THAN_A_RELEASE = ['links', 'secrets', 'health', 'stop', 'replicas'] as const;

/**
 * A service as its plan says it now, and what its environment asks for before a release; a Failure
 * when the plan changed in more than a release carries.
 */
export async function serviceNow(
  { file, folder, environment, supervisor }: Where,
  name: string,
): Promise<{ readonly service: ResolvedService; readonly gate: Gate | undefined }> {
  const plan = planOf(await loadPlan(planSource, file, folder), environment);
  const raised = supervisor.serviceOf(name);
  const service = partsOf(plan, 'service').find((one) => one.name === name);
  if (!service) throw leftThePlan(name);
  const moved = MORE_THAN_A_RELEASE.filter(
    (key) => toCanonical([heldOf(service)[key]]) !== toCanonical([heldOf(raised)[key]]),
  );
  if (moved.length > 0) throw moreThanARelease(name, moved);
  return { service, gate: settleGate(plan.environment) };
}

/** Where a link stands in the file changes nothing, and what it asks for goes with the release. */
const heldOf = (service: ResolvedService): ResolvedService => ({
  ...service,
  links: service.links.map(({ contract: _, at, ...held }) => ({ ...held, at: { ...at, line: 0 } })),
});
