import { DAY } from '#kernel';
import type { ResolvedBucket } from '#model';
import { from, type TreeMap } from '../../source.ts';
import { idOf, within } from '../names.ts';
import { say, sourceOf } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import { copyRegionOf, sayUncopied, sourceOfCopies } from './copies.ts';
import { callersWithLeave } from './identity.ts';
import { keyOf } from './keys.ts';
import { api, numberOf, projectOf } from './project.ts';
import type { GoogleSite } from './site.ts';

type Bucket = Block<'name'>;

/** A bucket of Cloud Storage: shut to the world, sealed, and asked by roles alone. */
export function writeBucket(site: GoogleSite, store: ResolvedBucket): void {
  const said = say(store);
  const bucket = bucketIn(site, store, {
    id: idOf(store.name),
    region: site.region,
    args: {
      storage_class:
        store.storageClass === undefined ? undefined : said('storageClass', store.storageClass),
      lifecycle_rule: [...agedRules(store), ...replacedRules(store)],
    },
  });
  for (const { id, member, access, source } of callersWithLeave(site, store))
    site.write.resource('identity', 'google_storage_bucket_iam_member', id, [
      source,
      { bucket: ref(bucket, 'name'), role: ROLES[access], member },
    ]);
  site.write.output(idOf(store.name, 'address'), [
    sourceOf(store),
    { value: `gs://${ref(bucket, 'name')}`, description: `Where ${store.name} is.` },
  ]);
  const region = copyRegionOf(site, store);
  if (region !== undefined) writeCopy(site, store, { bucket, region });
  else if (store.backup && !store.versioned)
    sayUncopied(site, store, {
      en: `nothing copies ${store.name}: it keeps no versions, and has no other region of Google Cloud to be copied to`,
      ko: `${store.name} 버킷은 아무것도 복사하지 않는다. 버전을 두지 않고, 복사할 다른 Google Cloud 리전도 없다`,
    });
}

const ROLES = {
  read: 'roles/storage.objectViewer',
  write: 'roles/storage.objectCreator',
  'read-write': 'roles/storage.objectUser',
} as const;

interface Wanted {
  readonly id: string;
  readonly region: string;
  readonly args: TreeMap;
}

function bucketIn(site: GoogleSite, store: ResolvedBucket, { id, region, args }: Wanted): Bucket {
  const key = keyOf(site, store, { by: 'storage', region });
  const copy = region === site.region ? [] : ['copy'];
  const { plan } = site;
  return site.write.resource('stores', 'google_storage_bucket', id, [
    copy.length > 0 ? sourceOfCopies(store) : sourceOf(store),
    {
      // Names of buckets are the whole world's, as those of projects are.
      name: `${projectOf(site)}-${within(32, plan.name, plan.environment.name, store.name, ...copy)}`,
      location: region.toUpperCase(),
      uniform_bucket_level_access: true,
      public_access_prevention: 'enforced',
      encryption: key && { default_kms_key_name: key },
      versioning: { enabled: say(store)('versioned', store.versioned === true) },
      // Versions are what there is to go back to; a second way would keep what was erased.
      soft_delete_policy: { retention_duration_seconds: store.versioned ? 0 : 7 * 86_400 },
      force_destroy: !site.isProtected,
      ...args,
      depends_on: [api(site, 'storage')],
    },
  ]);
}

const days = (span: number): number => Math.max(1, Math.ceil(span / DAY));
const DELETE = { type: 'Delete' } as const;

/** By age: another class, or the end of their time. */
function agedRules(store: ResolvedBucket): readonly TreeMap[] {
  const said = say(store);
  const source = { path: `parts.${store.name}.lifecycle`, at: store.at };
  const aged = (store.lifecycle ?? []).map(({ after, to }, index) => ({
    action:
      to === 'delete'
        ? DELETE
        : { type: 'SetStorageClass', storage_class: said(`lifecycle[${index}].to`, to) },
    condition: { age: said(`lifecycle[${index}].after`, days(after)), with_state: 'LIVE' },
  }));
  const isEnded = store.lifecycle?.some(({ to }) => to === 'delete') === true;
  const ended =
    store.retention === undefined || isEnded || store.holds?.includes('public')
      ? []
      : [
          {
            action: DELETE,
            condition: { age: said('retention', days(store.retention)), with_state: 'LIVE' },
          },
        ];
  return [...aged, ...ended].map((one) => from(source, one));
}

/** What was written over or erased goes as soon as the plan wants it gone. */
function replacedRules(store: ResolvedBucket): readonly TreeMap[] {
  const older = store.erasure ?? store.backup?.keep;
  if (!store.versioned || older === undefined) return [];
  const field = store.erasure === undefined ? 'backup.keep' : 'erasure';
  return [
    from(
      { path: `parts.${store.name}.${field}`, at: store.at },
      {
        action: DELETE,
        condition: {
          days_since_noncurrent_time: say(store)(field, days(older)),
          with_state: 'ARCHIVED',
        },
      },
    ),
  ];
}

/** A second bucket in the other region, that every new object is copied to; both are where data may be. */
function writeCopy(
  site: GoogleSite,
  store: ResolvedBucket,
  { bucket, region }: { readonly bucket: Bucket; readonly region: string },
): void {
  const source = sourceOfCopies(store);
  const id = idOf(store.name, 'copy');
  const copy = bucketIn(site, store, {
    id,
    region,
    args: { lifecycle_rule: [...agedRules(store), ...replacedRules(store)] },
  });
  const agent = ref(
    site.write.data('identity', 'google_storage_transfer_project_service_account', 'agent', [
      source,
      { depends_on: [api(site, 'storagetransfer')] },
    ]),
    'email',
  );
  const leave = transferLeave(site, { store, agent, bucket, copy, source });
  site.write.resource('stores', 'google_storage_transfer_job', id, [
    source,
    {
      description: `${store.name} to ${region}`,
      replication_spec: {
        gcs_data_source: { bucket_name: ref(bucket, 'name') },
        gcs_data_sink: { bucket_name: ref(copy, 'name') },
        transfer_options: {
          delete_objects_unique_in_sink: false,
          overwrite_objects_already_existing_in_sink: true,
        },
      },
      depends_on: [api(site, 'storagetransfer'), api(site, 'pubsub'), ...leave],
    },
  ]);
  sayErased(site, store, region);
}

interface Leave {
  readonly store: ResolvedBucket;
  readonly agent: string;
  readonly bucket: Bucket;
  readonly copy: Bucket;
  readonly source: ReturnType<typeof sourceOfCopies>;
}

/** What the one who copies may do: hear of new objects, read them, and write them. */
function transferLeave(
  site: GoogleSite,
  { store, agent, bucket, copy, source }: Leave,
): readonly string[] {
  const member = `serviceAccount:${agent}`;
  const on = (name: string, of: Bucket, role: string): string =>
    site.write.resource(
      'identity',
      'google_storage_bucket_iam_member',
      idOf(store.name, 'copy', name),
      [source, { bucket: ref(of, 'name'), role, member }],
    ).address;
  const tell = (name: string, who: string, role: string): string => {
    const address = `google_project_iam_member.${name}`;
    return site.write.has('identity', ['resource', 'google_project_iam_member', name])
      ? address
      : site.write.resource('identity', 'google_project_iam_member', name, [
          source,
          { project: projectOf(site), role, member: who },
        ]).address;
  };
  const storage = `serviceAccount:service-${numberOf(site)}@gs-project-accounts.iam.gserviceaccount.com`;
  return [
    on('owner', bucket, 'roles/storage.legacyBucketOwner'),
    on('reader', bucket, 'roles/storage.objectViewer'),
    on('writer', copy, 'roles/storage.legacyBucketWriter'),
    tell('_copies', member, 'roles/pubsub.editor'),
    tell('_objects', storage, 'roles/pubsub.publisher'),
  ];
}

const sayErased = (site: GoogleSite, store: ResolvedBucket, region: string): void =>
  site.cannotSay(sourceOfCopies(store), {
    en: `what is erased from ${store.name} stays in its copy in ${region} until its time is over: whoever erases has to erase there too`,
    ko: `${store.name}에서 지운 것은 ${region} 리전의 사본에 기한까지 남는다. 지우는 쪽이 거기서도 지워야 한다`,
  });
