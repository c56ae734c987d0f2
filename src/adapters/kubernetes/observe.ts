import { MAY_END, type Observation, type Rollout } from '#delivery';
import { Failure } from '#kernel';
import type { Hands } from './hands.ts';
import type { Pod } from './kinds.ts';
import { type Notes, readNotes } from './notes.ts';
import { deploymentOf, gaveUp, podsOf, readyOf } from './release.ts';
import { changeOf, replicasFor } from './set-weight.ts';
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
  const hasNone = policy.smoke.length === 0 && !policy.headerOverride;
  const answered = hasNone || isInForce ? 'passed' : await smoke(rollout, { state, pods }, hands);
  return {
    candidate: {
      ready: readyOf(raised),
      // A release kept from before stands at 0 until it is asked for.
      wanted: raised?.spec.replicas || replicasFor(standing, rollout.share),
      gaveUp: because !== undefined,
      because: because ?? '',
    },
    smoke: answered,
    ...(measured && { measured }),
    stableReady: standing?.status?.readyReplicas ?? 0,
  };
}

/**
 * Each request once, through the API server to one ready pod: no user's way leads there yet. The
 * answer is kept on the traffic rule before anybody acts on it, so that whoever comes next neither
 * asks again nor forgets. With it the way by header is opened, for people who try the candidate.
 */
async function smoke(
  rollout: Rollout,
  { state, pods }: { readonly state: RuleState | undefined; readonly pods: readonly Pod[] },
  hands: Hands,
): Promise<Observation['smoke']> {
  const notes = readNotes(state?.metadata.annotations);
  const isOwn = notes.rollout === rollout.id;
  const kept = isOwn ? notes.smoke : undefined;
  const answer = kept ?? (await askOnce(rollout, pods, hands));
  if (answer === 'pending' || !state || !isOwn) return kept ?? 'pending';
  const isOn = answer === 'passed' && rollout.policy.headerOverride && pods.some(isReady);
  const isOpen = !isOn || notes.override !== undefined;
  const isLeaving = !MAY_END.includes(rollout.phase);
  if ((kept && isOpen) || isLeaving) return answer;
  const next = { notes: { ...notes, smoke: answer }, isOn };
  await hands.rule.write(rollout.service, state, changeOf(rollout, rollout.weight, next, hands));
  return answer;
}

/** What was answered, though it may not be written yet; a look that could not write does not ask again. */
async function askOnce(
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

export const isReady = ({ status }: Pod): boolean =>
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
  const isOn = notes.override !== undefined;
  const next = { notes: { ...notes, steps }, isOn };
  await hands.rule.write(rollout.service, state, changeOf(rollout, last.weight, next, hands));
  return undefined;
}

/** Nobody to ask is no counts, and never zero counts. */
function absent(cause: unknown): undefined {
  if (cause instanceof Failure) return undefined;
  throw cause;
}
