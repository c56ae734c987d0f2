import { digestOf } from '#kernel';
import { partsOf, type ResolvedPlan, unverifiedRoutes } from '#model';
import type { Instance, InstanceRecord } from './instance.ts';
import type { Records } from './records.ts';
import type { Phase, SystemStatus } from './system.ts';
import { addressOf } from './table-edge.ts';

/** As they are raised. */
const ROLES: readonly InstanceRecord['role'][] = ['store', 'service', 'gateway'];

/** A system as people and programs ask about it. */
export function statusOf({
  plan,
  phase,
  members,
  records,
}: {
  readonly plan: ResolvedPlan;
  readonly phase: Phase;
  readonly members: readonly Instance[];
  readonly records: Records;
}): SystemStatus {
  const instances = members
    .map((member) => member.status())
    .sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role));
  const gateways = instances.filter((one) => one.role === 'gateway');
  const troubles = [
    ...(records.trouble ? [records.trouble] : []),
    ...instances
      .filter((one) => one.state !== 'ready')
      .map((one) => `${one.id}: ${one.state} (${one.because})`),
  ];
  const unverified = partsOf(plan, 'gateway').flatMap(unverifiedRoutes);
  return {
    plan: plan.name,
    environment: plan.environment.name,
    phase: phase === 'healthy' && troubles.length > 0 ? 'degraded' : phase,
    planDigest: digestOf(plan),
    supervisor: process.pid,
    addresses: Object.fromEntries(gateways.map((one) => [one.part, addressOf(plan, one.port)])),
    instances,
    services: records.desires,
    ...(unverified.length > 0 && { unverified: unverified.map(({ path }) => path) }),
    troubles,
  };
}
