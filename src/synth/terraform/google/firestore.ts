import { DAY, SECOND } from '#kernel';
import type { ResolvedBackup, ResolvedPart } from '#model';
import { idOf } from '../names.ts';
import { say, sourceOf } from '../site.ts';
import { type Block, ref } from '../terraform.ts';
import { copyRegionOf, sayMoments, sourceOfCopies } from './copies.ts';
import { allowOnly, callersWithLeave } from './identity.ts';
import { keyOf } from './keys.ts';
import { api, projectOf } from './project.ts';
import type { GoogleSite } from './site.ts';

type Documents = Extract<ResolvedPart, { kind: 'document-store' }>;
const WEEK = 7 * DAY;

/** A database of Firestore, in the region of its site. */
export function writeDocuments(site: GoogleSite, store: Documents): void {
  const source = sourceOf(store);
  const said = say(store);
  const name = site.called(63, store.name);
  const key = keyOf(site, store, { by: 'firestore' });
  const database = site.write.resource('stores', 'google_firestore_database', idOf(store.name), [
    source,
    {
      name,
      location_id: site.region,
      type: said('mode', store.mode === 'datastore' ? 'DATASTORE_MODE' : 'FIRESTORE_NATIVE'),
      point_in_time_recovery_enablement: said(
        'backup.continuous',
        `POINT_IN_TIME_RECOVERY_${store.backup?.continuous ? 'ENABLED' : 'DISABLED'}`,
      ),
      delete_protection_state: `DELETE_PROTECTION_${site.isProtected ? 'ENABLED' : 'DISABLED'}`,
      deletion_policy: site.isProtected ? 'ABANDON' : 'DELETE',
      cmek_config: key && { kms_key_name: key },
      depends_on: [api(site, 'firestore')],
    },
  ]);
  writeCopies(site, store, database);
  for (const caller of callersWithLeave(site, store))
    allowOnly(site, caller, {
      role: caller.access === 'read' ? 'roles/datastore.viewer' : 'roles/datastore.user',
      on: `projects/${projectOf(site)}/databases/${name}`,
    });
}

/** Copies by the day or the week; the hour, and another region, are Google's and nobody's. */
function writeCopies(site: GoogleSite, store: Documents, database: Block<'name'>): void {
  const { backup } = store;
  if (!backup) return;
  if (backup.full) writeSchedule(site, store, [backup, database]);
  if (backup.continuous) sayMoments(site, store, 7);
  const region = copyRegionOf(site, store);
  if (region !== undefined) sayStays(site, store, region);
}

function writeSchedule(
  site: GoogleSite,
  store: Documents,
  [{ full, keep = WEEK }, database]: readonly [ResolvedBackup, Block<'name'>],
): void {
  const isWeekly = (full?.everyMs ?? 0) >= WEEK;
  const day = (full?.day ?? 'sunday').toUpperCase();
  const most = 14 * WEEK;
  site.write.resource('stores', 'google_firestore_backup_schedule', idOf(store.name), [
    { path: `parts.${store.name}.backup.full`, at: store.at },
    {
      database: ref(database, 'name'),
      retention: say(store)('backup.keep', `${Math.round(Math.min(most, keep) / SECOND)}s`),
      daily_recurrence: isWeekly ? undefined : {},
      weekly_recurrence: isWeekly ? { day: say(store)('backup.full', day) } : undefined,
    },
  ]);
  if (keep > most)
    site.cannotSay(
      { path: `parts.${store.name}.backup.keep`, at: store.at },
      {
        en: `Firestore keeps copies of ${store.name} for 14 weeks at most`,
        ko: `Firestore는 ${store.name} 사본을 길어야 14주 보관한다`,
      },
    );
}

const sayStays = (site: GoogleSite, store: Documents, region: string): void => {
  const home = site.placement.site?.region ?? site.name;
  site.cannotSay(
    sourceOfCopies(store),
    {
      en: `copies of ${store.name} rest where Firestore itself is, in ${home}: none of them goes to ${region}`,
      ko: `${store.name} 사본은 Firestore가 있는 ${home} 리전에 남고 ${region} 리전으로 가지 않는다`,
    },
    {
      en: 'Let a job export it to a bucket in that region.',
      ko: '작업 하나가 그 리전의 버킷으로 내보내게 한다.',
    },
  );
};
