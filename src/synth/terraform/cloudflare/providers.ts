import type { ResolvedPlan } from '#model';
import { placementsIn } from '../../placements.ts';
import type { TreeMap } from '../../source.ts';
import type { Writing } from './front.ts';

/** Where the first site's provider keeps a state; Cloudflare itself has no place of its own for one. */
const BACKENDS: Readonly<Record<string, TreeMap>> = {
  aws: { s3: { encrypt: true, use_lockfile: true } },
  gcp: { gcs: {} },
};

/** Terraform itself and the provider, which reads its token from the environment. */
export function writeProviders(plan: ResolvedPlan, write: Writing): void {
  write.setting('providers', 'terraform', 'required_version', '>= 1.11');
  write.setting('providers', 'terraform', 'required_providers', {
    cloudflare: { source: 'cloudflare/cloudflare', version: '~> 5.14' },
  });
  const known = placementsIn(plan).flatMap(({ site }) => BACKENDS[site?.provider ?? ''] ?? []);
  write.setting('backend', 'terraform', 'backend', known[0] ?? { local: {} });
  write.setting('providers', 'provider', 'cloudflare', {});
}
