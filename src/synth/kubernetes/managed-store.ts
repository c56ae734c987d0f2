import type { ResolvedPart, ResolvedStore } from '#model';
import type { TreeMap } from '../source.ts';
import { blocks, PRIVATE, rangesOf } from './address.ts';
import { type KubeSite, sourceOf } from './site.ts';

/** Where a provider has its own ports, whatever those of the software are. */
const PORTS: Readonly<Record<string, readonly TreeMap[]>> = {
  memorystore: [{ protocol: 'TCP', port: 6_378 }],
  // It tells its clients at one port, and answers them at those of its shards.
  'memorystore-cluster': [
    { protocol: 'TCP', port: 6_379 },
    { protocol: 'TCP', port: 11_000, endPort: 13_047 },
  ],
  opensearch: [{ protocol: 'TCP', port: 443 }],
};

/** Stores that Google puts into a network of its own, in a range that it chooses. */
const PEERED: readonly string[] = ['cloud-sql', 'memorystore'];

/** The way to a store that a provider runs. Its port is the software's where nothing else is known. */
export function wayToManaged(site: KubeSite, store: ResolvedStore, port: number): TreeMap {
  const { managed = '' } = store;
  const ports = PORTS[managed] ?? [{ protocol: 'TCP', port }];
  if (!PEERED.includes(managed)) return { to: blocks(rangesOf(site, store)), ports };
  sayPeered(site, store);
  return { to: blocks(PRIVATE), ports };
}

/** Stores whose clients prove who they are by the provider's word for them. */
export const asksWho = (part: ResolvedPart): boolean =>
  part.kind === 'redis' &&
  (part.managed === 'memorystore-cluster' ||
    (part.managed === 'elasticache' && part.authenticated === true));

const sayPeered = (site: KubeSite, store: ResolvedStore): void =>
  site.cannotSay(sourceOf(store), {
    en: `Google answers for ${store.name} in a range that it chooses: policies of ${site.name} open its port to every private address, and the firewall around the cluster to that range alone`,
    ko: `Google은 ${store.name} 저장소를 스스로 고른 범위에 둔다. ${site.name} 사이트의 정책은 그 포트를 사설 주소 전체로 열고, 클러스터 밖 방화벽이 그 범위로 좁힌다`,
  });
