import type { KubeClient } from './client.ts';
import { CONFIG_MAP, type ConfigMap } from './kinds.ts';
import { labelsOf, NAME_LABEL, nameOf, type PodWords, RELEASE_LABEL } from './objects.ts';

/** Everything a version of a service is on a cluster; rolled out, and rolled back, as one. */
export interface ClusterRelease {
  readonly version: 1;
  readonly service: string;
  /** SHA-256 over all of the below, its first sixteen letters. */
  readonly digest: string;
  readonly pod: PodWords;
  readonly configuration: Readonly<Record<string, string>>;
  /** Secret object to the version it was made with; never a value. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly schema?: { readonly version: number; readonly compatibleSince: number };
  readonly contracts?: {
    readonly offers?: readonly string[];
    readonly asks?: Readonly<Record<string, string>>;
  };
}

const recordOf = (name: string): string => `hanok-release-${name}`;

/** Writes down what a release is, before anything of it runs. It can be deleted and never changed. */
export async function keepRelease(client: KubeClient, release: ClusterRelease): Promise<void> {
  const { service, digest } = release;
  const name = recordOf(nameOf(service, digest));
  if (await client.get(CONFIG_MAP, name)) return;
  const labels = { ...labelsOf(service, digest), 'app.kubernetes.io/managed-by': 'hanok' };
  const data = { release: JSON.stringify(release) };
  await client.write(CONFIG_MAP, { metadata: { name, labels }, data, immutable: true });
}

/** Every release of a service that stands or is kept, by digest. */
export async function readReleases(
  client: KubeClient,
  service: string,
): Promise<ReadonlyMap<string, ClusterRelease>> {
  const found = await client.list<ConfigMap>(CONFIG_MAP, { [NAME_LABEL]: service });
  const releases = found
    .filter(({ metadata }) => metadata.labels?.[RELEASE_LABEL] !== undefined)
    .map(({ data }) => JSON.parse(data?.release ?? '{}') as ClusterRelease);
  return new Map(releases.map((release) => [release.digest, release]));
}

/** Forgets a release of which nothing stands any more. */
export const forgetRelease = (client: KubeClient, name: string): Promise<void> =>
  client.remove(CONFIG_MAP, recordOf(name));
