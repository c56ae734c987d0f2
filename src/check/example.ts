import {
  claim,
  definePlan,
  environment,
  type Gateway,
  gateway,
  link,
  onPremises,
  type Plan,
  type Postgres,
  postgres,
  route,
  type Service,
  says,
  server,
  service,
  site,
} from '#model';

type PlanSpec = Plan['spec'];
type ServiceSpec = Parameters<typeof service>[1];
type DatabaseSpec = Parameters<typeof postgres>[1];
type GatewaySpec = Omit<Parameters<typeof gateway>[1], 'routes'>;

/** A plan around parts of the example's own, in production on plain servers. */
export const small = (name: string, spec: Partial<PlanSpec> & Pick<PlanSpec, 'roots'>): Plan =>
  definePlan(name, {
    asOf: '2026-11-20',
    environments: [environment('production', { on: server(site('room', onPremises())) })],
    ...spec,
  });

/** What an example says beyond the smallest plan; everything left out is left unsaid. */
export interface Sketch {
  readonly service?: ServiceSpec;
  readonly database?: DatabaseSpec;
  readonly gateway?: GatewaySpec;
  readonly plan?: Partial<PlanSpec>;
  /** Claims of the whole plan, each on a document line of its own. */
  readonly states?: readonly Parameters<typeof claim.plan>[0][];
  readonly statesOfGateway?: Parameters<typeof claim.of<'gateway', Gateway['spec']>>[1];
  readonly statesOfService?: Parameters<typeof claim.of<'service', Service['spec']>>[1];
  readonly statesOfDatabase?: Parameters<typeof claim.of<'postgres', Postgres['spec']>>[1];
  readonly zones?: number;
}

/** A gateway before one service before one database: enough to show what a rule sees. */
export function sketch(name: string, said: Sketch): Plan {
  const articles = postgres('articles', said.database ?? {});
  const pool = said.service?.uses ?? [link(articles)];
  const web = service('web', { ...said.service, uses: pool });
  const edge = gateway('edge', { ...said.gateway, routes: [route('/', web)] });
  const room = site('room', onPremises(said.zones === undefined ? {} : { zones: said.zones }));
  const stated = (said.states ?? []).map((values, index) =>
    says(`document.md:${index + 1}`, claim.plan(values)),
  );
  const ofGateway = said.statesOfGateway
    ? [says('document.md:9', claim.of(edge, said.statesOfGateway))]
    : [];
  const ofService = said.statesOfService
    ? [says('document.md:8', claim.of(web, said.statesOfService))]
    : [];
  const ofDatabase = said.statesOfDatabase
    ? [says('document.md:7', claim.of(articles, said.statesOfDatabase))]
    : [];
  return definePlan(name, {
    asOf: '2026-11-20',
    roots: [edge, articles],
    environments: [environment('production', { on: server(room) })],
    statements: [...stated, ...ofGateway, ...ofService, ...ofDatabase],
    ...said.plan,
  });
}
