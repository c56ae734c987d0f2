import { type Clock, Failure, type Text, withParticle } from '#kernel';
import { tooLong } from './failures.ts';
import type { Hands } from './hands.ts';
import { DEPLOYMENT, type Deployment, type KubeObject, POD, type Pod, SERVICE } from './kinds.ts';
import {
  deploymentObject,
  labelsOf,
  nameOf,
  overrideNameOf,
  overrideObject,
  type PodWords,
  policyObjects,
  RELEASE_LABEL,
  serviceObject,
} from './objects.ts';
import { forgetRelease } from './release-record.ts';

type Tools = Pick<Hands, 'client' | 'podOf' | 'clock' | 'withinMs'>;

/** How often something that takes its time is looked at. */
const LOOK_EVERY_MS = 500;

export const deploymentOf = (
  service: string,
  release: string,
  { client }: Pick<Tools, 'client'>,
): Promise<Deployment | undefined> => client.get(DEPLOYMENT, nameOf(service, release));

/** The pods of one release that are not on their way out. */
export async function podsOf(
  service: string,
  release: string,
  { client }: Pick<Tools, 'client'>,
): Promise<readonly Pod[]> {
  const pods = await client.list<Pod>(POD, labelsOf(service, release));
  return pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
}

/** Asks for so many instances of a release, and waits for none. */
export async function scale(
  service: string,
  release: string,
  replicas: number,
  { client, podOf }: Pick<Tools, 'client' | 'podOf'>,
): Promise<void> {
  const standing = await deploymentOf(service, release, { client });
  const bears = standing?.metadata.labels?.[RELEASE_LABEL];
  if (bears !== undefined && bears !== labelsOf(service, release)[RELEASE_LABEL])
    throw nameTaken(nameOf(service, release), bears);
  const pod = podOf(service, release);
  if (!standing) await standService(serviceObject(service, release, pod), pod, client);
  await client.apply(DEPLOYMENT, deploymentObject(service, release, { pod, replicas }));
}

/** The Service that requests with the header are led to. Said again each time: one may stand without its policies. */
export async function standOverride(
  service: string,
  release: string,
  { client, podOf }: Pick<Tools, 'client' | 'podOf'>,
): Promise<void> {
  const pod = podOf(service, release);
  await standService(overrideObject(service, release, pod), pod, client);
}

/** A Service, and what its load balancer is told of it; that belongs to it, and goes when it goes. */
async function standService(
  object: KubeObject,
  pod: PodWords,
  client: Tools['client'],
): Promise<void> {
  const made = await client.apply(SERVICE, object);
  for (const policy of policyObjects(made, pod)) await client.apply(policy.kind, policy.object);
}

/** Takes that Service away; none there is the same. */
export const dropOverride = (
  service: string,
  release: string,
  { client }: Pick<Tools, 'client'>,
): Promise<void> => client.remove(SERVICE, overrideNameOf(service, release));

/** Scales to none and resolves when the last pod has drained. */
export async function putAway(service: string, release: string, tools: Tools): Promise<void> {
  if (await deploymentOf(service, release, tools)) await scale(service, release, 0, tools);
  await untilGone(service, release, tools);
}

/** Deletes what a release consists of, and resolves when nothing of it is left. */
export async function remove(service: string, release: string, tools: Tools): Promise<void> {
  const name = nameOf(service, release);
  await tools.client.remove(DEPLOYMENT, name);
  await untilGone(service, release, tools);
  await tools.client.remove(SERVICE, name);
  await dropOverride(service, release, tools);
  await forgetRelease(tools.client, name);
  const what = { en: `the end of ${name}`, ko: `${name}의 끝` };
  await until(tools, what, async () => {
    const left = [await tools.client.get(DEPLOYMENT, name), await tools.client.get(SERVICE, name)];
    return left.every((one) => one === undefined);
  });
}

const untilGone = (service: string, release: string, tools: Tools): Promise<void> => {
  const name = nameOf(service, release);
  const what = { en: `the pods of ${name} to drain`, ko: `${name} 파드의 배수` };
  return until(tools, what, async () => {
    const pods = await tools.client.list(POD, labelsOf(service, release));
    return pods.length === 0;
  });
};

/** Resolves when `isSo`; a `Failure` to be tried again when it takes too long. */
export async function until(
  { clock, withinMs }: { readonly clock: Clock; readonly withinMs: number },
  what: Text,
  isSo: () => Promise<boolean>,
): Promise<void> {
  for (const end = clock.now() + withinMs; !(await isSo()); await clock.sleep(LOOK_EVERY_MS))
    if (clock.now() >= end) throw tooLong(what);
}

/** Ready instances, as far as the cluster has looked at what was asked last. */
export function readyOf(deployment: Deployment | undefined): number {
  const {
    observedGeneration = 0,
    readyReplicas = 0,
    updatedReplicas = 0,
  } = deployment?.status ?? {};
  if (observedGeneration < (deployment?.metadata.generation ?? 0)) return 0;
  return Math.min(readyReplicas, updatedReplicas);
}

/** Resolves when so many instances are ready; fails at once when no further start will help. */
export const untilReady = (
  service: string,
  release: string,
  wanted: number,
  tools: Tools,
): Promise<void> => {
  const name = nameOf(service, release);
  const what = {
    en: `${wanted} ready instances of ${name}`,
    ko: `${name}의 준비된 인스턴스 ${wanted}개`,
  };
  return until(tools, what, async () => {
    const raised = await deploymentOf(service, release, tools);
    const because = gaveUp(raised, await podsOf(service, release, tools));
    if (because !== undefined) throw neverUp(name, because);
    return readyOf(raised) >= wanted;
  });
};

/** Why no further start will help, in the cluster's own words; undefined while one may. */
export function gaveUp(
  deployment: Deployment | undefined,
  pods: readonly Pod[],
): string | undefined {
  const fallen = pods.map(tellFall).find((words) => words !== undefined);
  const late = deployment?.status?.conditions?.find(
    ({ type, status, reason }) =>
      type === 'Progressing' && status === 'False' && reason === 'ProgressDeadlineExceeded',
  );
  return fallen ?? (late && (late.message ?? late.reason));
}

function tellFall({ metadata, status }: Pod): string | undefined {
  const all = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const fallen = all.find(({ state }) => HOPELESS.includes(state?.waiting?.reason ?? ''));
  if (!fallen) return undefined;
  const { reason, message } = fallen.state?.waiting ?? {};
  const { exitCode, message: last } = fallen.lastState?.terminated ?? {};
  const code = exitCode === undefined ? undefined : `exit code ${exitCode}`;
  return [`${metadata.name}: ${reason}`, message, code, last?.trim()].filter(Boolean).join(', ');
}

const HOPELESS = [
  'CrashLoopBackOff',
  'ImagePullBackOff',
  'InvalidImageName',
  'CreateContainerConfigError',
];

const neverUp = (name: string, because: string): Failure =>
  new Failure(
    'delivery/candidate-gave-up',
    {
      en: `${name} does not stay up: ${because}`,
      ko: `${withParticle(name, '이/가')} 떠 있지 못한다: ${because}`,
    },
    {
      hint: {
        en: `Read what it says, \`kubectl logs deployment/${name}\`, repair it, and deploy again.`,
        ko: `\`kubectl logs deployment/${name}\`로 까닭을 읽고, 고쳐서 다시 배포한다.`,
      },
    },
  );

const nameTaken = (name: string, bears: string): Failure =>
  new Failure(
    'delivery/name-taken',
    {
      en: `${name} is already the release ${bears}: their digests begin alike`,
      ko: `${name} 이름은 이미 릴리스 ${bears}의 것이다. 두 다이제스트의 앞이 같다`,
    },
    {
      hint: {
        en: 'Change anything in the release, so that it has another digest.',
        ko: '릴리스에서 무엇이든 바꿔 다이제스트를 다르게 한다.',
      },
    },
  );
