import type { ResolvedBucket } from '#model';
import { idOf, within } from '../names.ts';
import { onceFor, sourceOf } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import { tellAddress } from './container.ts';
import { guard } from './identity.ts';
import { keyOf } from './keys.ts';
import type { AwsSite } from './site.ts';

/** Distributions by the buckets that they read: a bucket lets only its own in. */
const readers = onceFor(() => new Map<string, Block<'arn'>>());
/** A distribution says which bucket it reads. */
export const tellReader = (site: AwsSite, bucket: string, reader: Block<'arn'>): void =>
  void readers(site).set(bucket, reader);
export const readerOf = (site: AwsSite, bucket: string): Block<'arn'> | undefined =>
  readers(site).get(bucket);

export type Bucket = Block<'arn' | 'id' | 'bucket_regional_domain_name'>;
const buckets = onceFor(() => new Map<string, Bucket>());

/** A bucket's own resource; the rest of it is written with the stores. */
export function bucketBlock(site: AwsSite, store: ResolvedBucket): Bucket {
  const known = buckets(site).get(store.name);
  if (known) return known;
  const made = site.write.resource('stores', 'aws_s3_bucket', idOf(store.name), [
    sourceOf(store),
    {
      // Names of buckets are the whole world's: AWS puts an ending of its own to this one.
      bucket_prefix: `${within(36, site.plan.name, site.plan.environment.name, store.name)}-`,
      force_destroy: !site.isProtected,
    },
  ]);
  buckets(site).set(store.name, made);
  guard(site, store.name, {
    arns: [`${ref(made, 'arn')}/*`],
    whole: ref(made, 'arn'),
    key: keyOf(site, store),
  });
  tellAddress(site, store.name, `s3://${ref(made, 'id')}`);
  return made;
}
