import { partsOf, type ResolvedCdn, type ResolvedPlacement, type ResolvedPlan } from '#model';
import { isMap, type Json, type JsonMap, type Module, resourcesOf } from './configuration.ts';

/** What of a module for Cloudflare breaks the plan it was written from. */
export const cloudflareRefusals = (module: Module, plan: ResolvedPlan): readonly string[] => [
  ...hosts(module, plan),
  ...steering(module, plan),
  ...pools(module, plan),
  ...settings(module, plan),
  ...identifiers(module),
];

const fronts = (plan: ResolvedPlan): readonly ResolvedCdn[] =>
  partsOf(plan, 'cdn').filter(({ managed }) => managed === 'cloudflare');
const idOf = (name: string): string => name.replaceAll('-', '_');
const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
const mapOf = (value: Json | undefined): JsonMap => (isMap(value) ? value : {});

/** Each host of the plan is answered once, and through Cloudflare; no other is. */
function hosts(module: Module, plan: ResolvedPlan): readonly string[] {
  const meant = fronts(plan).flatMap((cdn) => cdn.hosts ?? []);
  const written = resourcesOf(module, 'cloudflare_dns_record', 'cloudflare_load_balancer');
  const names = written.map(([, , { name }]) => String(name));
  return [
    ...written.flatMap(([address, , { name, proxied }]) => [
      ...(meant.includes(String(name)) ? [] : [`${address} answers ${name}, which no plan names`]),
      ...(proxied === true ? [] : [`${address} leads past Cloudflare`]),
    ]),
    ...meant
      .filter((host) => names.filter((name) => name === host).length !== 1)
      .map((host) => `${host} is not answered once`),
  ];
}

const placements = ({ environment: { on, also, standby } }: ResolvedPlan) =>
  [on, ...also, standby].filter((one) => one !== undefined);

/** The placement that a reference to a pool, or its name, is of. */
function placementOf(plan: ResolvedPlan, reference: Json): ResolvedPlacement | undefined {
  const [, name = ''] = /pool\.(\w+)/.exec(String(reference)) ?? [];
  return placements(plan).find(({ site }) => name.endsWith(`__${idOf(site?.name ?? '')}`));
}

/** Weights are those of the plan, and each country goes where the plan sends it. */
function steering(module: Module, plan: ResolvedPlan): readonly string[] {
  const { geo = [] } = plan.environment.steer ?? {};
  return resourcesOf(module, 'cloudflare_load_balancer').flatMap(([address, , args]) => {
    const { pool_weights: weights } = mapOf(args.random_steering);
    const countries = mapOf(args.country_pools) as Readonly<Record<string, readonly string[]>>;
    const reached = listOf(args.default_pools).map((pool) => placementOf(plan, pool));
    const meant = geo.filter(({ to }) => reached.some((one) => one?.site?.name === to));
    return [
      ...Object.entries(mapOf(weights)).flatMap(([pool, weight]) =>
        (placementOf(plan, pool)?.weight ?? -1) / 100 === weight
          ? []
          : [`${address} weighs ${pool} ${weight}`],
      ),
      ...Object.entries(countries).flatMap(([country, pools]) => {
        const [first = ''] = pools;
        const at = placementOf(plan, first)?.site?.name;
        return geo.some((one) => one.country === country && one.to === at)
          ? []
          : [`${address} sends ${country} to ${first}`];
      }),
      ...meant.flatMap(({ country }) =>
        countries[country] === undefined ? [`${address} does not know ${country}`] : [],
      ),
      ...(args.steering_policy === 'random' && isMap(weights) !== true
        ? [`${address} throws dice`]
        : []),
    ];
  });
}

/** A pool is of a site of the plan, is watched where health decides, and asks the plan's path. */
function pools(module: Module, plan: ResolvedPlan): readonly string[] {
  const { steer } = plan.environment;
  return [
    ...resourcesOf(module, 'cloudflare_load_balancer_pool').flatMap(([address, , args]) => [
      ...(placementOf(plan, address.replace('cloudflare_load_balancer_', '')) === undefined
        ? [`${address} is of no site`]
        : []),
      ...(steer?.failover === 'health' && args.monitor === undefined
        ? [`${address} is watched by nobody`]
        : []),
      ...listOf(args.origins).flatMap((origin) =>
        /^\$\{var\.\w+\}$/.test(String(mapOf(origin).address)) ? [] : [`${address} is made up`],
      ),
    ]),
    ...resourcesOf(module, 'cloudflare_load_balancer_monitor').flatMap(([address, , { path }]) =>
      steer?.healthPath === undefined || path === steer.healthPath
        ? []
        : [`${address} asks for ${path}`],
    ),
  ];
}

/** What no zone may have, by its setting: a clear way to the origin, an older TLS than the plan's. */
function settings(module: Module, plan: ResolvedPlan): readonly string[] {
  return resourcesOf(module, 'cloudflare_zone_setting').flatMap(([address, , args]) => {
    const cdn = fronts(plan).find(({ name }) => address.includes(`.${idOf(name)}__`));
    const { setting_id: setting, value } = args;
    const isOpen =
      (setting === 'ssl' && value !== 'strict' && cdn?.tls?.inside !== false) ||
      (setting === 'always_use_https' && value !== 'on' && cdn?.redirectsToHttps !== false);
    const isOld = setting === 'min_tls_version' && value !== (cdn?.tls?.minimum ?? '1.2');
    return isOpen || isOld ? [`${address} is ${value}`] : [];
  });
}

/** Whose zone and account it is, is asked for. */
const identifiers = (module: Module): readonly string[] =>
  resourcesOf(module).flatMap(([address, , args]) =>
    ['zone_id', 'account_id'].flatMap((key) =>
      args[key] === undefined || /^\$\{var\.\w+\}$/.test(String(args[key]))
        ? []
        : [`${address} knows its ${key}`],
    ),
  );
