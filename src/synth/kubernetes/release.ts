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

/** What tells a provider's load balancer how to reach a Service, and what to ask it. */
export interface BalancerPolicy {
  readonly apiVersion: string;
  readonly kind: 'HealthCheckPolicy' | 'GCPBackendPolicy' | 'TargetGroupConfiguration';
  /** Its target is the Service that bears the name of the service. */
  readonly spec: Readonly<Record<string, unknown>>;
}

/** What a release runs as, and how it is reached. */
export interface ReleasePods {
  readonly template: PodTemplate;
  /** None where no load balancer of a provider leads to it. */
  readonly policies: readonly BalancerPolicy[];
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
 * with the image of the release; and what the files say to the load balancer of its Service. Undefined where the service does not stand there. What it cannot say
 * is a finding of the files, and is not said again.
 */
export function releasePodsOf({
  plan,
  placement,
  service,
  image,
}: ReleaseInput): ReleasePods | undefined {
  const context = { plan, view: new PlanView(plan), lock: NO_LOCK, report: () => undefined };
  const site = sitesOf(context).find((one) => one.placement === placement);
  if (!site?.services.includes(service)) return undefined;
  const documents = documentsOf(patchedFile(site, service));
  const { template } = deploymentIn(documents, service.name) ?? {};
  if (!template) return undefined;
  const { metadata, spec } = plain(template) as unknown as PodTemplate;
  const containers = spec.containers.map((one) =>
    one.name === service.name ? { ...one, image } : one,
  );
  return { template: { metadata, spec: { ...spec, containers } }, policies: policiesIn(documents) };
}

const documentsOf = (file: SynthFile | undefined): readonly TreeMap[] =>
  file?.body.kind === 'yaml' ? file.body.documents : [];

function patchedFile(site: KubeSite, service: ResolvedService): SynthFile | undefined {
  const prefix = `${site.plan.environment.name}/${kubernetes.name}/`;
  const [file] = applyPatches([serviceFileOf(site, service)], prefix, site.context);
  return file;
}

function deploymentIn(documents: readonly TreeMap[], name: string): TreeMap | undefined {
  const found = documents.find(
    ({ kind, metadata }) => kind === 'Deployment' && (metadata as TreeMap).name === name,
  );
  return found?.spec as TreeMap | undefined;
}

const POLICIES = ['HealthCheckPolicy', 'GCPBackendPolicy', 'TargetGroupConfiguration'];

const policiesIn = (documents: readonly TreeMap[]): readonly BalancerPolicy[] =>
  documents
    .filter(({ kind }) => POLICIES.includes(String(kind)))
    .map(
      ({ apiVersion, kind, spec }) =>
        plain({ apiVersion, kind, spec }) as unknown as BalancerPolicy,
    );

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
