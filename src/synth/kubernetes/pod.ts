import {
  type ResolvedJob,
  type ResolvedService,
  type ResolvedStore,
  settleDrain,
  settlePort,
  settleStart,
} from '#model';
import { imageOf } from '../image.ts';
import { type Said, sayer, type Tree, type TreeMap } from '../source.ts';
import { labelsOf } from './object.ts';
import { cpu, memory, seconds } from './quantity.ts';
import { machinesOf, spread } from './scheduling.ts';
import { type KubeSite, sourceOf } from './site.ts';
import { variablesOf } from './variables.ts';

type Running = ResolvedService | ResolvedJob;

/** A number that no system account has, for images that do not say theirs. */
const SOMEBODY = 10_001;

/** How long a pod that was told to stop serves on: whoever sends it requests learns of it later. */
const LEAVE_SECONDS = 5;
/** A provider's load balancer learns of it through its control plane, which takes longer. */
const LEAVE_BALANCER_SECONDS = 20;

/** A pod of a service or a job: nobody's root, nothing to write to but /tmp, no way to the API. */
export function podOf(site: KubeSite, part: Running): TreeMap {
  const isService = part.kind === 'service';
  return {
    metadata: {
      labels: labelsOf(site, part.name),
      annotations: site.hasMesh ? SIDECAR : undefined,
    },
    spec: {
      serviceAccountName: part.name,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: podSecurity(userOf(site, part)),
      ...machinesOf(site, part),
      topologySpreadConstraints: isService ? spread(part) : undefined,
      terminationGracePeriodSeconds: isService ? graceOf(site, part) : undefined,
      restartPolicy: isService ? undefined : 'Never',
      containers: [containerOf(site, part)],
      volumes: [{ name: 'tmp', emptyDir: part.disk ? { sizeLimit: said(part, 'disk') } : {} }],
    },
  };
}

/** What Istio's own container may use, so that the quota of the namespace can count it. */
export const SIDECAR_CPU = 0.1;
export const SIDECAR_MEMORY = 256 * 2 ** 20;
export const SIDECAR: TreeMap = {
  'sidecar.istio.io/proxyCPU': cpu(SIDECAR_CPU),
  'sidecar.istio.io/proxyMemory': memory(SIDECAR_MEMORY),
  'sidecar.istio.io/proxyMemoryLimit': memory(SIDECAR_MEMORY),
};

const said = (part: Running, field: 'disk'): Said => sayer(part)(field, memory(part[field] ?? 0));

export const podSecurity = (user: Tree): TreeMap => ({
  runAsNonRoot: true,
  runAsUser: user,
  runAsGroup: user,
  fsGroup: user,
  seccompProfile: { type: 'RuntimeDefault' },
});

export const CONTAINER_SECURITY: TreeMap = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

function userOf(site: KubeSite, part: Running): Tree {
  const user = part.image?.user;
  if (user === undefined) return SOMEBODY;
  if (user > 0) return sayer(part)('image.user', user);
  site.cannotSay(
    { path: `parts.${part.name}.image.user`, at: part.at },
    {
      en: `${part.name} is said to run as root, and the namespace admits nobody's root: it runs as ${SOMEBODY}`,
      ko: `${part.name} 이미지는 root로 돈다고 적혀 있지만 네임스페이스가 root를 받지 않아 ${SOMEBODY} 사용자로 돌린다`,
    },
    { en: 'Build the image with a user of its own.', ko: '이미지에 따로 사용자를 만든다.' },
  );
  return SOMEBODY;
}

/** No command: what an image starts is the image's to say. */
function containerOf(site: KubeSite, part: Running): TreeMap {
  const isService = part.kind === 'service';
  const sleep = isService ? leaveOf(site, part) : 0;
  return {
    name: part.name,
    image: imageOf(site.context, part),
    imagePullPolicy: 'IfNotPresent',
    ports: isService
      ? [{ name: 'http', containerPort: sayer(part)('port', settlePort(part)), protocol: 'TCP' }]
      : undefined,
    env: variablesOf(site, part),
    resources: resourcesOf(site, part),
    ...(isService ? probesOf(part) : {}),
    lifecycle: isService ? { preStop: { sleep: { seconds: sleep } } } : undefined,
    securityContext: CONTAINER_SECURITY,
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
  };
}

/**
 * What it is given. The limit of memory is what is reserved: what one pod takes beyond, another dies
 * of. CPU has no limit: idle time is nobody's, and a limit slows requests down while cores stand idle.
 */
export function resourcesOf(
  site: KubeSite,
  part: Running | (ResolvedStore & { readonly size?: { cpu: number; memory: number } | undefined }),
): TreeMap | undefined {
  const say = sayer(part);
  const size = 'size' in part ? part.size : undefined;
  const reserves = 'reserves' in part ? part.reserves : undefined;
  const gpu = 'gpu' in part && part.gpu ? { 'nvidia.com/gpu': say('gpu', String(part.gpu)) } : {};
  const held = size ?? reserves;
  if (!held) {
    site.isMissing(
      sourceOf(part),
      {
        en: `${part.name} says no size: it gets what the namespace gives to whoever asks for nothing`,
        ko: `${part.name} 크기가 계획에 없어 네임스페이스 기본값을 받는다`,
      },
      { en: 'Write `size: { cpu, memory }`.', ko: '`size: { cpu, memory }`를 적는다.' },
    );
    return Object.keys(gpu).length > 0 ? { limits: gpu } : undefined;
  }
  const field = size ? 'size' : 'reserves';
  const bytes = say(`${field}.memory`, memory(held.memory));
  const disk = 'disk' in part && part.disk ? { [DISK]: say('disk', memory(part.disk)) } : {};
  const cores = reserves ? say('reserves.cpu', cpu(reserves.cpu)) : say('size.cpu', cpu(held.cpu));
  return {
    requests: { cpu: cores, memory: bytes, ...disk },
    limits: { memory: bytes, ...disk, ...gpu },
  };
}

const DISK = 'ephemeral-storage';

function probesOf(part: ResolvedService): TreeMap {
  const say = sayer(part);
  const { live, ready = live } = part.health ?? {};
  const asks = (field: 'live' | 'ready', path: string | undefined): TreeMap =>
    path === undefined
      ? { tcpSocket: { port: 'http' } }
      : { httpGet: { path: say(`health.${field}`, path), port: 'http' } };
  const every = 2;
  const within = Math.ceil(seconds(settleStart(part)) / every);
  const begins = live === undefined ? asks('ready', ready) : asks('live', live);
  return {
    startupProbe: {
      ...begins,
      periodSeconds: every,
      failureThreshold: say('health.within', within),
    },
    readinessProbe: { ...asks('ready', ready), periodSeconds: 5, failureThreshold: 2 },
    // Restarted only for what it says of itself: a port that is slow to open is no reason.
    livenessProbe:
      live === undefined
        ? undefined
        : { ...asks('live', live), periodSeconds: 10, failureThreshold: 3 },
  };
}

const leaveOf = (site: KubeSite, { name }: ResolvedService): number =>
  !site.hasMesh && site.gatewaysOf(name).length > 0 ? LEAVE_BALANCER_SECONDS : LEAVE_SECONDS;

const graceOf = (site: KubeSite, part: ResolvedService): Said =>
  sayer(part)('stop.drain', leaveOf(site, part) + seconds(settleDrain(part)));
