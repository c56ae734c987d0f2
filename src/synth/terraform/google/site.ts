import type { SynthContext } from '../../target.ts';
import { type CloudSite, onceFor, sitesOn } from '../site.ts';
import type { GoogleData, GoogleResources } from './attributes.ts';

/** One site of an environment on Google Cloud. */
export type GoogleSite = CloudSite<GoogleResources, GoogleData>;

/** The sites of an environment on Google Cloud, in its order. */
export const sitesOf = (context: SynthContext): readonly GoogleSite[] => sitesOn('gcp', context);

/** The sites that share the project and stand before one: what is there once may be with them. */
export const earlierSites = onceFor((site: GoogleSite): readonly GoogleSite[] => {
  const all = sitesOf(site.context);
  return all.slice(
    0,
    all.findIndex(({ name }) => name === site.name),
  );
});

/** The regions in which an environment has sites on Google Cloud, by name; each once. */
export function regionsOf({ plan: { environment } }: GoogleSite): readonly string[] {
  const all = [environment.on, ...environment.also, environment.standby];
  const regions = all.flatMap((one) =>
    one?.site?.provider === 'gcp' ? (one.site.region ?? []) : [],
  );
  return [...new Set(regions)].sort();
}
