import { DAY } from '#kernel';
import type { ResolvedKey, ResolvedStore } from '#model';
import { idOf } from '../names.ts';
import { onceFor, say, sourceOf } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import { caller } from './identity.ts';
import type { AwsSite } from './site.ts';

type Key = Block<'arn' | 'key_id'>;

/** The keys of a site by name, made when one is first asked for. */
const keysOf = onceFor(
  (site: AwsSite): ReadonlyMap<string, Key> =>
    new Map(site.keys.map((key) => [key.name, writeKey(site, key)])),
);

/** The key a store is encrypted with, where the plan names one; AWS has its own for the rest. */
export function keyOf(site: AwsSite, { key }: Pick<ResolvedStore, 'key'>): string | undefined {
  const block = key === undefined ? undefined : keysOf(site).get(key);
  return block && ref(block, 'arn');
}

/** The key that a copy of the store in another region is encrypted with. */
export function copyKeyOf(
  site: AwsSite,
  { key }: Pick<ResolvedStore, 'key'>,
  region: string,
): string | undefined {
  const found = site.keys.find(({ name }) => name === key);
  const block = found && keysOf(site).get(found.name);
  if (!found || !block) return undefined;
  const id = idOf(found.name, region);
  const address = `aws_kms_replica_key.${id}`;
  if (site.write.has('stores', ['resource', 'aws_kms_replica_key', id]))
    return ref<'arn'>({ address }, 'arn');
  const replica = site.write.resource('stores', 'aws_kms_replica_key', id, [
    { path: `parts.${found.name}.on`, at: found.at },
    {
      region,
      primary_key_arn: ref(block, 'arn'),
      description: `${found.name} of ${site.plan.name}`,
      deletion_window_in_days: 30,
    },
  ]);
  return ref(replica, 'arn');
}

/** Any key of the site, for what is no store's: logs, topics, backups. */
export function anyKeyOf(site: AwsSite): string | undefined {
  const [first] = [...keysOf(site).values()];
  return first && ref(first, 'arn');
}

function writeKey(site: AwsSite, key: ResolvedKey): Key {
  const source = sourceOf(key);
  const said = say(key);
  const days = key.rotate === undefined ? undefined : Math.round(key.rotate / DAY);
  if (key.escrow)
    site.cannotSay(
      { path: `parts.${key.name}.escrow`, at: key.at },
      {
        en: `KMS hands no copy of ${key.name} out: what escrow there is are its replicas in other regions`,
        ko: `KMS는 ${key.name} 키의 사본을 내주지 않는다. 다른 리전의 복제 키가 그것을 대신한다`,
      },
    );
  const block = site.write.resource('stores', 'aws_kms_key', idOf(key.name), [
    source,
    {
      description: `${key.name} of ${site.plan.name}, ${site.plan.environment.name}`,
      enable_key_rotation: days === undefined ? true : said('rotate', true),
      rotation_period_in_days:
        days === undefined ? undefined : said('rotate', Math.min(2_560, Math.max(90, days))),
      multi_region: (key.on?.length ?? 0) > 1 ? said('on', true) : undefined,
      deletion_window_in_days: 30,
      policy: keyPolicy(site, key),
    },
  ]);
  site.write.resource('stores', 'aws_kms_alias', idOf(key.name), [
    source,
    { name: `alias/${site.called(200, key.name)}`, target_key_id: ref(block, 'key_id') },
  ]);
  return block;
}

const USES = [
  'kms:Encrypt*',
  'kms:Decrypt*',
  'kms:ReEncrypt*',
  'kms:GenerateDataKey*',
  'kms:Describe*',
] as const;

/** The account decides by its roles; logs and alarms of this account may use it besides. */
function keyPolicy(site: AwsSite, key: ResolvedKey): string {
  const source = sourceOf(key);
  const { root, account, partition, region } = caller(site);
  const document = site.write.data('stores', 'aws_iam_policy_document', idOf(key.name, 'key'), [
    source,
    {
      statement: [
        {
          sid: 'Account',
          actions: ['kms:*'],
          resources: ['*'],
          principals: [{ type: 'AWS', identifiers: [root] }],
        },
        {
          sid: 'Services',
          actions: USES,
          resources: ['*'],
          principals: [
            {
              type: 'Service',
              identifiers: [
                'cloudfront.amazonaws.com',
                'cloudwatch.amazonaws.com',

                'sns.amazonaws.com',
                'budgets.amazonaws.com',
              ],
            },
          ],
          condition: [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: [account] }],
        },
        {
          sid: 'Logs',
          actions: USES,
          resources: ['*'],
          principals: [{ type: 'Service', identifiers: [`logs.${region}.amazonaws.com`] }],
          condition: [
            {
              test: 'ArnLike',
              variable: 'kms:EncryptionContext:aws:logs:arn',
              values: [`arn:${partition}:logs:${region}:${account}:*`],
            },
          ],
        },
      ],
    },
  ]);
  return ref(document, 'json');
}
