import type { Text } from '#kernel';
import { type Cluster, openCluster } from '../wire.ts';
import { type ClusterTarget, namespaceOf, throughOf, type Where } from './target.ts';

/** Works with the cluster of a target, and leaves no socket open behind it. */
export async function withCluster<T>(
  target: ClusterTarget,
  { context, prometheus }: Where,
  work: (cluster: Cluster) => Promise<T>,
): Promise<T> {
  const cluster = await openCluster({
    context,
    cluster: target.placement.cluster,
    namespace: namespaceOf(target),
    through: throughOf(target),
    prometheus,
    say: () => undefined,
  });
  try {
    return await work(cluster);
  } finally {
    cluster.close();
  }
}

/** Which cluster it is: said before anything is done to it. */
export const tellPlace = ({ context, server, namespace }: Cluster): Text => ({
  en: `context ${context} (${server}), namespace ${namespace}`,
  ko: `컨텍스트 ${context} (${server}), 네임스페이스 ${namespace}`,
});
