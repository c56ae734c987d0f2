import type { Source, Tree } from '../../source.ts';
import { idOf } from '../names.ts';
import { onceFor } from '../site.ts';
import { ref } from '../terraform.ts';
import type { GoogleSite } from './site.ts';

/** The project that the site stands in: a question, never a name of ours. */
export const projectOf = onceFor((site: GoogleSite): string =>
  site.write.variable('project', {
    type: 'string',
    about: `The project of ${site.plan.environment.name}: all of its sites on Google Cloud share it.`,
  }),
);

/** The project's number, asked of Google: service agents are named by it. */
export const numberOf = onceFor((site: GoogleSite): string =>
  ref(
    site.write.data('identity', 'google_project', 'current', [
      site.source,
      { project_id: projectOf(site) },
    ]),
    'number',
  ),
);

/** An interface of Google that has to be on before something is made: an address to depend on. */
export function api(site: GoogleSite, name: string, source: Source = site.source): string {
  const id = idOf(name);
  if (!site.write.has('identity', ['resource', 'google_project_service', id]))
    site.write.resource('identity', 'google_project_service', id, [
      source,
      // What another site of the project uses is not turned off with this one.
      { service: `${name}.googleapis.com`, disable_on_destroy: false },
    ]);
  return `google_project_service.${id}`;
}

/** The zones of a site. */
export interface Zones {
  /** Undefined where the plan says nothing of zones. */
  readonly count: number | undefined;
  /** The zones' own names; Google is asked where the plan only counts them. */
  readonly names: Tree | undefined;
}

/** Zones by the plan's own names, or so many of those that the region has: none is made up. */
export const zonesOf = onceFor((site: GoogleSite): Zones => {
  const { zoneIds, zones } = site.placement.site ?? {};
  if (zoneIds) return { count: zoneIds.length, names: [...zoneIds] };
  if (zones === undefined) return { count: undefined, names: undefined };
  const found = site.write.data('network', 'google_compute_zones', 'available', [
    site.source,
    // Asked once it may be: Terraform reads it while it plans, where nothing holds it back.
    { region: site.region, status: 'UP', depends_on: [api(site, 'compute')] },
  ]);
  return { count: zones, names: `\${slice(sort(${found.address}.names), 0, ${zones})}` };
});
