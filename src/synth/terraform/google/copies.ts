import type { Text } from '#kernel';
import type { ResolvedStore } from '#model';
import type { Source } from '../../source.ts';
import type { GoogleSite } from './site.ts';

/** The other region of Google Cloud that copies of a store go to; what leaves Google is said. */
export function copyRegionOf(site: GoogleSite, store: ResolvedStore): string | undefined {
  const { copyTo } = store.backup ?? {};
  const to = site.plan.sites.find(({ name }) => name === copyTo);
  if (!to || to.name === site.siteName) return undefined;
  if (to.provider !== 'gcp') {
    site.cannotSay(sourceOfCopies(store), {
      en: `Google Cloud copies nothing of ${store.name} to ${to.name}, which is another's: something else does`,
      ko: `Google Cloud는 ${store.name} 사본을 밖의 ${to.name} 사이트로 보내지 않는다. 다른 도구가 보낸다`,
    });
    return undefined;
  }
  return to.region === site.placement.site?.region ? undefined : to.region;
}

export const sourceOfCopies = ({ name, at }: ResolvedStore): Source => ({
  path: `parts.${name}.backup.copyTo`,
  at,
});

/** A store whose only way back is what the service keeps of every moment. */
export const sayUncopied = (site: GoogleSite, { name, at }: ResolvedStore, says: Text): void =>
  site.cannotSay({ path: `parts.${name}.backup`, at }, says);

/** How long copies are kept is more than what the service keeps of every moment. */
export const sayMoments = (site: GoogleSite, { name, at }: ResolvedStore, days: number): void =>
  site.cannotSay(
    { path: `parts.${name}.backup.continuous`, at },
    {
      en: `${name} can be taken back to any moment of the last ${days} days; further back only to a copy`,
      ko: `${name} 저장소는 최근 ${days}일 안의 어느 순간으로든 되돌린다. 그보다 앞은 사본이 있는 때로만 돌아간다`,
    },
  );
