import { withParticle } from '#kernel';
import { partsOf, type ResolvedGateway, type ResolvedPart } from '#model';
import type { SynthFile } from '../file.ts';
import { from, Said, sourceOfPart, type TreeMap } from '../source.ts';
import { cannotSay, type EnvironmentTarget, isMissing, type SynthContext } from '../target.ts';
import { gatewayFile, gatewayOf } from './gateway.ts';
import { type Edge, edgesOf, networksByPart, type Raised, secretsOf } from './room.ts';
import { readinessOf, runningOf, tellUnsaid } from './services.ts';
import { bucket, leaveOut, search } from './stand-ins.ts';
import { database, redis } from './stores.ts';

/** A local environment for who has Docker and not Hanok. */
export const compose: EnvironmentTarget = {
  name: 'compose',
  scope: 'environment',
  about: {
    en: 'a Compose file for environments on this machine',
    ko: '이 기계에 놓인 환경을 Compose 파일로 만든다',
  },
  appliesTo: ({ environment }) => environment.on.engine === 'local',
  render(context) {
    const crew = crewOf(context);
    tellLeftOut(context);
    for (const part of crew.running) if (part.kind === 'service') tellUnsaid(context, part);
    const { services, secrets } = servicesOf(context, crew);
    const edges = edgesOf(context, crew.runs);
    const doors = new Set(crew.gateways.map(({ name }) => name));
    const volumes = [...crew.stores.values()].flatMap((one) => one.volumes).sort();
    return [
      composeFile(context, {
        services: connected(services, edges, doors),
        networks: networksOf(context, edges, doors),
        configs: Object.fromEntries(
          crew.gateways.map((part) => [
            part.name,
            from(sourceOfPart(part), { file: `./${part.name}.conf` }),
          ]),
        ),
        secrets: secretsOf(context, secrets),
        volumes: Object.fromEntries(volumes.map((name) => [name, {}])),
      }),
      ...crew.gateways.map((part) => gatewayFile(context, part, crew.runs)),
    ];
  },
};

/** Everything that runs, by name: the order of declaration changes nothing. */
interface Crew {
  readonly stores: ReadonlyMap<string, Raised>;
  readonly running: SynthContext['view']['running'];
  readonly gateways: readonly ResolvedGateway[];
  readonly runs: ReadonlySet<string>;
  /** What others can wait for until it is well. */
  readonly healthy: ReadonlySet<string>;
}

const byName = <T extends { readonly name: string }>(parts: readonly T[]): readonly T[] =>
  [...parts].sort((a, b) => (a.name < b.name ? -1 : 1));

function crewOf(context: SynthContext): Crew {
  const stores = new Map(
    byName(context.plan.parts).flatMap((part) => {
      const raised = raise(context, part);
      return raised ? [[part.name, raised] as const] : [];
    }),
  );
  const running = byName(context.view.running);
  const gateways = byName(partsOf(context.plan, 'gateway')).slice(0, 1);
  const ready = running.filter((part) => part.kind === 'service' && readinessOf(part));
  return {
    stores,
    running,
    gateways,
    runs: new Set([...stores.keys(), ...[...running, ...gateways].map(({ name }) => name)]),
    healthy: new Set([...stores.keys(), ...ready.map(({ name }) => name)]),
  };
}

function servicesOf(
  context: SynthContext,
  crew: Crew,
): { readonly services: TreeMap; readonly secrets: ReadonlySet<string> } {
  const built = crew.running.map((part) => [part.name, runningOf(context, part, crew)] as const);
  const all = [...built, ...crew.stores];
  return {
    services: {
      ...Object.fromEntries(
        crew.gateways.map((part) => [part.name, gatewayOf(context, part, crew)]),
      ),
      ...Object.fromEntries(all.map(([name, { service }]) => [name, service])),
    },
    secrets: new Set(all.flatMap(([, { secrets }]) => secrets)),
  };
}

const composeFile = (
  { plan }: SynthContext,
  { services, ...rest }: Readonly<Record<string, TreeMap>>,
): SynthFile => ({
  path: 'compose.yaml',
  source: { path: `environments.${plan.environment.name}`, at: plan.environment.at },
  body: {
    kind: 'yaml',
    documents: [
      {
        name: new Said(plan.name, { path: 'name', at: plan.at }),
        services,
        ...Object.fromEntries(
          Object.entries(rest).filter(([, map]) => Object.keys(map).length > 0),
        ),
      },
    ],
  },
});

function raise(context: SynthContext, part: ResolvedPart): Raised | undefined {
  switch (part.kind) {
    case 'postgres':
    case 'mysql':
      return database(context, part);
    case 'redis':
      return redis(context, part);
    case 'search':
      return search(context, part);
    case 'bucket':
      return bucket(context, part);
    case 'warehouse':
    case 'document-store':
    case 'queue':
      return leaveOut(context, part);
    default:
      return undefined;
  }
}

/** What is on no network reaches nobody, and nobody reaches it. */
function connected(services: TreeMap, edges: readonly Edge[], doors: ReadonlySet<string>): TreeMap {
  const networks = networksByPart(edges);
  return Object.fromEntries(
    Object.entries(services).map(([name, service]) => {
      const own = [...(doors.has(name) ? [DOOR] : []), ...(networks.get(name) ?? [])];
      return [
        name,
        // Symbols too: the map keeps where it comes from.
        Object.assign({}, service, own.length > 0 ? { networks: own } : { network_mode: 'none' }),
      ];
    }),
  );
}

/** The network a gateway's port is published on. */
const DOOR = 'door';

const networksOf = (
  { plan }: SynthContext,
  edges: readonly Edge[],
  doors: ReadonlySet<string>,
): TreeMap => {
  const { environment } = plan;
  const door = { path: `environments.${environment.name}.on`, at: environment.on.at };
  return {
    ...(doors.size > 0 && { [DOOR]: from(door, { driver: 'bridge' }) }),
    ...Object.fromEntries(
      edges.map(({ name, source, isOut }) => [name, from(source, { internal: !isOut })]),
    ),
  };
};

function tellLeftOut(context: SynthContext): void {
  const { plan } = context;
  for (const part of partsOf(plan, 'cdn'))
    cannotSay(context, 'compose', sourceOfPart(part), {
      en: `${part.name} is left out: there is no CDN on one machine, and the gateway answers itself`,
      ko: `${part.name} 없이 돈다. 한 기계에는 CDN이 없고 게이트웨이가 바로 답한다`,
    });
  const [, ...more] = [...partsOf(plan, 'gateway')].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const part of more)
    isMissing(context, 'compose', sourceOfPart(part), {
      en: `${part.name} is left out: the environment says one port, and it belongs to another gateway`,
      ko: `${withParticle(part.name, '을/를')} 넣지 않았다. 환경이 말하는 포트는 하나이고 다른 게이트웨이의 것이다`,
    });
  const used = context.view.running.some(({ secrets, links }) => secrets.length + links.length > 0);
  if (used)
    cannotSay(
      context,
      'compose',
      { path: `environments.${plan.environment.name}`, at: plan.environment.at },
      {
        en: 'a secret of Compose is a file: services are given NAME_FILE, and links a URL without the password',
        ko: 'Compose의 비밀은 파일이다. 서비스는 NAME_FILE을 받고, 연결 URL에는 비밀번호가 없다',
      },
      {
        en: 'Let services read NAME_FILE where NAME is not set, and let their user read the files in `secrets`.',
        ko: '서비스가 NAME이 없으면 NAME_FILE을 읽게 하고, `secrets`의 파일을 그 사용자가 읽을 수 있게 둔다.',
      },
    );
}
