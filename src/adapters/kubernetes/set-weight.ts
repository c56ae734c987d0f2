import { MAY_END, type Rollout } from '#delivery';
import { Failure, withParticle } from '#kernel';
import type { Hands } from './hands.ts';
import type { Deployment } from './kinds.ts';
import { type Notes, notesFor, printNotes, readNotes, stepTo } from './notes.ts';
import { nameOf, overrideNameOf } from './objects.ts';
import { deploymentOf, scale, standOverride } from './release.ts';
import type { Backend, RuleChange } from './traffic.ts';

/** Instances first, then the weights; resolves when the gateways follow. */
export async function setWeight(
  rollout: Rollout,
  to: { readonly percent: number; readonly share: number },
  hands: Hands,
): Promise<void> {
  const { service, candidate, phase } = rollout;
  const state = await hands.rule.read(service);
  // Traffic that leaves needs no new instances, and must not fail for want of any.
  const isLeaving = !MAY_END.includes(phase);
  if (!state && isLeaving) return;
  if (!state) throw neverDelivered(service);
  if (readNotes(state.metadata.annotations).stable === candidate) return;
  if (!isLeaving) await raise(rollout, to.share, hands);
  await lead(rollout, to.percent, hands);
}

/** As many of the candidate as its share needs; the stable release keeps what it has. */
async function raise(rollout: Rollout, share: number, hands: Hands): Promise<void> {
  const { service, stable, candidate, policy } = rollout;
  if (policy.strategy === 'canary' && policy.split === 'client') throw keepsNoSide(service);
  const standing = await deploymentOf(service, stable, hands);
  if (!standing) throw neverDelivered(service);
  await scale(service, candidate, replicasFor(standing, share), hands);
  if (policy.headerOverride) await standOverride(service, candidate, hands);
}

export const replicasFor = (stable: Deployment | undefined, share: number): number =>
  Math.max(1, Math.ceil(((stable?.spec.replicas ?? 1) * share) / 100));

/** Writes the weights and the step they begin, in one write; what stands already changes nothing. */
async function lead(rollout: Rollout, percent: number, hands: Hands): Promise<void> {
  const { service, id, stable } = rollout;
  // Read just before it is written: the gateways write their status on the same object.
  const state = await hands.rule.read(service);
  if (!state) throw neverDelivered(service);
  const { override, ...before } = notesFor(readNotes(state.metadata.annotations), id);
  // What is served just now is seen by a scrape to come: the step ends where all is read.
  const steps = stepTo(before.steps, percent, hands.clock.now() - hands.settleMs);
  const isOn = MAY_END.includes(rollout.phase) && (override !== undefined || percent > 0);
  const notes = { ...before, stable, rollout: id, steps };
  await hands.rule.write(service, state, changeOf(rollout, percent, { notes, isOn }, hands));
  await hands.rule.followed(service);
}

/** The weights, and where the header leads, with the notes that tell of both. */
export function changeOf(
  rollout: Rollout,
  percent: number,
  { notes, isOn }: { readonly notes: Notes; readonly isOn: boolean },
  hands: Pick<Hands, 'podOf'>,
): RuleChange {
  const { service, candidate, policy } = rollout;
  const backends = backendsOf(rollout, percent, hands);
  if (!isOn || !policy.headerOverride) return { backends, notes: printNotes(notes) };
  const { port } = hands.podOf(service, candidate);
  return {
    backends,
    override: { name: overrideNameOf(service, candidate), port },
    notes: printNotes({ ...notes, override: candidate }),
  };
}

/**
 * Stable and candidate with their percents. While the candidate stands it is named even at 0, so
 * that the gateways know its instances before its first request; once it is leaving it is not.
 */
export function backendsOf(
  { service, stable, candidate, phase }: Rollout,
  percent: number,
  { podOf }: Pick<Hands, 'podOf'>,
): RuleChange['backends'] {
  const toStable = backendOf(service, stable, 100 - percent, podOf);
  if (percent === 0 && !MAY_END.includes(phase)) return [toStable];
  return [toStable, backendOf(service, candidate, percent, podOf)];
}

export const backendOf = (
  service: string,
  release: string,
  weight: number,
  podOf: Hands['podOf'],
): Backend => ({ name: nameOf(service, release), port: podOf(service, release).port, weight });

export const neverDelivered = (service: string): Failure =>
  new Failure(
    'delivery/not-on-the-cluster',
    {
      en: `${service} has no release in force on this cluster`,
      ko: `이 클러스터에는 ${service}의 시행 중인 릴리스가 없다`,
    },
    {
      hint: {
        en: 'Install its first release before rolling out the next.',
        ko: '다음 릴리스를 배포하기 전에 첫 릴리스를 설치한다.',
      },
    },
  );

export const keepsNoSide = (service: string): Failure =>
  new Failure(
    'delivery/split-not-kept',
    {
      en: `${service} is split by client, and a cluster's route tosses a coin for every request`,
      ko: `${withParticle(service, '은/는')} 클라이언트별로 나누는데, 클러스터의 라우트는 요청마다 동전을 던진다`,
    },
    {
      hint: {
        en: "Write split: 'request' in its canary, or roll it out blue-green.",
        ko: "canary에 split: 'request'를 쓰거나 블루-그린으로 배포한다.",
      },
    },
  );
