import { namespaceOf, type ResolvedPlan } from '#model';
import { isMap, type Json, type JsonMap, type Module, resourcesOf } from './configuration.ts';
import { waysOf } from './words.ts';

/** Roles that a link may give, by the kind of what it leads to. */
const ROLES: Readonly<Record<string, readonly string[]>> = {
  bucket: ['storage.objectCreator', 'storage.objectUser', 'storage.objectViewer'],
  'document-store': ['datastore.user', 'datastore.viewer'],
  mysql: ['cloudsql.client'],
  postgres: ['cloudsql.client'],
  redis: ['redis.dbConnectionUser'],
  warehouse: ['bigquery.jobUser'],
};
/** Roles of the project as a whole that hold for everything in it. */
const WHOLE = ['roles/bigquery.jobUser', 'roles/container.defaultNodeServiceAccount'];

/** How the parts of a plan are called in a module: by the cluster's name for them, or an account. */
const membersOf = (plan: ResolvedPlan): ReadonlyMap<string, string> =>
  new Map(
    plan.parts.flatMap(({ name }) => [
      [`\${local.principals}/${name}`, name],
      [`\${google_service_account.${name.replaceAll('-', '_')}.member}`, name],
    ]),
  );

/** Leave that no link of the plan asks for, or that reaches further than the link. */
export function strayRoles(module: Module, plan: ResolvedPlan): readonly string[] {
  const members = membersOf(plan);
  const said = resourcesOf(module).flatMap(([address, type, args]) => {
    if (type === 'google_bigquery_dataset') return seenRefusals(plan, [address, args], members);
    const { role, member } = args;
    if (typeof role !== 'string') return [];
    if (/^roles\/(owner|editor|viewer)$/.test(role)) return [`${address} may do anything`];
    if (/allUsers|allAuthenticatedUsers/.test(String(member))) return [`${address} is everybody's`];
    if (type === 'google_service_account_iam_member') return bindingRefusals(address, args, plan);
    const by = members.get(String(member));
    return by === undefined
      ? strangers(plan, address, member)
      : linkRefusals(plan, { address, by, role, args });
  });
  return [...said, ...poolRefusals(module, plan)];
}

/** A ServiceAccount that the Kubernetes target does not print is nobody's. */
function strangers(plan: ResolvedPlan, address: string, member: Json | undefined) {
  const [, name] = /^\$\{local\.principals\}\/(.*)$/.exec(String(member)) ?? [];
  return name === undefined || accountsOf(plan).includes(name)
    ? []
    : [`${address} is given to ${name}, who is nobody`];
}

/** Principals are those of the plan's namespace, in the pool that the cluster makes. */
function poolRefusals({ locals }: Module, plan: ResolvedPlan): readonly string[] {
  const { principals } = locals;
  const pool = `\${data.google_project.current.number}/locations/global/workloadIdentityPools/\${google_container_cluster.main.project}.svc.id.goog`;
  const whole = `principal://iam.googleapis.com/projects/${pool}/subject/ns/${namespaceOf(plan)}/sa`;
  return principals === undefined || principals === whole
    ? []
    : [`local.principals is ${String(principals)}`];
}

/** Who sees into a dataset links it. */
function seenRefusals(
  plan: ResolvedPlan,
  [address, { access }]: readonly [string, JsonMap],
  members: ReadonlyMap<string, string>,
): readonly string[] {
  const store = address.split('.')[1]?.replaceAll('_', '-') ?? '';
  return [access].flat().flatMap((one) => {
    const member = isMap(one as Json) ? (one as JsonMap).iam_member : undefined;
    const by = members.get(String(member));
    return member === undefined || waysOf(plan).has(`${by} -> ${store}`)
      ? []
      : [`${address} is seen by ${by ?? String(member)}`];
  });
}

interface Leave {
  readonly address: string;
  readonly by: string;
  readonly role: string;
  readonly args: JsonMap;
}

/** Who links a store has leave for that store, of its kind; the last of an address is its name. */
function linkRefusals(plan: ResolvedPlan, { address, by, role, args }: Leave): readonly string[] {
  const store = address.split('__').at(-1)?.replaceAll('_', '-') ?? '';
  const kind = plan.parts.find(({ name }) => name === store)?.kind ?? '';
  if (!waysOf(plan).has(`${by} -> ${store}`))
    return [`${address}: the plan has no way ${by} -> ${store}`];
  if (!ROLES[kind]?.includes(role.replace('roles/', '')))
    return [`${address}: ${role} is no leave of a link to ${store}`];
  const isWhole = address.startsWith('google_project_iam_member.') && !isMap(args.condition);
  return isWhole && !WHOLE.includes(role) ? [`${address} holds for the whole project`] : [];
}

/** Only a ServiceAccount that the Kubernetes target prints may be a part. */
function bindingRefusals(
  address: string,
  { member }: JsonMap,
  plan: ResolvedPlan,
): readonly string[] {
  const [, namespace, account = ''] = /\[(.+)\/(.+)\]$/.exec(String(member)) ?? [];
  const isKnown = accountsOf(plan).includes(account);
  return namespace === namespaceOf(plan) && isKnown
    ? []
    : [`${address} is lent to ${namespace}/${account}`];
}

/** ServiceAccounts that the Kubernetes target prints. */
const accountsOf = (plan: ResolvedPlan): readonly string[] => [
  ...plan.parts.filter(({ kind }) => kind === 'service' || kind === 'job').map(({ name }) => name),
  'secrets-reader',
];
