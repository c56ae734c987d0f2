import { SECOND, toVariable } from '#kernel';
import {
  type ResolvedLink,
  type ResolvedService,
  settleDrain,
  settlePort,
  settleReplicas,
  settleStart,
} from '#model';
import { probeOf } from '../docker/probe.ts';
import { contextOf, type Running, recipeOf } from '../docker/recipe.ts';
import { imageOf } from '../image.ts';
import { from, Said, sayer, sourceOfPart, type TreeMap } from '../source.ts';
import { cannotSay, type SynthContext } from '../target.ts';
import { CONFINED, hasPassword, lookedAt, passwordOf, secretPath } from './room.ts';
import { modelFolder, PLAN } from './stand-ins.ts';
import { bytes } from './stores.ts';

/** What links add to a service: addresses, and where passwords and files are. */
interface Linked {
  readonly environment: Readonly<Record<string, Said>>;
  readonly secrets: readonly string[];
  readonly volumes: readonly string[];
}

const words = (ms: number): string => `${Math.ceil(ms / SECOND)}s`;

/** A service or a job as the plan runs it, on what its links lead to. */
export function runningOf(
  context: SynthContext,
  part: Running,
  { runs, healthy }: { readonly runs: ReadonlySet<string>; readonly healthy: ReadonlySet<string> },
): { readonly service: TreeMap; readonly secrets: readonly string[] } {
  const linked = linkedOf(context, part, runs);
  const said = sayer(part);
  const secrets = [...new Set([...part.secrets, ...linked.secrets])].sort();
  const isJob = part.kind === 'job';
  const service: TreeMap = from(sourceOfPart(part), {
    ...builtOrPulled(context, part),
    command:
      isJob || !part.run
        ? undefined
        : part.run.command.map((word) => said('run.command', word.replaceAll('$', '$$$$'))),
    user: said('image.user', userOf(part)),
    ...CONFINED,
    ...(isJob && { restart: 'no', profiles: ['jobs'] }),
    init: true,
    read_only: true,
    tmpfs: ['/tmp'],
    environment: environmentOf(part, linked),
    secrets: secrets.length === 0 ? undefined : secrets,
    volumes: linked.volumes.length === 0 ? undefined : linked.volumes,
    depends_on: dependsOn(part, runs, healthy),
    ...(part.kind === 'service' && servedOf(part)),
    deploy: deployOf(part),
  });
  return { service, secrets };
}

const userOf = (part: Running): string => {
  const user = recipeOf(part)?.user ?? part.image?.user ?? 10_001;
  return `${user}:${user}`;
};

/** Built from this plan's own Dockerfile where there is one, else the image the plan names. */
function builtOrPulled(context: SynthContext, part: Running): TreeMap {
  if (!recipeOf(part)) return { image: imageOf(context, part) };
  const inside = contextOf(part).replace(/^\.\/?/, '');
  const up =
    inside === ''
      ? ''
      : `${inside
          .split('/')
          .map(() => '..')
          .join('/')}/`;
  return {
    build: {
      context: inside === '' ? PLAN : `${PLAN}/${inside}`,
      dockerfile: `${up}generated/docker/${part.name}.Dockerfile`,
    },
    image: new Said(`${context.plan.name}/${part.name}`, {
      path: `parts.${part.name}.image`,
      at: part.at,
    }),
    // Never asked of a registry: what has this name there is somebody else's.
    pull_policy: 'build',
  };
}

function environmentOf(part: Running, { environment }: Linked): TreeMap {
  const said = sayer(part);
  const own = Object.entries(part.configuration ?? {}).map(
    ([key, value]) =>
      [key, said(`configuration.${key}`, String(value).replaceAll('$', '$$$$'))] as const,
  );
  const secrets = part.secrets.map(
    (name) => [`${toVariable(name)}_FILE`, said(`uses[${name}]`, secretPath(name))] as const,
  );
  const port =
    part.kind === 'service' && portOf(part) === settlePort(part)
      ? [['PORT', said('port', String(settlePort(part)))] as const]
      : [];
  const all = [...port, ...Object.entries(environment), ...secrets, ...own];
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function linkedOf(context: SynthContext, part: Running, runs: ReadonlySet<string>): Linked {
  const all = [...part.links]
    .sort((a, b) => (a.to < b.to ? -1 : 1))
    .map((link) => oneLink(context, link, { path: `parts.${part.name}.uses[${link.to}]`, runs }));
  return {
    environment: Object.assign({}, ...all.map(({ environment }) => environment)),
    secrets: all.flatMap(({ secrets }) => secrets),
    volumes: all.flatMap(({ volumes }) => volumes),
  };
}

const NOTHING: Linked = { environment: {}, secrets: [], volumes: [] };

function oneLink(
  context: SynthContext,
  link: ResolvedLink,
  { path, runs }: { readonly path: string; readonly runs: ReadonlySet<string> },
): Linked {
  const to = context.view.part(link.to);
  const name = toVariable(link.to);
  const said = (value: string): Said => new Said(value, { path, at: link.at });
  if (to?.kind === 'model-files') {
    const folder = modelFolder(context, to);
    if (folder === undefined) return NOTHING;
    const inside = `/models/${to.name}`;
    return {
      ...NOTHING,
      environment: { [`${name}_DIR`]: said(inside) },
      volumes: [`${folder}:${inside}:ro`],
    };
  }
  if (!to || !runs.has(to.name)) return NOTHING;
  const secret = passwordOf(to.name);
  const isGuarded = hasPassword(to);
  return {
    volumes: [],
    secrets: isGuarded ? [secret] : [],
    environment: {
      [`${name}_URL`]: said(urlOf(context, link)),
      ...(to.kind === 'bucket' && {
        [`${name}_BUCKET`]: said(to.name),
        [`${name}_USER`]: said(to.name),
      }),
      ...(isGuarded && { [`${name}_PASSWORD_FILE`]: said(secretPath(secret)) }),
    },
  };
}

/** Where a part answers. The password is never in it: a variable is read by too many. */
function urlOf({ view }: SynthContext, { to }: ResolvedLink): string {
  const part = view.part(to);
  switch (part?.kind) {
    case 'postgres':
      return `postgres://${to}@${to}:5432/${to}`;
    case 'mysql':
      return `mysql://${to}@${to}:3306/${to}`;
    case 'redis':
      return `redis://${to}:6379/0`;
    case 'bucket':
      return `http://${to}:9000`;
    case 'search':
      return part.managed === 'opensearch' ? `https://${to}:9200` : `http://${to}:9200`;
    default:
      return `http://${to}:${part?.kind === 'service' ? portOf(part) : 80}`;
  }
}

export const portOf = (part: ResolvedService): number => recipeOf(part)?.port ?? settlePort(part);

function dependsOn(
  { links }: Running,
  runs: ReadonlySet<string>,
  healthy: ReadonlySet<string>,
): TreeMap | undefined {
  const entries = links
    .filter(({ to }) => runs.has(to))
    .map(({ to }) => [to, waitFor(to, healthy)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

export const waitFor = (to: string, healthy: ReadonlySet<string>): TreeMap => ({
  condition: healthy.has(to) ? 'service_healthy' : 'service_started',
});

/** The look at a service's readiness, where its image has something to look with. */
export function readinessOf(part: ResolvedService): readonly string[] | undefined {
  const recipe = recipeOf(part);
  const path = part.health?.ready ?? part.health?.live;
  return recipe && path !== undefined ? probeOf(recipe, path) : undefined;
}

function servedOf(part: ResolvedService): TreeMap {
  const said = sayer(part);
  const probe = readinessOf(part);
  return {
    expose: [said('port', String(portOf(part)))],
    healthcheck: probe
      ? from(
          { path: `parts.${part.name}.health`, at: part.at },
          lookedAt(['CMD', ...probe], words(settleStart(part))),
        )
      : undefined,
    stop_grace_period: said('stop.drain', words(settleDrain(part))),
  };
}

function deployOf(part: Running): TreeMap | undefined {
  const said = sayer(part);
  const { size, gpu = 0 } = part;
  const limits = size && {
    cpus: said('size.cpu', String(size.cpu)),
    memory: said('size.memory', bytes(size.memory)),
  };
  const devices =
    gpu > 0 ? [{ driver: 'nvidia', count: said('gpu', gpu), capabilities: ['gpu'] }] : undefined;
  const resources = { limits, reservations: devices && { devices } };
  return {
    replicas: part.kind === 'service' ? said('replicas.min', settleReplicas(part).min) : undefined,
    resources: limits || devices ? resources : undefined,
  };
}

/** What Compose has no words for, said once for each service. */
export function tellUnsaid(context: SynthContext, part: ResolvedService): void {
  const { min, max } = settleReplicas(part);
  if (max > min)
    cannotSay(
      context,
      'compose',
      { ...sourceOfPart(part), path: `parts.${part.name}.replicas` },
      {
        en: `${part.name} stays at ${min} replicas: Compose does not scale with load`,
        ko: `${part.name} 복제본은 ${min}개로 고정된다. Compose는 부하에 따라 늘리지 않는다`,
      },
    );
}
