import type { Driver, Measured, Observation, Rollout } from '#delivery';
import { MINUTE, SECOND } from '#kernel';
import { Rehearsals } from '../rehearse.ts';
import { discard, promote } from './finish.ts';
import type { Hands, KubernetesDriverSpec } from './hands.ts';
import type { Step } from './notes.ts';
import { isReady, observe } from './observe.ts';
import { podsOf } from './release.ts';
import { setWeight } from './set-weight.ts';
import { tallyOf, trafficOf } from './tally.ts';

/**
 * Delivers on a Kubernetes cluster: a Deployment and a Service for every release, and one traffic
 * rule for the service whose weights are the split. The split is a coin for every request, so a unit
 * is a request, and a plan that wants clients to keep their side is refused before any user comes.
 */
export function kubernetesDriver(spec: KubernetesDriverSpec): Driver {
  const hands = handsOf(spec);
  const rehearsals = new Rehearsals();
  return {
    observe: async (rollout) => ({
      ...(await observe(rollout, hands)),
      ...(await rehearse(rollout, rehearsals, hands)),
    }),
    setWeight: (rollout, percent, share) => setWeight(rollout, { percent, share }, hands),
    promote: (rollout) => promote(rollout, hands),
    discard: (rollout) => discard(rollout, hands),
    async describe(service) {
      const state = await hands.rule.read(service);
      return state && trafficOf(service, hands);
    },
  };
}

/** Synthetic requests to one ready pod of each side, as smoke requests go. */
async function rehearse(
  rollout: Rollout,
  rehearsals: Rehearsals,
  hands: Hands,
): Promise<Pick<Observation, 'rehearsal'>> {
  if (!rollout.rehearsing) return {};
  const { service } = rollout;
  const [stable, candidate] = await Promise.all(
    [rollout.stable, rollout.candidate].map(async (release) =>
      (await podsOf(service, release, hands)).find(isReady),
    ),
  );
  const rehearsal = await rehearsals.continue(rollout, async (side, words) => {
    const pod = side === 'stable' ? stable : candidate;
    if (!pod) return 'unanswered';
    const { port } = hands.podOf(service, rollout[side]);
    const status = await hands.client.visit(pod.metadata.name, port, words);
    if (status === undefined) return 'unanswered';
    return status >= 400 ? 'failed' : 'well';
  });
  return rehearsal ? { rehearsal } : {};
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
