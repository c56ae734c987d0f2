import { Failure } from '#kernel';
import { BALANCER_POLICIES, type Kind, type KubeObject } from './kinds.ts';

/** A pod as the files of the plan describe it; what is in it is nobody's business here. */
export interface PodTemplate {
  readonly metadata?: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: Readonly<Record<string, unknown>>;
}

/** What a provider's load balancer is told of a Service; the target stands in its spec. */
export interface BalancerPolicy {
  readonly kind: keyof typeof BALANCER_POLICIES;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** What a release of a service runs as. */
export interface PodWords {
  /** With its image; only the labels of the release are still put on it. */
  readonly template: PodTemplate;
  /** Of the container; the Service in front of it listens on the same one. */
  readonly port: number;
  /** For each Service that leads to it; none where no load balancer of a provider does. */
  readonly policies?: readonly BalancerPolicy[];
  /** In how many seconds a pod must have become ready. */
  readonly readyWithinSeconds?: number;
}

/** Gives what a release runs; another part of Hanok knows where that is written. */
export type PodOf = (service: string, release: string) => PodWords;

export const NAME_LABEL = 'app.kubernetes.io/name';
export const RELEASE_LABEL = 'hanok.dev/release';

const READY_WITHIN_SECONDS = 300;

/** The name of a release's Deployment and of its Service: DNS-safe, at most 63 letters. */
export function nameOf(service: string, release: string): string {
  const name = `${service}-${release.slice(0, 8)}`;
  if (/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) return name;
  throw new Failure(
    'delivery/name-not-allowed',
    {
      en: `${name} cannot be the name of a Service`,
      ko: `${name} 이름은 Service에 쓸 수 없다`,
    },
    {
      hint: {
        en: 'Name the service with at most 54 lower-case letters, digits and hyphens.',
        ko: '서비스 이름을 소문자, 숫자, 하이픈 54자 이내로 짓는다.',
      },
    },
  );
}

/** Every object of a release bears these. */
export const labelsOf = (service: string, release: string) => ({
  [NAME_LABEL]: service,
  [RELEASE_LABEL]: release.slice(0, 63),
});

export const MANAGED = { 'app.kubernetes.io/managed-by': 'hanok' };

export function serviceObject(service: string, release: string, { port }: PodWords): KubeObject {
  const labels = labelsOf(service, release);
  return {
    metadata: { name: nameOf(service, release), labels: { ...labels, ...MANAGED } },
    spec: { selector: labels, ports: [{ name: 'http', port, targetPort: port, protocol: 'TCP' }] },
  };
}

/** The policies of a release, as they are for one Service in front of it, which stands. */
export const policyObjects = (
  { metadata: { name, labels, uid = '' } }: KubeObject,
  { policies = [] }: PodWords,
): readonly { readonly kind: Kind; readonly object: KubeObject }[] =>
  policies.map(({ kind, spec }) => ({
    kind: BALANCER_POLICIES[kind],
    object: {
      metadata: {
        name,
        ...(labels && { labels }),
        ownerReferences: [{ apiVersion: 'v1', kind: 'Service', name, uid }],
      },
      spec: aimed(spec, name),
    },
  }));

/** Google's name their target by `targetRef`, Amazon's by `targetReference`. */
const aimed = (spec: BalancerPolicy['spec'], name: string) =>
  Object.fromEntries(
    Object.entries(spec).map(([key, value]) => [
      key,
      key === 'targetRef' || key === 'targetReference' ? { ...(value as object), name } : value,
    ]),
  );

/**
 * A Deployment of its own for every release: nothing that runs is ever changed, so a rollout has
 * nothing to roll back but traffic. The selector names the release and never changes.
 */
export function deploymentObject(
  service: string,
  release: string,
  to: { readonly pod: PodWords; readonly replicas: number },
): KubeObject {
  const labels = labelsOf(service, release);
  const { metadata, spec } = to.pod.template;
  const own = { ...metadata, labels: { ...metadata?.labels, ...labels, ...MANAGED } };
  return {
    metadata: { name: nameOf(service, release), labels: { ...labels, ...MANAGED } },
    spec: {
      replicas: to.replicas,
      revisionHistoryLimit: 0,
      progressDeadlineSeconds: to.pod.readyWithinSeconds ?? READY_WITHIN_SECONDS,
      selector: { matchLabels: labels },
      template: { metadata: own, spec },
    },
  };
}

/** What requests with the header reach: a name of its own, so that they are never counted as units. */
export const overrideNameOf = (service: string, release: string): string =>
  `${nameOf(service, release)}-canary`;

/** Leads to the same pods as the release's own Service. */
export function overrideObject(service: string, release: string, pod: PodWords): KubeObject {
  const own = serviceObject(service, release, pod);
  return {
    ...own,
    metadata: { ...own.metadata, name: overrideNameOf(service, release) },
  };
}
