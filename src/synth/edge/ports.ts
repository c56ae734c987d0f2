import { partsOf, type ResolvedService, settlePort, settleReplicas } from '#model';
import type { PlanView } from '../view.ts';

/**
 * Where the instances of each service listen on one server: the first on the service's own port, the
 * others right above it. Two services that would meet are moved apart, in the order of their names, so
 * that the same plan always gives the same ports. A service whose every replica is a machine of its
 * own (`managed`) has one.
 */
export function portsOnServer({ plan }: PlanView): ReadonlyMap<string, readonly number[]> {
  const taken = new Set<number>();
  const services = [...partsOf(plan, 'service')].sort(
    // What is said comes before what is settled by default.
    (a, b) =>
      Number(b.port !== undefined) - Number(a.port !== undefined) || (a.name < b.name ? -1 : 1),
  );
  return new Map(services.map((service) => [service.name, blockFor(service, taken)]));
}

function blockFor(service: ResolvedService, taken: Set<number>): readonly number[] {
  const many = service.managed === undefined ? Math.max(1, settleReplicas(service).min) : 1;
  let first = settlePort(service);
  while (rangeOf(first, many).some((port) => taken.has(port))) first += 1;
  const ports = rangeOf(first, many);
  for (const port of ports) taken.add(port);
  return ports;
}

const rangeOf = (first: number, many: number): number[] =>
  Array.from({ length: many }, (_, index) => first + index);
