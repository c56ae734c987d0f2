import type { Attribute, Attributes, Fact, ResolvedPlan } from '#model';
import { isManagedEdge } from './durable.ts';
import { type FactBase, toFactBase } from './fact-base.ts';

/**
 * What follows from the facts: how many instances a part has and where it stands. A derived fact
 * knows what it came from, so a finding names every line without being told.
 */
export function derive(facts: FactBase, plan: ResolvedPlan): FactBase {
  const parts = facts.subjects('kind').filter((subject) => subject.startsWith('parts.'));
  const stands = placer(facts, plan);
  const more = parts.flatMap((subject) => [...instances(facts, subject), ...stands(subject)]);
  return toFactBase([...facts.all, ...more, ...zones(facts, plan)]);
}

const fact = <A extends Attribute>(
  subject: string,
  attribute: A,
  value: Attributes[A],
  from: readonly Fact[],
  at: Fact['at'],
): Fact => ({ subject, attribute, value, origin: 'derived', at: from[0]?.at ?? at, from }) as Fact;

function instances(facts: FactBase, subject: string): readonly Fact[] {
  const kind = facts.first('kind', subject);
  const counted = kind && countOf(facts, subject, kind.value);
  return counted ? [fact(subject, 'instances', counted.value, counted.from, kind.at)] : [];
}

interface Counted {
  readonly value: number;
  readonly from: readonly Fact[];
}

function countOf(facts: FactBase, subject: string, kind: string): Counted | undefined {
  const replicas = facts.first('replicas', subject);
  if (kind === 'service') return asSaid(facts.first('replicas.min', subject)) ?? ONE;
  if (kind === 'gateway')
    return asSaid(replicas) ?? (isManagedEdge(facts, subject) ? undefined : ONE);
  const shards = facts.first('shards', subject);
  const copies = (replicas?.value ?? 0) + 1;
  if (shards)
    return { value: shards.value * copies, from: replicas ? [shards, replicas] : [shards] };
  const nodes = asSaid(facts.first('nodes', subject));
  return nodes ?? (replicas && { value: copies, from: [replicas] });
}

const ONE: Counted = { value: 1, from: [] };
const asSaid = (said: (Fact & { readonly value: number }) | undefined): Counted | undefined =>
  said && { value: said.value, from: [said] };

/** Where a part stands: where it says, else where its environment places it. */
function placer(facts: FactBase, plan: ResolvedPlan) {
  const placements = facts
    .subjects('role')
    .filter((subject) => subject.startsWith(`placements.${plan.environment.name}/`))
    .filter((subject) => facts.first('role', subject)?.value !== 'standby')
    .map((subject) => ({
      sites: facts.of('sites', subject),
      place: facts.of('place', subject).flatMap((one) => one.value),
    }));
  const regionOf = (site: string) => facts.first('region', `sites.${site}`);
  return (subject: string): readonly Fact[] => {
    const kind = facts.first('kind', subject);
    const own = facts.of('on', subject);
    const name = subject.slice('parts.'.length);
    const here = placements.filter((one) => one.place.length === 0 || one.place.includes(name));
    const from: readonly Fact[] = own.length > 0 ? own : here.flatMap((one) => one.sites);
    const sites = [
      ...new Set(
        own.length > 0
          ? own.flatMap((one) => one.value)
          : here.flatMap((one) => one.sites.flatMap((site) => site.value)),
      ),
    ];
    if (sites.length === 0 || !kind) return [];
    const regions = sites.flatMap((site) => regionOf(site) ?? []);
    return [
      fact(subject, 'sites', sites, from, kind.at),
      ...(regions.length > 0
        ? [
            fact(
              subject,
              'regions',
              regions.map((one) => one.value),
              [...from, ...regions],
              kind.at,
            ),
          ]
        : []),
    ];
  };
}

/** Zones of the environment's own site, as the system's. */
function zones(facts: FactBase, plan: ResolvedPlan): readonly Fact[] {
  const site = plan.environment.on.site?.name;
  const said = site === undefined ? undefined : facts.first('zones', `sites.${site}`);
  return said ? [fact('plan', 'zones', said.value, [said], plan.at)] : [];
}
