import { digestOf, SECOND, toVariable } from '#kernel';
import {
  type ResolvedPlacement,
  type ResolvedPlan,
  type ResolvedService,
  settlePort,
  settleReplicas,
  settleStart,
} from '#model';
import { releasePodsOf } from '#synth';
import type { ClusterRelease } from '../wire.ts';
import { addressUnsaid, imageMoves, noImage, notPlaced, secretMissing } from './failures.ts';

export interface ReleaseSource {
  readonly plan: ResolvedPlan;
  readonly placement: ResolvedPlacement;
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
  const names = new Set(
    variablesOf(pod).flatMap(({ valueFrom }) => valueFrom?.secretKeyRef?.name ?? []),
  );
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
  return { version: 2, digest: digestOf(content).slice(0, 16), ...content };
}

/** The pods of the generated files, with this image: a release runs as they do, and is reached as they are. */
function podOf({ plan, placement, service, image }: ReleaseSource) {
  const pinned = imageOf(plan, service, image);
  const pods = releasePodsOf({ plan, placement, service, image: pinned });
  if (!pods) throw notPlaced(service.name, placement.site?.name ?? placement.engine);
  const pod = {
    template: pods.template,
    ...(pods.policies.length > 0 && { policies: pods.policies }),
    port: settlePort(service),
    readyWithinSeconds: Math.ceil(settleStart(service) / SECOND),
  };
  refuseUnsaid(plan, service, new Set(variablesOf(pod).map(({ name }) => name)));
  return pod;
}

type Pod = Pick<NonNullable<ReturnType<typeof releasePodsOf>>, 'template'>;
const variablesOf = ({ template }: Pod) => template.spec.containers.flatMap(({ env = [] }) => env);

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
 * A service on another cluster and the folder of model files have no address that could be derived:
 * without one in the configuration the service would start and not find them.
 */
function refuseUnsaid(
  plan: ResolvedPlan,
  { name, links }: ResolvedService,
  said: ReadonlySet<string>,
): void {
  for (const { to } of links) {
    const kind = plan.parts.find((part) => part.name === to)?.kind;
    if (kind !== 'service' && kind !== 'model-files') continue;
    const variable = `${toVariable(to)}_${kind === 'service' ? 'URL' : 'DIR'}`;
    if (!said.has(variable)) throw addressUnsaid(name, to, variable);
  }
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
