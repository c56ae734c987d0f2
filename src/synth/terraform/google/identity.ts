import { withParticle } from '#kernel';
import { namespaceOf, type ResolvedJob, type ResolvedService, type ResolvedStore } from '#model';
import { from, type Source } from '../../source.ts';
import { idOf, within } from '../names.ts';
import { onceFor, sourceOf } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import { api, projectOf } from './project.ts';
import type { GoogleSite } from './site.ts';

export type Account = Block<'email' | 'member' | 'name' | 'account_id'>;
type Running = ResolvedService | ResolvedJob;

/** How a ServiceAccount of the cluster says whom it stands for at Google. */
const ANNOTATION = 'iam.gke.io/gcp-service-account';

const accounts = onceFor(() => new Map<string, Account>());

interface Who {
  /** A part's, or ours with '_'. */
  readonly name: string;
  readonly source: Source;
  /** The ServiceAccount of the cluster that may be it. */
  readonly bound?: string;
}

/** Somebody to Google; made when it is first asked for. */
function accountFor(site: GoogleSite, { name, source, bound }: Who): Account {
  const known = accounts(site).get(name);
  if (known) return known;
  const { plan } = site;
  const plainly = name.replace(/^_/, '');
  const id = idOf(name);
  const account = site.write.resource('identity', 'google_service_account', id, [
    source,
    {
      account_id: within(30, plainly.slice(0, 20).replace(/-$/, ''), site.called(63, site.name)),
      display_name: `${plainly} of ${plan.name}, ${plan.environment.name}, ${site.name}`,
      depends_on: [api(site, 'iam')],
    },
  ]);
  accounts(site).set(name, account);
  if (bound !== undefined) bind(site, account, { name, bound, source });
  return account;
}

/** Only that ServiceAccount of that namespace may be it; the cluster's pool of names comes first. */
function bind(site: GoogleSite, account: Account, { name, bound, source }: Required<Who>): void {
  const namespace = namespaceOf(site.plan);
  site.write.resource('identity', 'google_service_account_iam_member', idOf(name), [
    source,
    {
      service_account_id: ref(account, 'name'),
      role: 'roles/iam.workloadIdentityUser',
      member: `serviceAccount:${projectOf(site)}.svc.id.goog[${namespace}/${bound}]`,
      depends_on: ['google_container_cluster.main'],
    },
  ]);
  site.write.output(idOf(name, 'account'), [
    source,
    {
      value: ref(account, 'email'),
      description: `What ${ANNOTATION} of the ServiceAccount ${namespace}/${bound} has to say.`,
    },
  ]);
}

/** Who a part is to Google: its ServiceAccount in the cluster may be it, and nobody else. */
export const accountOf = (site: GoogleSite, part: Running): Account =>
  accountFor(site, { name: part.name, source: sourceOf(part), bound: part.name });

/** Who reads the secret store for the cluster. */
export const readerOf = (site: GoogleSite, source: Source): Account =>
  accountFor(site, { name: '_reader', source, bound: 'secrets-reader' });

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
  readonly account: Account;
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
        account: accountOf(site, part),
        access: link.access ?? 'read-write',
        source: { path: `parts.${part.name}.uses[${store.name}].access`, at: link.at },
      },
    ];
  });
}

/** A role of the project that holds for one resource of it alone. */
export function allowOnly(
  site: GoogleSite,
  { id, account, source }: Pick<Caller, 'id' | 'account' | 'source'>,
  { role, on }: { readonly role: string; readonly on: string },
): void {
  site.write.resource('identity', 'google_project_iam_member', id, [
    source,
    {
      project: projectOf(site),
      role,
      member: ref(account, 'member'),
      condition: from(source, { title: 'this one alone', expression: `resource.name == "${on}"` }),
    },
  ]);
}

/** What Kubernetes has to say so that Google knows its parts; the manifests cannot know it. */
export function sayAccounts(site: GoogleSite): void {
  const names = [...accounts(site).keys()]
    .filter((name) => name !== '_nodes')
    .map((name) => (name === '_reader' ? 'secrets-reader' : name))
    .sort();
  if (names.length === 0) return;
  site.isMissing(
    site.source,
    {
      en: `each ServiceAccount of ${namespaceOf(site.plan)} on ${site.name} has to bear ${ANNOTATION}: ${names.join(', ')}`,
      ko: `${site.name} 사이트 ${namespaceOf(site.plan)} 네임스페이스의 ServiceAccount에 ${withParticle(ANNOTATION, '이/가')} 있어야 한다: ${names.join(', ')}`,
    },
    {
      en: 'Patch in what the outputs that end in `account` say: the name of the project is part of it.',
      ko: '`account`로 끝나는 출력 값을 패치로 넣는다. 프로젝트 이름이 그 일부다.',
    },
  );
}
