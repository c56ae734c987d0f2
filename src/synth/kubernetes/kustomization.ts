import type { SynthFile } from '../file.ts';
import type { KubeSite } from './site.ts';

/** What `kubectl apply --server-side -k` reads: every file of the site, the namespace first. */
export const kustomizationOf = (site: KubeSite, paths: readonly string[]): SynthFile => ({
  path: `${site.name}/kustomization.yaml`,
  source: site.source,
  body: {
    kind: 'yaml',
    documents: [
      {
        apiVersion: 'kustomize.config.k8s.io/v1beta1',
        kind: 'Kustomization',
        resources: paths.map((path) => path.slice(site.name.length + 1)),
      },
    ],
  },
});
