import { type ResolvedJob, type ResolvedService, settleReplicas, settleRollout } from '#model';
import type { SynthFile } from '../file.ts';
import { from, sourceOfPart, type TreeMap } from '../source.ts';
import { watchedPolicyOf } from './monitoring.ts';
import { namespacePoliciesOf } from './network-policy.ts';
import { fileOf, labelsOf, objectOf } from './object.ts';
import { SIDECAR_CPU, SIDECAR_MEMORY } from './pod.ts';
import { cpu, memory } from './quantity.ts';
import type { KubeSite } from './site.ts';

/** The namespace: what pods may be, what all may use together, and that nobody talks to anybody. */
export function namespaceFileOf(site: KubeSite): SynthFile {
  const source = sourceOfPart(site.plan.environment, 'environments');
  return fileOf(site, 'namespace', source, [
    namespaceOf(site),
    quotaOf(site),
    limitsOf(site),
    ...namespacePoliciesOf(site),
    ...watchedPolicyOf(site),
  ]);
}

const LEVELS = ['enforce', 'audit', 'warn'];

function namespaceOf(site: KubeSite): TreeMap {
  if (site.hasMesh) sayPlugin(site);
  if (site.plan.environment.off) sayPauses(site);
  if (`${site.plan.name}-${site.plan.environment.name}` !== site.namespace) sayCut(site);
  return from(site.source, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: site.namespace,
      labels: {
        ...labelsOf(site, site.plan.name),
        ...Object.fromEntries(
          LEVELS.map((level) => [`pod-security.kubernetes.io/${level}`, 'restricted']),
        ),
        'istio-injection': site.hasMesh ? 'enabled' : undefined,
      },
    },
  });
}

const sayCut = (site: KubeSite): void =>
  site.cannotSay(
    site.source,
    {
      en: `a namespace has at most 63 letters: the environment stands in ${site.namespace}`,
      ko: `네임스페이스 이름은 63자까지라 ${site.namespace}에 둔다`,
    },
    { en: 'Shorten the name of the plan or the environment.', ko: '계획이나 환경 이름을 줄인다.' },
  );

function sayPauses(site: KubeSite): void {
  const { name, at } = site.plan.environment;
  site.cannotSay(
    { path: `environments.${name}.off`, at },
    {
      en: `Kubernetes has no hours of business: nothing on ${site.name} stops when ${name} is to be off`,
      ko: `쿠버네티스에는 쉬는 시간이 없다. ${name} 환경을 끄기로 한 때에도 ${site.name} 사이트에서는 아무것도 멈추지 않는다`,
    },
    {
      en: 'Let a scheduler of the provider take the node pools down to none.',
      ko: '클라우드의 스케줄러로 노드 풀을 0으로 줄인다.',
    },
  );
}

const sayPlugin = (site: KubeSite): void =>
  site.isMissing(
    site.source,
    {
      en: `Istio on ${site.name} must run with its CNI plugin: the namespace admits no container that changes the network`,
      ko: `${site.name} 사이트의 Istio는 CNI 플러그인으로 돌아야 한다. 네임스페이스가 네트워크를 고치는 컨테이너를 받지 않는다`,
    },
    { en: 'Install istio-cni with Istio.', ko: 'Istio와 함께 istio-cni를 설치한다.' },
  );

interface Use {
  readonly pods: number;
  readonly cpu: number;
  readonly memory: number;
}

/** What a container gets that asks for nothing. */
const DEFAULT = { cpu: 0.1, memory: 256 * 2 ** 20 };

/** All that the parts may use when each is at its most, with a release under way. */
function quotaOf(site: KubeSite): TreeMap {
  const uses = [
    ...site.running.map((part) => useOf(site, part)),
    ...site.stores.map(storeUse),
    ...site.gateways.map((gateway) => gatewayUse(site, gateway)),
  ];
  const sum = (field: keyof Use): number => uses.reduce((all, use) => all + use[field], 0);
  const bytes = memory(Math.ceil(sum('memory') / GIB) * GIB);
  return objectOf(
    site,
    site.source,
    { apiVersion: 'v1', kind: 'ResourceQuota', name: 'parts', of: site.plan.name },
    {
      spec: {
        hard: {
          pods: String(sum('pods')),
          'requests.cpu': cpu(sum('cpu')),
          'requests.memory': bytes,
          'limits.memory': bytes,
        },
      },
    },
  );
}

/**
 * Twice its most where a release stands beside the one before it until it is promoted; one more where
 * pods are replaced one by one.
 */
function useOf(site: KubeSite, part: ResolvedService | ResolvedJob): Use {
  const { cpu: cores, memory: bytes } = askOf(part);
  const pods = podsOf(part);
  const sidecar = site.hasMesh ? { cpu: SIDECAR_CPU, memory: SIDECAR_MEMORY } : NOTHING;
  return {
    pods,
    cpu: pods * (cores + sidecar.cpu),
    memory: pods * (bytes + sidecar.memory),
  };
}

const GIB = 2 ** 30;
const NOTHING = { cpu: 0, memory: 0 };

const askOf = ({ size, reserves }: ResolvedService | ResolvedJob): typeof DEFAULT => ({
  cpu: reserves?.cpu ?? size?.cpu ?? DEFAULT.cpu,
  memory: size?.memory ?? reserves?.memory ?? DEFAULT.memory,
});

function podsOf(part: ResolvedService | ResolvedJob): number {
  if (part.kind === 'job') return 1;
  const { max } = settleReplicas(part);
  return settleRollout(part).strategy === 'rolling' ? max + 1 : 2 * max;
}

interface Sized {
  readonly size?: { readonly cpu: number; readonly memory: number } | undefined;
}

function storeUse(store: KubeSite['stores'][number]): Use {
  if (store.kind !== 'postgres' && store.kind !== 'redis') return { pods: 0, ...NOTHING };
  const count =
    store.kind === 'postgres' ? 1 + (store.replicas ?? 0) + (store.readers?.count ?? 0) : 1;
  const size = (store as Sized).size ?? DEFAULT;
  const bytes = store.kind === 'redis' ? (store.memory ?? DEFAULT.memory) : size.memory;
  // One more while one is replaced, or copied from.
  return { pods: count + 1, cpu: (count + 1) * size.cpu, memory: (count + 1) * bytes };
}

function gatewayUse(site: KubeSite, { replicas = 1, size }: KubeSite['gateways'][number]): Use {
  if (!site.hasMesh) return { pods: 0, ...NOTHING };
  const { cpu: cores, memory: bytes } = size ?? DEFAULT;
  const pods = replicas + 1;
  return { pods, cpu: pods * cores, memory: pods * bytes };
}

const limitsOf = (site: KubeSite): TreeMap =>
  objectOf(
    site,
    site.source,
    { apiVersion: 'v1', kind: 'LimitRange', name: 'containers', of: site.plan.name },
    {
      spec: {
        limits: [
          {
            type: 'Container',
            default: { memory: memory(DEFAULT.memory), 'ephemeral-storage': memory(2 * GIB) },
            defaultRequest: {
              cpu: cpu(DEFAULT.cpu),
              memory: memory(DEFAULT.memory),
              'ephemeral-storage': memory(GIB / 4),
            },
          },
        ],
      },
    },
  );
