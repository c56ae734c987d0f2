import type { ResolvedPlacement, ResolvedPlan, ResolvedService } from '#model';
import type { SynthFile } from '../file.ts';
import { NO_LOCK } from '../lock.ts';
import { applyPatches } from '../patch.ts';
import { Said, type Scalar, type Tree, type TreeMap } from '../source.ts';
import { PlanView } from '../view.ts';
import { type KubeSite, sitesOf } from './site.ts';
import { kubernetes, serviceFileOf } from './target.ts';

export interface ReleaseInput {
  readonly plan: ResolvedPlan;
  /** One of the environment's. */
  readonly placement: ResolvedPlacement;
  readonly service: ResolvedService;
  readonly image: string;
}

/** A value as JSON has it. */
export type Plain = Scalar | readonly Plain[] | { readonly [key: string]: Plain };

/** A pod template as a Deployment has it. */
export interface PodTemplate {
  readonly metadata: {
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: Readonly<Record<string, unknown>> & {
    readonly containers: readonly Container[];
  };
}

interface Container {
  readonly name: string;
  readonly image: string;
  readonly env?: readonly {
    readonly name: string;
    readonly valueFrom?: { readonly secretKeyRef?: { readonly name: string } };
  }[];
}

/**
 * The pods of a release: those of the Deployment that the files have, the plan's patches included,
 * with the image of the release. Undefined where the service does not stand there. What it cannot say
 * is a finding of the files, and is not said again.
 */
export function releasePodOf({
  plan,
  placement,
  service,
  image,
}: ReleaseInput): PodTemplate | undefined {
  const context = { plan, view: new PlanView(plan), lock: NO_LOCK, report: () => undefined };
  const site = sitesOf(context).find((one) => one.placement === placement);
  if (!site?.services.includes(service)) return undefined;
  const { template } = deploymentIn(patchedFile(site, service), service.name) ?? {};
  if (!template) return undefined;
  const { metadata, spec } = plain(template) as unknown as PodTemplate;
  const containers = spec.containers.map((one) =>
    one.name === service.name ? { ...one, image } : one,
  );
  return { metadata, spec: { ...spec, containers } };
}

function patchedFile(site: KubeSite, service: ResolvedService): SynthFile | undefined {
  const prefix = `${site.plan.environment.name}/${kubernetes.name}/`;
  const [file] = applyPatches([serviceFileOf(site, service)], prefix, site.context);
  return file;
}

function deploymentIn(file: SynthFile | undefined, name: string): TreeMap | undefined {
  if (file?.body.kind !== 'yaml') return undefined;
  const found = file.body.documents.find(
    ({ kind, metadata }) => kind === 'Deployment' && (metadata as TreeMap).name === name,
  );
  return found?.spec as TreeMap | undefined;
}

/** Without where it came from, and without what is left out. */
function plain(tree: Tree): Plain {
  if (tree instanceof Said) return tree.value;
  if (typeof tree !== 'object' || tree === null) return tree;
  if (Array.isArray(tree)) return tree.map(plain);
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, plain(value)]],
    ),
  );
}
