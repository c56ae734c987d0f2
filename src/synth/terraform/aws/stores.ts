import type { ResolvedStore } from '#model';
import { sourceOf } from '../site.ts';
import { writeBucket } from './bucket.ts';
import { writeDatabase } from './database.ts';
import { writeQueue } from './queue.ts';
import { writeRedis } from './redis.ts';
import { writeSearch } from './search.ts';
import type { AwsSite } from './site.ts';

/** Whose service of AWS a store is. */
const OURS: readonly string[] = ['rds', 'elasticache', 's3', 'opensearch', 'sqs'];
export const isOurs = ({ managed = '' }: ResolvedStore): boolean => OURS.includes(managed);

/** Every store of the site that is a service of AWS; what of the others is not written, is said. */
export function writeStores(site: AwsSite): void {
  for (const store of site.stores) {
    if (!isOurs(store)) sayOther(site, store);
    else {
      writeStore(site, store);
      sayWide(site, store);
    }
    if (site.isStandby) sayEmpty(site, store);
  }
}

function writeStore(site: AwsSite, store: ResolvedStore): void {
  if (store.kind === 'postgres' || store.kind === 'mysql') writeDatabase(site, store);
  else if (store.kind === 'redis') writeRedis(site, store);
  else if (store.kind === 'bucket') writeBucket(site, store);
  else if (store.kind === 'search') writeSearch(site, store);
  else if (store.kind === 'queue') writeQueue(site, store);
  else sayOther(site, store);
}

function sayOther(site: AwsSite, store: ResolvedStore): void {
  // A cluster runs it itself: the target `kubernetes` writes it, or says that it cannot.
  if (store.managed === undefined && site.placement.engine === 'eks') return;
  site.cannotSay(
    sourceOf(store),
    store.kind === 'model-files'
      ? {
          en: `${store.name} are files that come with a release: nothing of AWS is written for them`,
          ko: `${store.name} 모델 파일은 릴리스와 함께 온다. AWS에는 아무것도 쓰지 않는다`,
        }
      : {
          en: `${store.name} (${store.kind}) is ${store.managed ?? "nobody's managed service"}: nothing of AWS is written for it`,
          ko: `${store.name}(${store.kind})은 ${store.managed ?? '관리형이 아니'}라서 AWS에는 아무것도 쓰지 않는다`,
        },
  );
}

/** What the plan asks of a store and no argument of a resource is. */
function sayWide(site: AwsSite, store: ResolvedStore): void {
  if (store.accessAudited)
    site.cannotSay(
      { path: `parts.${store.name}.accessAudited`, at: store.at },
      {
        en: `every access to ${store.name} leaves a record only where the account has a trail of data events, or the engine its own: neither is written here`,
        ko: `${store.name} 접근 기록은 계정의 데이터 이벤트 추적이나 엔진의 감사 기능이 남긴다. 둘 다 여기에 쓰지 않는다`,
      },
      { en: 'Turn it on for the account.', ko: '계정에서 켠다.' },
    );
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
function sayEmpty(site: AwsSite, store: ResolvedStore): void {
  if (store.backup?.mirrored === true && store.backup.copyTo === site.siteName) return;
  site.cannotSay(sourceOf(store), {
    en: `${store.name} begins empty on ${site.name}: what it held does not come along by itself`,
    ko: `${site.name} 사이트의 ${store.name} 저장소는 비어서 시작한다. 담고 있던 것은 저절로 따라오지 않는다`,
  });
}
