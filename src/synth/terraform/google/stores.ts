import type { ResolvedStore } from '#model';
import { sourceOf } from '../site.ts';
import { writeWarehouse } from './bigquery.ts';
import { writeBucket } from './bucket.ts';
import { writeDocuments } from './firestore.ts';
import { writeRedis } from './redis.ts';
import { writeRedisCluster } from './redis-cluster.ts';
import type { GoogleSite } from './site.ts';
import { writeDatabase } from './sql.ts';

/** Whose service of Google a store is. */
const OURS: readonly string[] = [
  'bigquery',
  'cloud-sql',
  'cloud-storage',
  'firestore',
  'memorystore',
  'memorystore-cluster',
];
export const isOurs = ({ managed = '' }: ResolvedStore): boolean => OURS.includes(managed);

/** Every store of the site that is a service of Google; what of the others is not written, is said. */
export function writeStores(site: GoogleSite): void {
  for (const store of site.stores) {
    if (!isOurs(store)) sayOther(site, store);
    else {
      writeStore(site, store);
      sayWide(site, store);
    }
    if (site.isStandby && store.backup?.mirrored !== true) sayEmpty(site, store);
  }
}

function writeStore(site: GoogleSite, store: ResolvedStore): void {
  if (store.kind === 'postgres' || store.kind === 'mysql') writeDatabase(site, store);
  else if (store.kind === 'redis')
    (store.managed === 'memorystore-cluster' ? writeRedisCluster : writeRedis)(site, store);
  else if (store.kind === 'bucket') writeBucket(site, store);
  else if (store.kind === 'warehouse') writeWarehouse(site, store);
  else if (store.kind === 'document-store') writeDocuments(site, store);
  else sayOther(site, store);
}

function sayOther(site: GoogleSite, store: ResolvedStore): void {
  // A cluster runs it itself: the target `kubernetes` writes it, or says that it cannot.
  if (store.managed === undefined && site.placement.engine === 'gke') return;
  site.cannotSay(
    sourceOf(store),
    store.kind === 'model-files'
      ? {
          en: `${store.name} are files that come with a release: nothing of Google Cloud is written for them`,
          ko: `${store.name} 모델 파일은 릴리스와 함께 온다. Google Cloud에는 아무것도 쓰지 않는다`,
        }
      : {
          en: `${store.name} (${store.kind}) is ${store.managed ?? "nobody's managed service"}: nothing of Google Cloud is written for it`,
          ko: `${store.name}(${store.kind}) 저장소는 ${store.managed ?? '관리형이 아닌'} 것이라 Google Cloud에는 아무것도 쓰지 않는다`,
        },
  );
}

function sayWide(site: GoogleSite, store: ResolvedStore): void {
  if (store.reachableFrom === 'public')
    site.cannotSay(
      { path: `parts.${store.name}.reachableFrom`, at: store.at },
      {
        en: `${store.name} is not opened to the internet: only links lead to it`,
        ko: `${store.name} 저장소는 인터넷에 열지 않는다. 연결만 거기에 닿는다`,
      },
    );
}

/** A second site begins empty, but for what follows the first. */
const sayEmpty = (site: GoogleSite, store: ResolvedStore): void =>
  site.cannotSay(sourceOf(store), {
    en: `${store.name} begins empty on ${site.name}: what it held does not come along by itself`,
    ko: `${site.name} 사이트의 ${store.name} 저장소는 비어서 시작한다. 담고 있던 것은 저절로 따라오지 않는다`,
  });
