import { namespaceOf, type ResolvedPlan } from '#model';
import { isMap, type JsonMap, type Module, resourcesOf } from './configuration.ts';
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

/** Leave that no link of the plan asks for, or that reaches further than the link. */
export function strayRoles(module: Module, plan: ResolvedPlan): readonly string[] {
  const accounts = new Map(
    plan.parts.map(({ name }) => [
      `\${google_service_account.${name.replaceAll('-', '_')}.member}`,
      name,
    ]),
  );
  return resourcesOf(module).flatMap(([address, type, args]) => {
    const { role, member } = args;
    if (typeof role !== 'string') return [];
    if (/^roles\/(owner|editor|viewer)$/.test(role)) return [`${address} may do anything`];
    if (/allUsers|allAuthenticatedUsers/.test(String(member))) return [`${address} is everybody's`];
    if (type === 'google_service_account_iam_member') return bindingRefusals(address, args, plan);
    const by = accounts.get(String(member));
    return by === undefined ? [] : linkRefusals(plan, { address, by, role, args });
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
  const names = plan.parts
    .filter(({ kind }) => kind === 'service' || kind === 'job')
    .map(({ name }) => name);
  const isKnown = [...names, 'secrets-reader'].includes(account);
  return namespace === namespaceOf(plan) && isKnown
    ? []
    : [`${address} is lent to ${namespace}/${account}`];
}
