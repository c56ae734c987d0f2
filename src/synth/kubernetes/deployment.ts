import { type ResolvedService, settleReplicas } from '#model';
import { sayer, type Tree, type TreeMap } from '../source.ts';
import { isScaled } from './autoscaler.ts';
import { objectOf, selectorOf } from './object.ts';
import { podOf } from './pod.ts';
import { type KubeSite, sourceOf } from './site.ts';

/** What runs of a service. The count is either here or with the autoscaler, never with both. */
export function deploymentOf(site: KubeSite, service: ResolvedService): TreeMap {
  const { min } = settleReplicas(service);
  return objectOf(
    site,
    sourceOf(service),
    { apiVersion: 'apps/v1', kind: 'Deployment', name: service.name },
    {
      spec: {
        replicas: isScaled(service) ? undefined : sayer(service)('replicas.min', min),
        revisionHistoryLimit: 3,
        selector: { matchLabels: selectorOf(service.name) },
        strategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxUnavailable: 0, maxSurge: surgeOf(service) },
        },
        template: podOf(site, service),
      },
    },
  );
}

/** Nobody leaves before somebody else is ready. */
function surgeOf(service: ResolvedService): Tree {
  const surge = service.rollout?.surge;
  return surge ? sayer(service)('rollout.surge', surge) : 1;
}
