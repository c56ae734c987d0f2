import { withParticle } from '#kernel';
import { namespaceOf, type ResolvedJob, type ResolvedService, type ResolvedStore } from '#model';
import { from, type Source } from '../../source.ts';
import { idOf, within } from '../names.ts';
import { onceFor, sourceOf } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import { api, numberOf, projectOf } from './project.ts';
import { earlierSites, type GoogleSite } from './site.ts';

export type Account = Block<'email' | 'member' | 'name' | 'account_id'>;
type Running = ResolvedService | ResolvedJob;

/** How a ServiceAccount of the cluster says which service account of Google's it stands for. */
const ANNOTATION = 'iam.gke.io/gcp-service-account';

const accounts = onceFor(() => new Map<string, Account>());

interface Who {
  /** A part's, or ours with '_'. */
  readonly name: string;
  readonly source: Source;
}

/** A service account; made when it is first asked for. */
function accountFor(site: GoogleSite, { name, source }: Who): Account {
  const known = accounts(site).get(name);
  if (known) return known;
  const { plan } = site;
  const plainly = name.replace(/^_/, '');
  const account = site.write.resource('identity', 'google_service_account', idOf(name), [
    source,
    {
      account_id: within(30, plainly.slice(0, 20).replace(/-$/, ''), site.called(63, site.name)),
      display_name: `${plainly} of ${plan.name}, ${plan.environment.name}, ${site.name}`,
      depends_on: [api(site, 'iam')],
    },
  ]);
  accounts(site).set(name, account);
  return account;
}

/**
 * What IAM calls the ServiceAccounts of the plan's namespace, up to their names. The pool they are
 * in is the project's, and is there once a cluster is: the expression waits for that.
 */
const principals = onceFor((site: GoogleSite): string => {
  const pool = `projects/${numberOf(site)}/locations/global/workloadIdentityPools/${ref(CLUSTER, 'project')}.svc.id.goog`;
  return site.write.local(
    'identity',
    'principals',
    `principal://iam.googleapis.com/${pool}/subject/ns/${namespaceOf(site.plan)}/sa`,
  );
});
const CLUSTER: Block<'project'> = { address: 'google_container_cluster.main' };

const principalOf = (site: GoogleSite, name: string): string => `\${${principals(site)}}/${name}`;

/** Who reads the secret store for the cluster. */
export const readerOf = (site: GoogleSite): string => principalOf(site, 'secrets-reader');

/** Whom leave is given to for a part: its ServiceAccount in the cluster, itself wherever that will do. */
function memberOf(site: GoogleSite, part: Running): string {
  if (!needsAccount(site, part)) return principalOf(site, part.name);
  return ref(boundAccountOf(site, part), 'member');
}

/**
 * A Memorystore cluster lets in users and service accounts, and no other principal. Whoever stands
 * for a service account is that one to everything of Google's, so all of its leave goes there.
 */
const needsAccount = (site: GoogleSite, { links }: Running): boolean =>
  links.some(({ to }) => {
    const store = site.part(to);
    return store?.kind === 'redis' && store.managed === 'memorystore-cluster';
  });

/** The service account of a part, which its ServiceAccount in the cluster may be, and nobody else. */
function boundAccountOf(site: GoogleSite, part: Running): Account {
  const { name } = part;
  const source = sourceOf(part);
  const isNew = !accounts(site).has(name);
  const account = accountFor(site, { name, source });
  if (!isNew) return account;
  const namespace = namespaceOf(site.plan);
  site.write.resource('identity', 'google_service_account_iam_member', idOf(name), [
    source,
    {
      service_account_id: ref(account, 'name'),
      role: 'roles/iam.workloadIdentityUser',
      member: `serviceAccount:${projectOf(site)}.svc.id.goog[${namespace}/${name}]`,
      depends_on: [CLUSTER.address],
    },
  ]);
  site.write.output(idOf(name, 'account'), [
    source,
    {
      value: ref(account, 'email'),
      description: `What ${ANNOTATION} of the ServiceAccount ${namespace}/${name} has to say.`,
    },
  ]);
  sayAccount(site, part);
  return account;
}

/** Who the machines of the cluster are: no more than a machine needs. */
export const machineOf = onceFor((site: GoogleSite): Account => {
  const account = accountFor(site, { name: '_nodes', source: site.source });
  site.write.resource('identity', 'google_project_iam_member', '_nodes', [
    site.source,
    {
      project: projectOf(site),
      role: 'roles/container.defaultNodeServiceAccount',
      member: ref(account, 'member'),
    },
  ]);
  return account;
});

/** One who links a store, and how. */
export interface Caller {
  readonly name: string;
  readonly id: string;
  /** As IAM spells who it is. */
  readonly member: string;
  readonly access: 'read' | 'write' | 'read-write';
  readonly source: Source;
}

/** Services and jobs of the site's cluster that link a store, by name. */
export function callersWithLeave(site: GoogleSite, store: ResolvedStore): readonly Caller[] {
  // Elsewhere than on GKE nothing that runs is written, and nobody is there to be given leave.
  if (site.placement.engine !== 'gke') return [];
  return site.running.flatMap((part) => {
    const link = part.links.find(({ to }) => to === store.name);
    if (!link) return [];
    return [
      {
        name: part.name,
        id: idOf(part.name, store.name),
        member: memberOf(site, part),
        access: link.access ?? 'read-write',
        source: { path: `parts.${part.name}.uses[${store.name}].access`, at: link.at },
      },
    ];
  });
}

/**
 * Whether an earlier site gives the same leave of the whole project: a principal is one, whichever
 * cluster it is in, and what two states give, either would take away.
 */
export function hasLeaveAlready(site: GoogleSite, store: ResolvedStore, { name }: Caller): boolean {
  return earlierSites(site)
    .filter((one) => one.placement.engine === 'gke' && one.has(store.name))
    .flatMap((one) => one.running.map((part) => ({ one, part })))
    .some(({ one, part }) => part.name === name && !needsAccount(one, part));
}

/** A role of the project that holds for one resource of it alone. */
export function allowOnly(
  site: GoogleSite,
  { id, member, source }: Pick<Caller, 'id' | 'member' | 'source'>,
  { role, on }: { readonly role: string; readonly on: string },
): void {
  site.write.resource('identity', 'google_project_iam_member', id, [
    source,
    {
      project: projectOf(site),
      role,
      member,
      condition: from(source, { title: 'this one alone', expression: `resource.name == "${on}"` }),
    },
  ]);
}

/** What a ServiceAccount has to say to be a service account: the manifests cannot know it. */
const sayAccount = (site: GoogleSite, part: Running): void =>
  site.isMissing(
    sourceOf(part),
    {
      en: `the ServiceAccount ${part.name} of ${namespaceOf(site.plan)} on ${site.name} has to bear ${ANNOTATION}: a Memorystore cluster knows it by a service account alone`,
      ko: `${site.name} 사이트 ${namespaceOf(site.plan)} 네임스페이스의 ${part.name} ServiceAccount에 ${withParticle(ANNOTATION, '이/가')} 있어야 한다. Memorystore 클러스터는 서비스 계정만 알아본다`,
    },
    {
      en: `Patch in what the output \`${idOf(part.name, 'account')}\` says: the name of the project is part of it.`,
      ko: `\`${idOf(part.name, 'account')}\` 출력 값을 패치로 넣는다. 프로젝트 이름이 그 일부다.`,
    },
  );
