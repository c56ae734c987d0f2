import { didYouMean, Failure, orderByNeed } from '#kernel';
import { partsOf, type ResolvedPlan } from '#model';

/**
 * The services to deliver, those that are called before their callers; all of the plan when none is
 * named. Services that call one another in a circle keep the order of the plan.
 */
export function releaseOrder(plan: ResolvedPlan, named: readonly string[]): readonly string[] {
  const services = partsOf(plan, 'service');
  const known = services.map(({ name }) => name);
  const byName = new Map(services.map((one) => [one.name, one]));
  const unknown = named.find((name) => !known.includes(name));
  if (unknown !== undefined) throw noService(unknown, known);
  const ordered = orderByNeed(known, (name) => (byName.get(name)?.links ?? []).map(({ to }) => to));
  const order = ordered.ok ? ordered.order : known;
  return named.length === 0 ? order : order.filter((name) => named.includes(name));
}

export const noService = (name: string, known: readonly string[]) =>
  new Failure(
    'usage/unknown-service',
    {
      en: `the plan has no service '${name}'; it has ${known.join(', ')}`,
      ko: `계획에 '${name}' 서비스가 없다. 있는 서비스: ${known.join(', ')}`,
    },
    didYouMean(name, known),
  );
