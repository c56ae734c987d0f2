import type { Driver, Measured, Rollout } from '#delivery';
import { MINUTE, SECOND } from '#kernel';
import { discard, promote } from './finish.ts';
import type { Hands, KubernetesDriverSpec } from './hands.ts';
import type { Step } from './notes.ts';
import { observe } from './observe.ts';
import { setWeight } from './set-weight.ts';
import { tallyOf, trafficOf } from './tally.ts';

/**
 * Delivers on a Kubernetes cluster: a Deployment and a Service for every release, and one traffic
 * rule for the service whose weights are the split. The split is a coin for every request, so a unit
 * is a request, and a plan that wants clients to keep their side is refused before any user comes.
 */
export function kubernetesDriver(spec: KubernetesDriverSpec): Driver {
  const hands = handsOf(spec);
  return {
    observe: (rollout) => observe(rollout, hands),
    setWeight: (rollout, percent, share) => setWeight(rollout, { percent, share }, hands),
    promote: (rollout) => promote(rollout, hands),
    discard: (rollout) => discard(rollout, hands),
    async describe(service) {
      const state = await hands.rule.read(service);
      return state && trafficOf(service, hands);
    },
  };
}

/** What the verbs work with. */
export const handsOf = (spec: KubernetesDriverSpec): Hands => ({
  settleMs: 5 * SECOND,
  countEveryMs: 5 * SECOND,
  withinMs: 10 * MINUTE,
  ...spec,
  smoked: new Map(),
  tally: throttled(spec),
});

/** Counts come with scrapes: looking more often than that shows nothing and costs Prometheus. */
function throttled({
  countEveryMs = 5 * SECOND,
  settleMs = 5 * SECOND,
  ...spec
}: KubernetesDriverSpec) {
  let last: { key: string; at: number; measured: Measured | undefined } | undefined;
  return async (rollout: Rollout, steps: readonly Step[]) => {
    const key = JSON.stringify([rollout.id, steps]);
    const at = spec.clock.now();
    if (last?.key === key && at - last.at < countEveryMs) return last.measured;
    const measured = await tallyOf(rollout, steps, { ...spec, settleMs });
    last = { key, at, measured };
    return measured;
  };
}
