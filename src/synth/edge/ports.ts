import { partsOf, settlePort, settleReplicas } from '#model';
import type { PlanView } from '../view.ts';

/**
 * Where the instances of each service listen on one server: the first on the service's own port, the
 * others right above it. Two services that would meet are moved apart, in the order of their names, so
 * that the same plan always gives the same ports. A service whose every replica is a machine of its
 * own (`managed`) has one.
 */
export function portsOnServer({
  plan,
}: Pick<PlanView, 'plan'>): ReadonlyMap<string, readonly number[]> {
  const taken = new Set<number>();
  /** Where the search from a port went on to: everything below is taken. */
  const reached = new Map<number, number>();
  const services = [...partsOf(plan, 'service')].sort(
    // What is said comes before what is settled by default.
    (a, b) =>
      Number(b.port !== undefined) - Number(a.port !== undefined) || (a.name < b.name ? -1 : 1),
  );
  return new Map(
    services.map((service) => {
      const own = settlePort(service);
      const many = service.managed === undefined ? Math.max(1, settleReplicas(service).min) : 1;
      let first = reached.get(own) ?? own;
      while (isTaken(first, many, taken)) first += 1;
      const ports = Array.from({ length: many }, (_, index) => first + index);
      for (const port of ports) taken.add(port);
      reached.set(own, first + many);
      return [service.name, ports];
    }),
  );
}

/** The units of a service on one server, as the files for servers name them: one for each port. */
export const unitsOf = (service: string, ports: readonly number[]): readonly string[] =>
  ports.map((port) => `${service}@${port}.service`);

function isTaken(first: number, many: number, taken: ReadonlySet<number>): boolean {
  for (let port = first; port < first + many; port += 1) if (taken.has(port)) return true;
  return false;
}
