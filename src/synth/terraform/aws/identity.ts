import { isStore, type ResolvedJob, type ResolvedLink, type ResolvedService } from '#model';
import { from, type Source, type TreeMap } from '../../source.ts';
import { idOf } from '../names.ts';
import { onceFor } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import type { AwsSite } from './site.ts';

type Running = ResolvedService | ResolvedJob;
export type Role = Block<'arn' | 'name'>;

/** Whose account it is: asked of AWS, so that no number of it stands in a file. */
export const caller = onceFor((site: AwsSite) => {
  const { write, source } = site;
  const account = write.data('identity', 'aws_caller_identity', 'current', [source, {}]);
  const partition = write.data('identity', 'aws_partition', 'current', [source, {}]);
  return {
    account: ref(account, 'account_id'),
    partition: ref(partition, 'partition'),
    root: `arn:${ref(partition, 'partition')}:iam::${ref(account, 'account_id')}:root`,
    region: site.region,
  };
});

/** A policy in its own terms; the document is a data source, so that every line has its own source. */
export const policy = (
  site: AwsSite,
  name: string,
  source: Source,
  statement: readonly TreeMap[],
): string =>
  ref(
    site.write.data('identity', 'aws_iam_policy_document', name, [source, { statement }]),
    'json',
  );

interface RoleWords {
  readonly source: Source;
  /** The service of AWS that takes the role; or who else does, and on what condition. */
  readonly for?: string;
  readonly by?: { readonly type: 'Service' | 'Federated'; readonly identifiers: readonly string[] };
  readonly condition?: readonly TreeMap[];
  readonly actions?: readonly string[];
  /** Policies of AWS itself, by name. */
  readonly managed?: readonly string[];
  readonly may?: readonly TreeMap[];
}

/** A role is a part's, or what comes after its '_' is ours. */
const roleId = (name: string): string =>
  name
    .split(/(?=_)/)
    .map((one) => idOf(one))
    .join('_');

/** A role that one may take, and what it may do then. */
export function writeRole(site: AwsSite, name: string, words: RoleWords): Role {
  const { source, managed = [], may = [], actions = ['sts:AssumeRole'] } = words;
  const { account, partition } = caller(site);
  const id = roleId(name);
  const isOurs = words.for === 'ecs-tasks.amazonaws.com';
  const role = site.write.resource('identity', 'aws_iam_role', id, [
    source,
    {
      name: site.called(64, site.name, name),
      assume_role_policy: policy(site, `${id}__taken_by`, source, [
        {
          actions,
          principals: [{ ...(words.by ?? { type: 'Service', identifiers: [words.for ?? ''] }) }],
          condition: isOurs
            ? [{ test: 'StringEquals', variable: 'aws:SourceAccount', values: [account] }]
            : words.condition,
        },
      ]),
    },
  ]);
  for (const one of managed)
    site.write.resource(
      'identity',
      'aws_iam_role_policy_attachment',
      `${id}__${idOf(one.split('/').at(-1) ?? one)}`,
      [source, { role: ref(role, 'name'), policy_arn: `arn:${partition}:iam::aws:policy/${one}` }],
    );
  if (may.length > 0)
    site.write.resource('identity', 'aws_iam_role_policy', id, [
      source,
      {
        name: 'links',
        role: ref(role, 'name'),
        policy: policy(site, `${id}__may`, source, may),
      },
    ]);
  return role;
}

/** What a link to a store lets a part do at AWS, by the access the plan gives it. */
const MAY: Readonly<
  Record<string, { readonly read: readonly string[]; readonly write: readonly string[] }>
> = {
  bucket: {
    read: ['s3:GetObject', 's3:GetObjectVersion'],
    write: ['s3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
  },
  queue: {
    read: [
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:ChangeMessageVisibility',
      'sqs:GetQueueAttributes',
    ],
    write: ['sqs:SendMessage', 'sqs:GetQueueAttributes'],
  },
  search: {
    read: ['es:ESHttpGet', 'es:ESHttpHead', 'es:ESHttpPost'],
    write: ['es:ESHttpPut', 'es:ESHttpPost', 'es:ESHttpDelete'],
  },
  redis: { read: ['elasticache:Connect'], write: ['elasticache:Connect'] },
};

/** Addresses of stores by name, as those who write them say them. */
export interface Guarded {
  readonly arns: readonly string[];
  /** What lists it, where that is another thing than what is in it. */
  readonly whole?: string;
  readonly key?: string | undefined;
}

const guarded = onceFor(() => new Map<string, Guarded>());

/** A store says how it is named to AWS, for the roles of those who link it. */
export const guard = (site: AwsSite, store: string, words: Guarded): void =>
  void guarded(site).set(store, words);

/** What a part's role may do: its links, and nothing else. */
export function mayOf(site: AwsSite, part: Running): readonly TreeMap[] {
  const links = [...part.links].sort((a, b) => (a.to < b.to ? -1 : 1));
  return links.flatMap((link) => mayBy(site, part, link));
}

function mayBy(
  site: AwsSite,
  part: Running,
  { to, access = 'read-write', at }: ResolvedLink,
): readonly TreeMap[] {
  const target = site.part(to);
  const known = guarded(site).get(to);
  const may = MAY[target?.kind ?? ''];
  if (!target || !known || !may || !isStore(target)) return [];
  const source = { path: `parts.${part.name}.uses[${to}].access`, at };
  const actions = [
    ...(access === 'write' ? [] : may.read),
    ...(access === 'read' ? [] : may.write),
  ];
  const { arns, whole, key } = known;
  return [
    { actions: [...new Set(actions)].sort(), resources: [...arns] },
    ...(whole !== undefined && access !== 'write'
      ? [{ actions: ['s3:ListBucket'], resources: [whole] }]
      : []),
    ...(key !== undefined && target.kind !== 'redis'
      ? [{ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key] }]
      : []),
  ].map((statement) => from(source, statement));
}
