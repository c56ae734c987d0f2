import { regionOf } from '#facts';
import { projectOf } from './project.ts';
import type { GoogleSite } from './site.ts';

/** Terraform itself, the provider, and a backend whose place is said when it is initialised. */
export function writeProviders(site: GoogleSite): void {
  const { write, plan, placement } = site;
  const project = projectOf(site);
  write.setting('providers', 'terraform', 'required_version', '>= 1.11');
  write.setting('providers', 'terraform', 'required_providers', {
    google: { source: 'hashicorp/google', version: '~> 6.50' },
  });
  write.setting('backend', 'terraform', 'backend', { gcs: {} });
  const { region } = placement.site ?? {};
  write.setting('providers', 'provider', 'google', {
    project,
    region: region === undefined ? regionVariable(site) : region,
    // Budgets and policies of the organisation are asked in the name of a project.
    billing_project: project,
    user_project_override: true,
    default_labels: {
      environment: plan.environment.name,
      'managed-by': 'hanok',
      plan: plan.name,
      site: site.name,
    },
  });
  if (region !== undefined && !regionOf('gcp', region))
    site.isMissing(site.source, {
      en: `no table of ours knows the region ${region}: it is written as it stands`,
      ko: `${region} 리전은 우리 표에 없다. 적힌 그대로 쓴다`,
    });
}

function regionVariable(site: GoogleSite): string {
  site.isMissing(
    site.source,
    {
      en: `the site ${site.name} names no region: Terraform asks for it`,
      ko: `${site.name} 사이트에 리전이 없어 Terraform이 묻는다`,
    },
    { en: "Write gcp('europe-west3').", ko: "gcp('europe-west3')처럼 적는다." },
  );
  return site.write.variable('region', { type: 'string', about: 'The region of the site.' });
}
