import {
  designed,
  type Fact,
  type ResolvedGateway,
  type ResolvedPart,
  type ResolvedPlacement,
  type ResolvedPlan,
} from '#model';
import { derive } from './derive.ts';
import { type FactBase, toFactBase } from './fact-base.ts';

/** Reads the design and joins what the statements claim: the checker's only view of a plan. */
export function collectFacts(plan: ResolvedPlan): FactBase {
  const said = [
    ...wholeFacts(plan),
    ...environmentFacts(plan),
    ...plan.parts.flatMap(partFacts),
    ...plan.parts.flatMap(edgeFacts),
    ...plan.sites.flatMap((site) => designed(`sites.${site.name}`, site.at, site)),
    ...plan.alerts.flatMap((alert) => designed(`alerts.${alert.name}`, alert.at, alert)),
    ...plan.channels.flatMap((one) => designed(`channels.${one.name}`, one.at, one)),
    ...plan.stated,
  ];
  return derive(toFactBase(said), plan);
}

function wholeFacts(plan: ResolvedPlan): readonly Fact[] {
  const { operations, savings, network, pipeline, ...policy } = plan.policy;
  const { subnets, ...net } = network ?? {};
  const { stages, ...way } = pipeline ?? {};
  const rest = { ...policy, network: net, pipeline: way };
  return [
    ...designed('plan', plan.at, plan.objectives),
    ...designed('plan', plan.at, rest),
    ...(stages ? designed('plan', plan.at, { stages: stages.map((one) => one.does) }) : []),
    ...named('subnets', subnets),
    ...named('stages', stages),
    ...named('operations', operations),
    ...named('savings', savings),
    ...plan.traffic.flatMap((one) => designed(`traffic.${one.from}`, plan.at, one)),
  ];
}

type Made = { readonly name: string; readonly at: Fact['at'] };
const named = (head: string, made: readonly Made[] = []): readonly Fact[] =>
  made.flatMap((one) => designed(`${head}.${one.name}`, one.at, one));

function environmentFacts(plan: ResolvedPlan): readonly Fact[] {
  const { on, also, standby, ...rest } = plan.environment;
  const here = `environments.${rest.name}`;
  const placed = (one: ResolvedPlacement, role: string): readonly Fact[] => {
    const { site, pools, ...spec } = one;
    const subject = `placements.${rest.name}/${site?.name ?? 'local'}`;
    return [
      ...designed(subject, one.at, { ...spec, sites: [site?.name ?? 'local'], role }),
      ...named('pools', pools),
    ];
  };
  return [
    ...designed(here, rest.at, rest),
    ...placed(on, 'primary'),
    ...also.flatMap((one) => placed(one, 'secondary')),
    ...(standby ? placed(standby, 'standby') : []),
  ];
}

function partFacts(part: ResolvedPart): readonly Fact[] {
  const subject = `parts.${part.name}`;
  const { configuration: _, links: _links, routes: _routes, ...spec } = { ...open, ...part };
  const own = designed(subject, part.at, spec);
  return part.kind === 'gateway' ? [...own, ...routeFacts(part)] : own;
}
/** Keys that are no facts of the part itself. */
const open = { configuration: undefined, links: undefined, routes: undefined };

const routeFacts = (part: ResolvedGateway): readonly Fact[] =>
  part.routes.flatMap(({ path, to, ...spec }) =>
    designed(`routes.${part.name}${path}`, spec.at, { ...spec, to }),
  );

function edgeFacts(part: ResolvedPart): readonly Fact[] {
  const subject = `parts.${part.name}`;
  if (part.kind === 'gateway')
    return part.routes.flatMap((one) => designed(subject, one.at, { calls: [one.to] }));
  if (part.kind === 'cdn') return designed(subject, part.at, { calls: part.origins });
  if (part.kind !== 'service' && part.kind !== 'job') return [];
  return part.links.flatMap((one) => [
    ...designed(subject, one.at, { calls: [one.to] }),
    ...designed(`links.${part.name}/${one.to}`, one.at, one),
  ]);
}
