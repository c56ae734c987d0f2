import type { ResolvedQueue } from '#model';
import { idOf, within } from '../names.ts';
import { say, sourceOf } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import { tellAddress } from './container.ts';
import { guard, policy } from './identity.ts';
import { keyOf } from './keys.ts';
import type { AwsSite } from './site.ts';

type Queue = Block<'arn' | 'name' | 'url' | 'id'>;

/** A queue of SQS, and where messages go that nobody could work on. */
export function writeQueue(site: AwsSite, store: ResolvedQueue): void {
  const source = sourceOf(store);
  const said = say(store);
  const key = keyOf(site, store);
  const sealed =
    key === undefined
      ? { sqs_managed_sse_enabled: said('encrypted', true) }
      : { kms_master_key_id: key, kms_data_key_reuse_period_seconds: 300 };
  const dead = store.deadLetters
    ? site.write.resource('stores', 'aws_sqs_queue', idOf(store.name, 'dead'), [
        { path: `parts.${store.name}.deadLetters`, at: store.at },
        {
          name: within(80, site.plan.name, site.plan.environment.name, store.name, 'dead'),
          message_retention_seconds: 14 * 86_400,
          ...sealed,
        },
      ])
    : undefined;
  const { visibility, retention, attempts = 3 } = store;
  const queue = site.write.resource('stores', 'aws_sqs_queue', idOf(store.name), [
    source,
    {
      name: within(80, site.plan.name, site.plan.environment.name, store.name),
      visibility_timeout_seconds:
        visibility === undefined ? undefined : said('visibility', Math.ceil(visibility / 1_000)),
      message_retention_seconds:
        retention === undefined
          ? undefined
          : said('retention', Math.min(14 * 86_400, Math.ceil(retention / 1_000))),
      receive_wait_time_seconds: 20,
      redrive_policy:
        dead &&
        `\${jsonencode({ deadLetterTargetArn = ${dead.address}.arn, maxReceiveCount = ${attempts} })}`,
      ...sealed,
    },
  ]);
  for (const [name, one] of [
    ['', queue],
    ['dead', dead],
  ] as const)
    if (one) onlyByTls(site, store, [name, one]);
  guard(site, store.name, { arns: [ref(queue, 'arn')], key });
  tellAddress(site, store.name, ref(queue, 'url'));
}

function onlyByTls(
  site: AwsSite,
  store: ResolvedQueue,
  [name, queue]: readonly [string, Queue],
): void {
  const source = { path: `parts.${store.name}.encryptedInTransit`, at: store.at };
  const id = name === '' ? idOf(store.name) : idOf(store.name, name);
  site.write.resource('stores', 'aws_sqs_queue_policy', id, [
    source,
    {
      queue_url: ref(queue, 'id'),
      policy: policy(site, `${id}__queue`, source, [
        {
          effect: 'Deny',
          actions: ['sqs:*'],
          resources: [ref(queue, 'arn')],
          principals: [{ type: '*', identifiers: ['*'] }],
          condition: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
        },
      ]),
    },
  ]);
}
