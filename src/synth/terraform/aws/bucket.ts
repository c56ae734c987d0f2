import { DAY } from '#kernel';
import type { ResolvedBucket } from '#model';
import { from, type TreeMap } from '../../source.ts';
import { idOf } from '../names.ts';
import { say, sourceOf } from '../site.ts';
import { ref } from '../terraform.ts';
import { type Bucket, bucketBlock, readerOf } from './bucket-block.ts';
import { policy } from './identity.ts';
import { keyOf } from './keys.ts';
import type { AwsSite } from './site.ts';

/** Shut to the world, encrypted, and spoken to by TLS alone. */
export function writeBucket(site: AwsSite, store: ResolvedBucket): void {
  const block = bucketBlock(site, store);
  const source = sourceOf(store);
  const said = say(store);
  const id = idOf(store.name);
  const bucket = ref(block, 'id');
  const key = keyOf(site, store);
  site.write.resource('stores', 'aws_s3_bucket_public_access_block', id, [
    source,
    {
      bucket,
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    },
  ]);
  site.write.resource('stores', 'aws_s3_bucket_ownership_controls', id, [
    source,
    { bucket, rule: { object_ownership: 'BucketOwnerEnforced' } },
  ]);
  site.write.resource('stores', 'aws_s3_bucket_server_side_encryption_configuration', id, [
    source,
    {
      bucket,
      rule: [
        {
          apply_server_side_encryption_by_default: {
            sse_algorithm: said('encrypted', 'aws:kms'),
            kms_master_key_id: key,
          },
          bucket_key_enabled: true,
        },
      ],
    },
  ]);
  if (store.versioned)
    site.write.resource('stores', 'aws_s3_bucket_versioning', id, [
      source,
      { bucket, versioning_configuration: { status: said('versioned', 'Enabled') } },
    ]);
  writeLifecycle(site, store, bucket);
  writePolicy(site, store, block);
}

/** What becomes of objects with age, and of what nobody finished or overwrote. */
function writeLifecycle(site: AwsSite, store: ResolvedBucket, bucket: string): void {
  const source = { path: `parts.${store.name}.lifecycle`, at: store.at };
  const rules = [
    ...agedRules(store),
    { abort_incomplete_multipart_upload: { days_after_initiation: 7 } },
  ];
  site.write.resource('stores', 'aws_s3_bucket_lifecycle_configuration', idOf(store.name), [
    source,
    {
      bucket,
      rule: rules.map((one, index) =>
        from(source, { id: `rule-${index + 1}`, status: 'Enabled', filter: {}, ...one }),
      ),
    },
  ]);
}

const days = (span: number): number => Math.max(1, Math.ceil(span / DAY));

/** By class, by age, by the end of their time, and what was written over. */
function agedRules(store: ResolvedBucket): readonly TreeMap[] {
  const said = say(store);
  const aged = (store.lifecycle ?? []).map(({ after, to }, index) =>
    to === 'delete'
      ? { expiration: { days: said(`lifecycle[${index}].after`, days(after)) } }
      : {
          transition: [
            {
              days: said(`lifecycle[${index}].after`, days(after)),
              storage_class: said(`lifecycle[${index}].to`, to),
            },
          ],
        },
  );
  const storageClass = store.storageClass;
  const classed =
    storageClass === undefined || storageClass === 'STANDARD'
      ? []
      : [{ transition: [{ days: 0, storage_class: said('storageClass', storageClass) }] }];
  const ended =
    store.retention === undefined || store.holds?.includes('public')
      ? []
      : [{ expiration: { days: said('retention', days(store.retention)) } }];
  const older = store.erasure ?? store.backup?.keep;
  const replaced =
    store.versioned && older !== undefined
      ? [
          {
            noncurrent_version_expiration: {
              noncurrent_days: said(
                store.erasure === undefined ? 'backup.keep' : 'erasure',
                days(older),
              ),
            },
          },
        ]
      : [];
  return [...classed, ...aged, ...ended, ...replaced];
}

function writePolicy(site: AwsSite, store: ResolvedBucket, block: Bucket): void {
  const source = sourceOf(store);
  const arn = ref(block, 'arn');
  const everybody = [{ type: '*', identifiers: ['*'] }];
  const reader = readerOf(site, store.name);
  const statement: readonly TreeMap[] = [
    {
      sid: 'OnlyByTls',
      effect: 'Deny',
      actions: ['s3:*'],
      resources: [arn, `${arn}/*`],
      principals: everybody,
      condition: [{ test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] }],
    },
    ...(reader
      ? [
          {
            sid: 'ItsDistribution',
            actions: ['s3:GetObject'],
            resources: [`${arn}/*`],
            principals: [{ type: 'Service', identifiers: ['cloudfront.amazonaws.com'] }],
            condition: [
              { test: 'StringEquals', variable: 'aws:SourceArn', values: [ref(reader, 'arn')] },
            ],
          },
        ]
      : []),
  ];
  site.write.resource('stores', 'aws_s3_bucket_policy', idOf(store.name), [
    source,
    {
      bucket: ref(block, 'id'),
      policy: policy(site, idOf(store.name, 'bucket'), source, statement),
    },
  ]);
}
