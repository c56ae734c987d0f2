import type { Observation, Rollout } from '#delivery';
import { Failure } from '#kernel';
import type { Hands } from './hands.ts';
import type { Pod } from './kinds.ts';
import { type Notes, printNotes, readNotes } from './notes.ts';
import { deploymentOf, gaveUp, podsOf, readyOf } from './release.ts';
import { backendsOf, replicasFor } from './set-weight.ts';
import type { RuleState } from './traffic.ts';

/** What is there now: the two Deployments, the candidate's pods, the smoke requests, the counts. */
export async function observe(rollout: Rollout, hands: Hands): Promise<Omit<Observation, 'now'>> {
  const { service, stable, candidate, policy } = rollout;
  const state = await hands.rule.read(service);
  const notes = readNotes(state?.metadata.annotations);
  const isInForce = notes.stable === candidate;
  const [raised, standing, pods] = await Promise.all([
    isInForce ? undefined : deploymentOf(service, candidate, hands),
    deploymentOf(service, isInForce ? candidate : stable, hands),
    isInForce ? [] : podsOf(service, candidate, hands),
  ]);
  const measured = state && (await measure(rollout, { state, notes }, hands).catch(absent));
  const because = gaveUp(raised, pods);
  return {
    candidate: {
      ready: readyOf(raised),
      // A release kept from before stands at 0 until it is asked for.
      wanted: raised?.spec.replicas || replicasFor(standing, rollout.share),
      gaveUp: because !== undefined,
      because: because ?? '',
    },
    smoke: policy.smoke.length === 0 ? 'passed' : await smoke(rollout, pods, hands),
    ...(measured && { measured }),
    stableReady: standing?.status?.readyReplicas ?? 0,
  };
}

/** Each request once, through the API server to one ready pod: no user's way leads there yet. */
async function smoke(
  { id, service, candidate, policy }: Rollout,
  pods: readonly Pod[],
  { client, podOf, smoked }: Hands,
): Promise<Observation['smoke']> {
  const known = smoked.get(id);
  const ready = pods.find(isReady);
  if (known || !ready) return known ?? 'pending';
  const { port } = podOf(service, candidate);
  for (const words of policy.smoke) {
    const status = await client.visit(ready.metadata.name, port, words);
    // Not reached is not answered: it is asked again at the next look.
    if (status === undefined) return 'pending';
    if (status >= 400) {
      smoked.set(id, { failed: `${words}: ${status}` });
      return { failed: `${words}: ${status}` };
    }
  }
  smoked.set(id, 'passed');
  return 'passed';
}

const isReady = ({ status }: Pod): boolean =>
  status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false;

/** The counts; of a weight that only now is followed, the moment from which they hold is noted. */
async function measure(
  rollout: Rollout,
  { state, notes }: { readonly state: RuleState; readonly notes: Notes },
  hands: Hands,
) {
  if (notes.rollout !== rollout.id) return undefined;
  const last = notes.steps.at(-1);
  if (!last || last.weight !== rollout.weight || last.to !== undefined) return undefined;
  if (last.from !== undefined) return hands.tally(rollout, notes.steps);
  const from = hands.clock.now() + hands.settleMs;
  const steps = [...notes.steps.slice(0, -1), { ...last, from }];
  await hands.rule.write(rollout.service, state, {
    backends: backendsOf(rollout, last.weight, hands),
    notes: printNotes({ ...notes, steps }),
  });
  return undefined;
}

/** Nobody to ask is no counts, and never zero counts. */
function absent(cause: unknown): undefined {
  if (cause instanceof Failure) return undefined;
  throw cause;
}
