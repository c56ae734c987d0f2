import type { ResolvedJob, ResolvedPart, ResolvedService } from '#model';
import { from, type Source, type TreeMap } from '../source.ts';
import { fileNameOf } from './names.ts';
import { objectOf } from './object.ts';
import { type KubeSite, sourceOf } from './site.ts';

/** Who a part is. It may do nothing in the cluster, and gets no token to try. */
export function serviceAccountOf(site: KubeSite, part: ResolvedService | ResolvedJob): TreeMap {
  sayIdentity(site, part);
  return accountOf(site, part.name, sourceOf(part));
}

export const accountOf = (site: KubeSite, name: string, source: Source, of = name): TreeMap =>
  objectOf(
    site,
    source,
    { apiVersion: 'v1', kind: 'ServiceAccount', name, of },
    { automountServiceAccountToken: false },
  );

/** Stores that a provider guards by who asks, not by a password. */
const GUARDED = ['bucket', 'warehouse', 'document-store', 'queue'] as const;

/** The links that a provider must allow, in the plan's order. */
export const guardedLinksOf = (site: KubeSite, part: ResolvedService | ResolvedJob) =>
  site.context.view.linksTo(part, ...GUARDED);

/** How a provider's identity is put on a ServiceAccount. */
const IDENTITY: Readonly<Record<string, string>> = {
  eks: 'eks.amazonaws.com/role-arn',
  gke: 'iam.gke.io/gcp-service-account',
};

/** Google's own stores know a ServiceAccount of GKE by its name: Terraform gives it the leave. */
const isGivenByName = ({ placement }: KubeSite, store: ResolvedPart): boolean =>
  placement.engine === 'gke' &&
  'managed' in store &&
  /^(bigquery|cloud-storage|firestore)$/.test(store.managed ?? '');

function sayIdentity(site: KubeSite, part: ResolvedService | ResolvedJob): void {
  const wants = guardedLinksOf(site, part)
    .filter(({ to }) => !isGivenByName(site, to))
    .map(({ link, to }) => `${to.name} (${link.access ?? 'read-write'})`);
  if (wants.length === 0) return;
  sayUnbound(site, {
    name: part.name,
    file: fileNameOf(part.name),
    source: sourceOf(part),
    wants: wants.sort().join(', '),
    annotation: IDENTITY[site.placement.engine] ?? '',
  });
}

interface Unbound {
  readonly name: string;
  readonly file: string;
  readonly source: Source;
  /** What it must be allowed. */
  readonly wants: string;
  /** Whose value is the provider's name of the identity. */
  readonly annotation: string;
}

/** The provider's name of an identity is in no plan: it is bound outside, or patched in. */
export const sayUnbound = (
  site: KubeSite,
  { name, file, source, wants, annotation }: Unbound,
): void => {
  const path = `${site.plan.environment.name}/kubernetes/${site.name}/${file}.yaml`;
  site.isMissing(
    source,
    {
      en: `the ServiceAccount ${name} of ${site.namespace} on ${site.name} must be allowed ${wants}: the provider's identity for it is not in the plan`,
      ko: `${site.name} 사이트 ${site.namespace} 네임스페이스의 ${name} ServiceAccount에 ${wants} 권한이 있어야 하는데 클라우드 쪽 신원이 계획에 없다`,
    },
    {
      en: `Bind an identity to ${site.namespace}/${name} at the provider, or patch /metadata/annotations of ServiceAccount/${name} in ${path} with { '${annotation}': … }.`,
      ko: `클라우드에서 ${site.namespace}/${name}에 신원을 붙이거나, ${path} 파일의 ServiceAccount/${name}에 /metadata/annotations를 { '${annotation}': … }로 패치한다.`,
    },
  );
};

/**
 * Leave to read the namespace's Secrets, and nothing else: Istio asks for it by kind, not by name,
 * before it hands a certificate to a gateway.
 */
export const secretReaderOf = (
  site: KubeSite,
  name: string,
  source: Source,
): readonly TreeMap[] => [
  objectOf(
    site,
    source,
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', name },
    { rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'watch', 'list'] }] },
  ),
  objectOf(
    site,
    source,
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', name },
    {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [from(source, { kind: 'ServiceAccount', name, namespace: site.namespace })],
    },
  ),
];
