import { digestOf, SECOND, toVariable } from '#kernel';
import {
  type ResolvedPlan,
  type ResolvedService,
  settleDrain,
  settleReplicas,
  settleStart,
} from '#model';
import type { ClusterRelease } from '../wire.ts';
import { addressUnsaid, imageMoves, noImage, secretMissing } from './failures.ts';

/** Where a service listens when its plan does not say; it is told by PORT either way. */
const DEFAULT_PORT = 8080;

export interface ReleaseSource {
  readonly plan: ResolvedPlan;
  readonly service: ResolvedService;
  readonly image: string | undefined;
  readonly namespace: string;
  /** What a Secret object says of its version; undefined when there is none. */
  readonly versionOf: (secret: string) => Promise<string | undefined>;
}

/**
 * What a service of the plan is now: its image by digest, its configuration, the versions of the
 * Secret objects it reads, its schema step and its contracts. The same content is the same release.
 */
export async function makeClusterRelease(source: ReleaseSource): Promise<ClusterRelease> {
  const { service, namespace, versionOf } = source;
  const pod = podOf(source);
  const names = new Set(Object.values(pod.secrets).map(({ name }) => name));
  const versions = await Promise.all(
    [...names].sort().map(async (name) => {
      const version = await versionOf(name);
      if (version === undefined) throw secretMissing(service.name, name, namespace);
      return [name, version] as const;
    }),
  );
  const content = {
    service: service.name,
    pod,
    configuration: service.configuration ?? {},
    secrets: Object.fromEntries(versions),
    ...(service.schema && { schema: service.schema }),
    ...contractsOf(service),
  };
  return { version: 1, digest: digestOf(content).slice(0, 16), ...content };
}

function podOf({ plan, service, image }: ReleaseSource) {
  const { configuration = {}, health, size, reserves, port = DEFAULT_PORT } = service;
  const asked = reserves ?? size;
  return {
    image: imageOf(plan, service, image),
    port,
    env: { ...configuration, HOST: '0.0.0.0', PORT: String(port) },
    secrets: secretsOf(plan, service),
    ready: health?.ready ?? '/',
    ...(health?.live !== undefined && { alive: health.live }),
    ...(asked && {
      resources: {
        requests: { cpu: `${Math.round(asked.cpu * 1_000)}m`, memory: String(asked.memory) },
        ...(size && { limits: { memory: String(size.memory) } }),
      },
    }),
    drainSeconds: Math.ceil(settleDrain(service) / SECOND),
    readyWithinSeconds: Math.ceil(settleStart(service) / SECOND),
  };
}

/** How many instances the first release has. */
export const firstReplicas = (service: ResolvedService): number =>
  Math.max(1, settleReplicas(service).min);

const BY_DIGEST = /^\S+@sha256:[0-9a-f]{64}$/;

function imageOf(plan: ResolvedPlan, service: ResolvedService, asked: string | undefined): string {
  const image = asked ?? imageOfPlan(service);
  if (image === undefined) throw noImage(service.name);
  if (BY_DIGEST.test(image) || mayMove(plan, service.name)) return image;
  throw imageMoves(image);
}

/** Present when the plan says where the image is, and not only with whom. */
function imageOfPlan({ image }: ResolvedService): string | undefined {
  const { registry, name, tag } = image ?? {};
  if (tag === undefined) return undefined;
  const path = name === undefined ? registry : [registry, name].filter(Boolean).join('/');
  if (path === undefined || (registry !== undefined && !/[.:/]/.test(registry))) return undefined;
  return tag.startsWith('sha256:') ? `${path}@${tag}` : `${path}:${tag}`;
}

const PINNED = 'delivery/image-is-pinned';

const mayMove = ({ waivers, asOf }: ResolvedPlan, service: string): boolean =>
  waivers.some(
    ({ rule, path, until }) =>
      rule === PINNED &&
      until >= asOf &&
      (path === undefined || `parts.${service}.image.tag`.startsWith(path)),
  );

/**
 * Variable to the key of a Secret object of the same name as the part: `value` of a secret, `url` of
 * what is linked. What the plan's configuration says already is not asked of a Secret.
 */
function secretsOf(plan: ResolvedPlan, service: ResolvedService) {
  const { links, secrets, configuration = {}, name } = service;
  const found: Record<string, { name: string; key: string }> = {};
  for (const secret of secrets) found[toVariable(secret)] = { name: secret, key: 'value' };
  for (const { to } of links) {
    const kind = plan.parts.find((part) => part.name === to)?.kind;
    const variable = `${toVariable(to)}_${kind === 'model-files' ? 'DIR' : 'URL'}`;
    // Where somebody else's API answers is configuration, if the service wants to know it at all.
    if (kind === 'external' || configuration[variable] !== undefined) continue;
    if (kind === 'service' || kind === 'model-files') throw addressUnsaid(name, to, variable);
    found[variable] = { name: to, key: 'url' };
  }
  return found;
}

function contractsOf({
  contracts: offers,
  links,
}: ResolvedService): Pick<ClusterRelease, 'contracts'> {
  const asks = Object.fromEntries(
    links.flatMap(({ to, contract }) => (contract === undefined ? [] : [[to, contract]])),
  );
  if (offers === undefined && Object.keys(asks).length === 0) return {};
  return { contracts: { ...(offers && { offers }), asks } };
}
