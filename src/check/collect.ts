import type { Place } from '#kernel';
import {
  type Attribute,
  type Attributes,
  type Fact,
  isStore,
  type Origin,
  type ResolvedBackup,
  type ResolvedGateway,
  type ResolvedObjectives,
  type ResolvedPart,
  type ResolvedPlan,
  type ResolvedService,
  type ResolvedStore,
} from '#model';
import { type FactBase, toFactBase } from './fact-base.ts';

/** Values by attribute; an absent one is unknown and becomes no fact. */
type Known = { readonly [A in Attribute]?: Attributes[A] | undefined };

/** Reads the design and joins what the statements claim: the checker's only view of a plan. */
export function collectFacts(plan: ResolvedPlan): FactBase {
  const designed = [
    ...toFacts('plan', plan.at, objectiveFacts(plan.objectives)),
    ...toFacts('plan', plan.environment.at, { zones: plan.environment.on.site?.zones }),
    ...plan.parts.flatMap(partFacts),
    ...plan.parts.flatMap(edgeFacts),
    ...plan.alerts.flatMap((alert) =>
      toFacts(`alerts.${alert.name}`, alert.at, {
        'alert.errors': alert.errorsAbove,
        'alert.latency': alert.slowerThan,
        notifies: alert.notify,
      }),
    ),
  ];
  return toFactBase([...designed, ...plan.stated]);
}

function partFacts(part: ResolvedPart): readonly Fact[] {
  const subject = `parts.${part.name}`;
  const known = toFacts(subject, part.at, { kind: part.kind });
  if (part.kind === 'gateway') return [...known, ...gatewayFacts(part, subject)];
  if (part.kind === 'service') return [...known, ...serviceFacts(part, subject)];
  return isStore(part) ? [...known, ...storeFacts(part, subject)] : known;
}

function gatewayFacts(part: ResolvedGateway, subject: string): readonly Fact[] {
  const { replicas } = part;
  const said = toFacts(subject, part.at, {
    ...objectiveFacts(part.objective ?? {}),
    'replicas.min': replicas,
    'replicas.max': replicas,
  });
  const routes = part.routes.flatMap((route) =>
    toFacts(`routes.${part.name}${route.path}`, route.at, {
      'latency.p95': route.objective?.p95,
      streams: route.answers === 'stream' ? true : undefined,
    }),
  );
  return [...said, ...orOneReplica(subject, part.at, replicas), ...routes];
}

function serviceFacts(part: ResolvedService, subject: string): readonly Fact[] {
  const said = toFacts(subject, part.at, {
    ...objectiveFacts(part.objective ?? {}),
    'replicas.min': part.replicas?.min,
    'replicas.max': part.replicas?.max,
    handles: part.handles,
    cpu: part.size?.cpu,
    memory: part.size?.memory,
    streams: part.streams,
    drain: part.stop?.drain,
    strategy: part.rollout?.strategy,
  });
  return [...said, ...orOneReplica(subject, part.at, part.replicas?.min)];
}

function storeFacts(part: ResolvedStore, subject: string): readonly Fact[] {
  return toFacts(subject, part.at, {
    ...objectiveFacts(part.objective ?? {}),
    ...backupFacts(part.backup),
    holds: part.holds,
    restsIn: part.restsIn,
    encrypted: part.encrypted,
    reachableFrom: part.reachableFrom,
    ...(part.kind !== 'model-files' && {
      version: part.version,
      'replicas.min': part.replicas === undefined ? undefined : part.replicas + 1,
    }),
    ...(part.kind === 'model-files' && { format: part.format, storage: part.storage }),
    ...(part.kind === 'postgres' && {
      storage: part.storage,
      cpu: part.size?.cpu,
      memory: part.size?.memory,
    }),
    ...(part.kind === 'redis' && { memory: part.memory }),
  });
}

/** What nobody says is one: derived, so that a finding can say where it comes from. */
const orOneReplica = (subject: string, at: Place, said: number | undefined): readonly Fact[] =>
  said === undefined
    ? toFacts(subject, at, { 'replicas.min': 1, 'replicas.max': 1 }, 'derived')
    : [];

const objectiveFacts = (said: ResolvedObjectives): Known => ({
  availability: said.availability,
  'recovery.time': said.recovery?.time,
  'recovery.point': said.recovery?.point,
  throughput: said.throughput,
  'latency.p95': said.latency?.p95,
});

function backupFacts(backup: ResolvedBackup | undefined): Known {
  if (!backup) return {};
  const gaps = [backup.full?.everyMs, backup.incremental?.everyMs].filter(
    (gap) => gap !== undefined,
  );
  return {
    'backup.every': gaps.length > 0 ? Math.min(...gaps) : undefined,
    'backup.continuous': backup.continuous,
    'backup.encrypted': backup.encrypted,
  };
}

function edgeFacts(part: ResolvedPart): readonly Fact[] {
  const subject = `parts.${part.name}`;
  if (part.kind === 'gateway')
    return part.routes.flatMap((route) => toFacts(subject, route.at, { calls: route.to }));
  if (part.kind === 'service')
    return part.links.flatMap((link) => toFacts(subject, part.at, { calls: link.to }));
  return [];
}

const toFacts = (
  subject: string,
  at: Place,
  known: Known,
  origin: Origin = 'designed',
): readonly Fact[] =>
  Object.entries(known).flatMap(([attribute, value]) =>
    value === undefined
      ? []
      : [{ subject, attribute: attribute as Attribute, value, origin, at } as Fact],
  );
