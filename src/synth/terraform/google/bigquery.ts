import type { ResolvedPart } from '#model';
import { from, type TreeMap } from '../../source.ts';
import { idOf } from '../names.ts';
import { say, sourceOf } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import { copyRegionOf, sayMoments, sayUncopied, sourceOfCopies } from './copies.ts';
import { type Caller, callersWithLeave, hasLeaveAlready } from './identity.ts';
import { keyOf } from './keys.ts';
import { api, projectOf } from './project.ts';
import type { GoogleSite } from './site.ts';

type Warehouse = Extract<ResolvedPart, { kind: 'warehouse' }>;
type Dataset = Block<'dataset_id' | 'id'>;

/** A dataset of BigQuery: only its owners and those who link it see into it. */
export function writeWarehouse(site: GoogleSite, store: Warehouse): void {
  const callers = callersWithLeave(site, store);
  const dataset = writeDataset(site, store, callers);
  for (const caller of callers) {
    if (caller.access !== 'write' && !hasLeaveAlready(site, store, caller))
      site.write.resource('identity', 'google_project_iam_member', idOf(caller.name, store.name), [
        caller.source,
        {
          project: projectOf(site),
          // Leave to ask; what may be asked of, the dataset says.
          role: 'roles/bigquery.jobUser',
          member: caller.member,
        },
      ]);
    if (caller.access === 'write') sayReads(site, store, caller);
  }
  const region = copyRegionOf(site, store);
  if (region !== undefined) writeCopy(site, store, { dataset, region });
  else if (store.backup)
    sayUncopied(site, store, {
      en: `a dataset is copied to another region or not at all: within its own, ${store.name} goes back seven days`,
      ko: `데이터셋은 다른 리전으로만 복사한다. 제 리전 안에서 ${store.name} 저장소는 7일 앞까지 되돌린다`,
    });
  if (store.backup?.continuous) sayMoments(site, store, 7);
  if (store.project !== undefined) sayProject(site, store, store.project);
}

const sayProject = (site: GoogleSite, { name, at }: Warehouse, project: string): void =>
  site.isMissing(
    { path: `parts.${name}.project`, at },
    {
      en: `${name} stands in the project ${project}: BigQuery and its transfers have to be on there, and whoever applies this has to own datasets of it`,
      ko: `${name} 저장소는 ${project} 프로젝트에 선다. BigQuery와 전송 서비스가 거기서 켜져 있고, 적용하는 쪽이 그 데이터셋의 소유자여야 한다`,
    },
  );

const named = (store: Warehouse): string => store.dataset ?? idOf(store.name);

function writeDataset(site: GoogleSite, store: Warehouse, callers: readonly Caller[]): Dataset {
  const source = sourceOf(store);
  const said = say(store);
  const key = keyOf(site, store, { by: 'bigquery', project: store.project });
  return site.write.resource('stores', 'google_bigquery_dataset', idOf(store.name), [
    source,
    {
      dataset_id: said('dataset', named(store)),
      project: store.project === undefined ? undefined : said('project', store.project),
      location: site.region,
      description: `${store.name} of ${site.plan.name}`,
      default_encryption_configuration: key && { kms_key_name: key },
      default_partition_expiration_ms:
        store.retention === undefined ? undefined : said('retention', store.retention),
      max_time_travel_hours: store.backup?.continuous
        ? said('backup.continuous', '168')
        : undefined,
      delete_contents_on_destroy: !site.isProtected,
      access: [
        from(source, { role: 'OWNER', special_group: 'projectOwners' }),
        ...callers.map(seen),
      ],
      depends_on: [api(site, 'bigquery')],
    },
  ]);
}

/** What a link lets a part do in the dataset. */
const seen = ({ access, member, source }: Caller): TreeMap =>
  from(source, {
    role: access === 'read' ? 'READER' : 'WRITER',
    iam_member: member,
  });

const sayReads = (site: GoogleSite, store: Warehouse, caller: Caller): void =>
  site.cannotSay(caller.source, {
    en: `BigQuery has no leave to write alone: ${caller.name} may read what is in ${store.name} too, but has no leave to ask`,
    ko: `BigQuery에는 쓰기만 하는 권한이 없다. ${caller.name}도 ${store.name} 내용을 볼 수는 있으나 질의할 권한은 없다`,
  });

/** A second dataset in the other region, written over by a copy of the first every day. */
function writeCopy(
  site: GoogleSite,
  store: Warehouse,
  { dataset, region }: { readonly dataset: Dataset; readonly region: string },
): void {
  const source = sourceOfCopies(store);
  const id = idOf(store.name, 'copy');
  const key = keyOf(site, store, { by: 'bigquery', region, project: store.project });
  const project = store.project === undefined ? undefined : say(store)('project', store.project);
  const copy = site.write.resource('stores', 'google_bigquery_dataset', id, [
    source,
    {
      dataset_id: `${named(store)}_copy`,
      project,
      location: say(store)('backup.copyTo', region),
      description: `What is copied of ${store.name}`,
      default_encryption_configuration: key && { kms_key_name: key },
      delete_contents_on_destroy: !site.isProtected,
      access: [from(source, { role: 'OWNER', special_group: 'projectOwners' })],
      depends_on: [api(site, 'bigquery')],
    },
  ]);
  site.write.resource('stores', 'google_bigquery_data_transfer_config', id, [
    source,
    {
      display_name: `${store.name} to ${region}`,
      project,
      location: region,
      data_source_id: 'cross_region_copy',
      destination_dataset_id: ref(copy, 'dataset_id'),
      schedule: say(store)('backup.full', 'every 24 hours'),
      params: {
        source_dataset_id: ref(dataset, 'dataset_id'),
        source_project_id: store.project ?? projectOf(site),
        overwrite_destination_table: 'true',
      },
      depends_on: [api(site, 'bigquerydatatransfer')],
    },
  ]);
  sayOne(site, store, region);
}

const sayOne = (site: GoogleSite, store: Warehouse, region: string): void =>
  site.cannotSay(sourceOfCopies(store), {
    en: `the copy of ${store.name} in ${region} is one, made every 24 hours: how long copies are kept, and at what hour they are made, is not said of it`,
    ko: `${region} 리전의 ${store.name} 사본은 하나이며 24시간마다 만든다. 보관 기간과 시각은 적지 못한다`,
  });
