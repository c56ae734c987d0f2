import { inArea, regionOf, regionsOf } from '#facts';
import { from } from '../../source.ts';
import { api, projectOf } from './project.ts';
import type { GoogleSite } from './site.ts';

/**
 * Where anything of the project may be made, by the environment's word on residency. What is only
 * recommended, or holds for data that the environment has none of, is looked at and refuses nothing.
 */
export function writeResidency(site: GoogleSite): void {
  const { residency, holds = [], name, at } = site.plan.environment;
  if (!residency) return;
  const source = { path: `environments.${name}.residency`, at };
  const regions = regionsOf('gcp').filter((region) => {
    const known = regionOf('gcp', region);
    return known !== undefined && residency.in.some((area) => inArea(known, area));
  });
  if (regions.length === 0) {
    site.cannotSay(source, {
      en: `no region of Google Cloud that we know is in ${residency.in.join(', ')}: no policy is written`,
      ko: `우리가 아는 Google Cloud 리전이 하나도 들지 않아 정책을 쓰지 않는다: ${residency.in.join(', ')}`,
    });
    return;
  }
  const { strength, when } = residency;
  const isHeld =
    when === undefined || when.some((one) => (holds as readonly string[]).includes(one));
  const words = from(source, {
    rules: [
      from(source, {
        values: from(source, {
          allowed_values: regions.map((region) => `in:${region}-locations`),
        }),
      }),
    ],
  });
  site.write.resource('identity', 'google_org_policy_policy', 'locations', [
    source,
    {
      name: `projects/${projectOf(site)}/policies/gcp.resourceLocations`,
      parent: `projects/${projectOf(site)}`,
      [strength === 'mandatory' && isHeld ? 'spec' : 'dry_run_spec']: words,
      depends_on: [api(site, 'orgpolicy')],
    },
  ]);
}
