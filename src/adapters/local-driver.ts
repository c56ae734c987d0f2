import {
  type Driver,
  MAY_END,
  type Measured,
  type Observation,
  type Rollout,
  scatterOf,
  type Traffic,
} from '#delivery';
import { type Clock, Failure } from '#kernel';
import {
  type Layout,
  type RolloutTally,
  type ServiceDesire,
  type Supervisor,
  succeed,
  type TableRollout,
} from '#runtime';
import { Rehearsals } from './rehearse.ts';

export interface LocalDriverSpec {
  readonly supervisor: Supervisor;
  readonly layout: Layout;
  readonly clock: Clock;
  /** Asks one instance for a path; the status, or undefined when no answer came. */
  readonly ask: (port: number, method: string, path: string) => Promise<number | undefined>;
}

/** How long traffic is watched before a rollout, to say what it can show. */
const WATCH_MS = 1_500;

/** Moves traffic through the local gateway and instances through the supervisor. */
export function localDriver(spec: LocalDriverSpec): Driver {
  const { supervisor } = spec;
  const smoked = new Map<string, Smoke>();
  const rehearsals = new Rehearsals();
  return {
    observe: async (rollout) => ({
      ...(await observe(rollout, spec, smoked)),
      ...(await rehearse(rollout, spec, rehearsals)),
    }),
    setWeight: (rollout, percent, replicasShare) =>
      setWeight(rollout, { percent, replicasShare }, spec),
    async promote({ service, candidate }) {
      const desire = supervisor.desireOf(service);
      const { replicas } = desire;
      // A full set first, so that the two releases never share a side.
      if (desire.stable !== candidate)
        await supervisor.change(
          service,
          { ...desire, candidate: { release: candidate, replicas } },
          'candidate',
        );
      await supervisor
        .change(service, succeed(supervisor.desireOf(service), candidate))
        .catch(later);
      await supervisor.setRollout(service, undefined);
    },
    async discard({ service, candidate }) {
      const { candidate: _, ...desire } = supervisor.desireOf(service);
      // Stable may be sick by what the candidate holds: nobody waits for it.
      if (desire.stable !== candidate) await supervisor.change(service, desire, 'candidate');
      await supervisor.setRollout(service, undefined);
    },
    describe: (service) => watchTraffic(supervisor, service, spec.clock),
  };
}

async function observe(
  rollout: Rollout,
  { supervisor, ask }: LocalDriverSpec,
  smoked: Map<string, Smoke>,
): Promise<Omit<Observation, 'now'>> {
  const { service, candidate, policy } = rollout;
  const desire = supervisor.desireOf(service);
  const { ready, givenUp } = supervisor.sideOf(service, 'candidate');
  const tally = await supervisor.tally(service).catch(absent);
  const port = supervisor.portsOf(service, 'candidate')[0];
  if (port !== undefined && !smoked.has(rollout.id))
    smoked.set(rollout.id, await smoke(policy.smoke, port, ask));
  const begun = desire.candidate?.release === candidate;
  return {
    candidate: {
      ready,
      wanted: begun ? (desire.candidate?.replicas ?? 1) : replicasFor(desire, rollout.share),
      gaveUp: givenUp.length > 0,
      because: givenUp[0]?.because ?? '',
    },
    smoke: policy.smoke.length === 0 ? 'passed' : (smoked.get(rollout.id) ?? 'pending'),
    ...(tally?.rollout === rollout.id && { measured: toMeasured(tally) }),
    stableReady: supervisor.sideOf(service, 'stable').ready,
  };
}

/** The gateway sums up, and what the sums mean is for delivery to say. */
function toMeasured({ scatter, ...counts }: RolloutTally): Measured {
  const dispersion = scatter && scatterOf(scatter);
  return { ...counts, ...(dispersion && { dispersion }) };
}

async function setWeight(
  rollout: Rollout,
  to: { percent: number; replicasShare: number },
  { supervisor, layout }: LocalDriverSpec,
): Promise<void> {
  const { service, candidate, phase } = rollout;
  const desire = supervisor.desireOf(service);
  if (desire.stable === candidate) return;
  await supervisor.setRollout(service, toTable(rollout, to.percent, layout));
  // Traffic that leaves needs no new instances, and must not wait for any.
  if (!MAY_END.includes(phase)) return;
  const replicas = replicasFor(desire, to.replicasShare);
  if (desire.candidate?.release === candidate && desire.candidate.replicas === replicas) return;
  supervisor.begin(service, { ...desire, candidate: { release: candidate, replicas } });
}

const replicasFor = (desire: ServiceDesire, share: number): number =>
  Math.max(1, Math.ceil((desire.replicas * share) / 100));

function toTable(rollout: Rollout, weight: number, layout: Layout): TableRollout {
  const { id, salt, policy } = rollout;
  return {
    id,
    salt,
    weight,
    headerOverride: policy.headerOverride,
    predicates: policy.bad,
    horizonMs: policy.horizon,
    evidence: `${layout.rollout(id)}.evidence`,
  };
}

type Smoke = 'passed' | { readonly failed: string };

/** Each request once, straight to the instance: nobody else sees it. */
async function smoke(
  requests: readonly string[],
  port: number,
  ask: LocalDriverSpec['ask'],
): Promise<Smoke> {
  for (const words of requests) {
    const failed = await failureOf(words, port, ask);
    if (failed !== undefined) return { failed };
  }
  return 'passed';
}

/** Why a smoke request failed; undefined when it was answered well. */
async function failureOf(
  words: string,
  port: number,
  ask: LocalDriverSpec['ask'],
): Promise<string | undefined> {
  const [method = 'GET', path = '/'] = words.split(' ');
  const status = await ask(port, method, path);
  return status === undefined || status >= 400 ? `${words}: ${status ?? 'no answer'}` : undefined;
}

/** A side that has no instance just now cannot be asked. */
async function rehearse(
  rollout: Rollout,
  { supervisor, ask }: LocalDriverSpec,
  rehearsals: Rehearsals,
): Promise<Pick<Observation, 'rehearsal'>> {
  const rehearsal = await rehearsals.continue(rollout, async (side, words) => {
    const port = supervisor.portsOf(rollout.service, side)[0];
    if (port === undefined) return 'unanswered';
    return (await failureOf(words, port, ask)) === undefined ? 'well' : 'failed';
  });
  return rehearsal ? { rehearsal } : {};
}

async function watchTraffic(
  supervisor: Supervisor,
  service: string,
  clock: Clock,
): Promise<Traffic | undefined> {
  const before = await supervisor.served(service).catch(absent);
  const began = clock.now();
  await clock.sleep(WATCH_MS);
  const after = await supervisor.served(service).catch(absent);
  if (!before || !after || after.requests < before.requests) return undefined;
  const seconds = (clock.now() - began) / 1_000;
  const requests = after.requests - before.requests;
  const bad = requests > 0 ? { '5xx': (after.failed - before.failed) / requests } : undefined;
  return {
    unitsPerSecond: requests / seconds,
    requestsPerSecond: requests / seconds,
    ...(bad && { bad }),
  };
}

/** Once the candidate is in force there is no way back but forward. */
function later(cause: unknown): never {
  if (!(cause instanceof Failure)) throw cause;
  const { code, text, hint } = cause;
  throw new Failure(code, text, { ...(hint && { hint }), retry: 'later', cause });
}

/** Nobody to ask is no counts, and never zero counts. */
function absent(cause: unknown): undefined {
  if (cause instanceof Failure) return undefined;
  throw cause;
}
