import { toVariable } from '#kernel';
import { isStore, type ResolvedJob, type ResolvedService } from '#model';
import { from, type Source, type TreeMap } from '../../source.ts';
import { idOf } from '../names.ts';
import { onceFor, sourceOf } from '../site.ts';
import { ref } from '../terraform.ts';
import { caller } from './identity.ts';
import type { AwsSite } from './site.ts';

type Running = ResolvedService | ResolvedJob;

/** A variable of a container that is read out of the secret store when it starts. */
export interface SecretVariable {
  readonly name: string;
  readonly arn: string;
  /** What of the entry it is, as a container asks for it. */
  readonly part: string;
  readonly source: Source;
}

const arns = onceFor(() => new Map<string, string>());

/** The secrets of a part and the addresses of the stores it links, by variable. */
export function secretsOf(site: AwsSite, part: Running): readonly SecretVariable[] {
  const own = part.secrets.map((name) => ({
    name: toVariable(name),
    arn: entryOf(site, name, sourceOfSecret(site, name)),
    part: '',
    source: { path: `parts.${part.name}.uses[${name}]`, at: part.at },
  }));
  const stores = site.context.view
    .linksTo(part, 'postgres', 'mysql', 'redis', 'warehouse', 'document-store', 'search')
    .filter(({ to }) => site.has(to.name))
    .map(({ to, link }) => ({
      name: `${toVariable(to.name)}_URL`,
      arn: entryOf(site, to.name, sourceOf(to)),
      // The entry of a store is read elsewhere too, under this key.
      part: isParameters(site) ? '' : ':url::',
      source: { path: `parts.${part.name}.uses[${to.name}]`, at: link.at },
    }));
  const byName = new Map([...own, ...stores].map((one) => [one.name, one]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What the cluster's own reader fetches for a part: every store outside of it has an entry. */
export function secretsInCluster(
  site: AwsSite,
  part: Running,
): readonly Pick<SecretVariable, 'arn'>[] {
  const own = part.secrets.map((name) => ({ name, source: sourceOfSecret(site, name) }));
  const stores = part.links.flatMap(({ to }) => {
    const store = site.context.view.part(to);
    if (!store || !isStore(store) || store.kind === 'model-files') return [];
    return [{ name: to, source: sourceOf(store) }];
  });
  return [...own, ...stores].map(({ name, source }) => ({ arn: entryOf(site, name, source) }));
}

function sourceOfSecret(site: AwsSite, name: string): Source {
  const part = site.context.view.part(name);
  return part ? sourceOf(part) : site.source;
}

/** The entry of the secret store that holds it, by its ARN. Only its name is ever written. */
function entryOf(site: AwsSite, name: string, source: Source): string {
  const known = arns(site).get(name);
  if (known !== undefined) return known;
  const entry = [site.plan.name, site.plan.environment.name, name].join('/');
  const arn = isParameters(site) ? parameter(site, entry) : secret(site, name, [entry, source]);
  arns(site).set(name, arn);
  return arn;
}

const isParameters = ({ plan }: AwsSite): boolean =>
  plan.environment.secretStore === 'aws-parameter-store';

function parameter(site: AwsSite, entry: string): string {
  const { partition, account, region } = caller(site);
  return `arn:${partition}:ssm:${region}:${account}:parameter/${entry}`;
}

function secret(site: AwsSite, name: string, [entry, source]: readonly [string, Source]): string {
  const block = site.write.resource('identity', 'aws_secretsmanager_secret', idOf(name), [
    source,
    { name: entry, description: `${name} of ${site.plan.name}`, recovery_window_in_days: 30 },
  ]);
  return ref(block, 'arn');
}

/** Leave to read these entries and no other. */
export function mayRead(
  site: AwsSite,
  secrets: readonly Pick<SecretVariable, 'arn'>[],
): readonly TreeMap[] {
  if (secrets.length === 0) return [];
  const action = isParameters(site) ? 'ssm:GetParameters' : 'secretsmanager:GetSecretValue';
  const resources = [...new Set(secrets.map(({ arn }) => arn))].sort();
  return [from(site.source, { actions: [action], resources })];
}

/** The values are put in by hand, once: what Terraform writes, it keeps in its state. */
export function saySecrets(site: AwsSite): void {
  const names = [...arns(site).keys()].sort();
  if (names.length === 0) return;
  const { name, at } = site.plan.environment;
  const where = isParameters(site)
    ? { en: 'Parameter Store', ko: 'Parameter Store' }
    : { en: 'Secrets Manager', ko: 'Secrets Manager' };
  const below = `${isParameters(site) ? '/' : ''}${site.plan.name}/${name}/`;
  site.isMissing(
    { path: `environments.${name}.secretStore`, at },
    {
      en: `${where.en} of ${site.name} needs the values of ${names.join(', ')}: Terraform would keep them in its state, so it is told only their names`,
      ko: `${site.name} 사이트의 ${where.ko}에 값이 있어야 한다: ${names.join(', ')}. Terraform은 값을 state에 남기므로 이름만 적었다`,
    },
    {
      en: `Put each under ${below}<name> before the first deploy; an address of a store in Secrets Manager as { "url": … }.`,
      ko: `첫 배포 전에 ${below}<이름>에 하나씩 넣는다. Secrets Manager의 저장소 주소는 { "url": … } 꼴로 넣는다.`,
    },
  );
}
