import { type ResolvedService, settleReplicas } from '#model';
import { sayer, type TreeMap } from '../source.ts';
import { objectOf, selectorOf } from './object.ts';
import { type KubeSite, sourceOf } from './site.ts';

/**
 * One at a time may be moved off a machine. A single replica has no budget: it could not be moved
 * without a break, and a budget would only keep the machine from ever being emptied.
 */
export function disruptionBudgetOf(site: KubeSite, service: ResolvedService): readonly TreeMap[] {
  if (settleReplicas(service).min < 2) return [];
  const budget = objectOf(
    site,
    sourceOf(service),
    { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', name: service.name },
    {
      spec: {
        maxUnavailable: sayer(service)('replicas.min', 1),
        selector: { matchLabels: selectorOf(service.name) },
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    },
  );
  return [budget];
}
