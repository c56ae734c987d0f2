import type { Tree } from './store.ts';

/**
 * What the level `restricted` of the Pod Security Standards refuses in a pod, as its documentation
 * lists the controls (Baseline and Restricted, Linux pods); empty when it is admitted.
 */
export function restrictedRefusals(spec: Tree): readonly string[] {
  const containers = ['initContainers', 'containers', 'ephemeralContainers'].flatMap(
    (list) => (spec[list] as readonly Container[] | undefined) ?? [],
  );
  const pod = (spec.securityContext ?? {}) as Security;
  const volumes = (spec.volumes ?? []) as readonly Tree[];
  return [
    ...['hostNetwork', 'hostPID', 'hostIPC']
      .filter((one) => spec[one] === true)
      .map((one) => `${one} is true`),
    ...volumes.flatMap(({ name, ...source }) =>
      Object.keys(source)
        .filter((type) => !VOLUMES.includes(type))
        .map((type) => `volume ${String(name)} is a ${type}`),
    ),
    ...ofBoth('pod', pod),
    ...containers.flatMap((one) => ofContainer(one, pod)),
  ];
}

interface Security {
  readonly privileged?: boolean;
  readonly runAsNonRoot?: boolean;
  readonly runAsUser?: number;
  readonly allowPrivilegeEscalation?: boolean;
  readonly seccompProfile?: { readonly type: string };
  readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] };
  readonly procMount?: string;
  readonly appArmorProfile?: { readonly type: string };
  readonly seLinuxOptions?: { readonly type?: string; readonly user?: string };
  readonly sysctls?: readonly { readonly name: string }[];
}

interface Container {
  readonly name: string;
  readonly securityContext?: Security;
  readonly ports?: readonly { readonly hostPort?: number }[];
}

const VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];
const SECCOMP = ['RuntimeDefault', 'Localhost'];
const SELINUX = [undefined, '', 'container_t', 'container_init_t', 'container_kvm_t'];

/** What may be said wrongly of the pod and of each container. */
const ofBoth = (name: string, own: Security): string[] =>
  told(name, {
    'runs as user 0': own.runAsUser === 0,
    'has a seccomp profile that is not allowed':
      own.seccompProfile !== undefined && !SECCOMP.includes(own.seccompProfile.type),
    'is unconfined by AppArmor': own.appArmorProfile?.type === 'Unconfined',
    'has SELinux options':
      own.seLinuxOptions?.user !== undefined || !SELINUX.includes(own.seLinuxOptions?.type),
    'sets sysctls': (own.sysctls ?? []).length > 0,
  });

/** What every container has to say itself, or its pod for it. */
function ofContainer({ name, securityContext: own = {}, ports = [] }: Container, pod: Security) {
  const { drop = [], add = [] } = own.capabilities ?? {};
  return [
    ...ofBoth(name, own),
    ...told(name, {
      'is privileged': own.privileged === true,
      'may escalate its privileges': own.allowPrivilegeEscalation !== false,
      'does not run as non-root': (own.runAsNonRoot ?? pod.runAsNonRoot) !== true,
      'has no seccomp profile': (own.seccompProfile ?? pod.seccompProfile) === undefined,
      'does not drop all capabilities': !drop.includes('ALL'),
      'adds capabilities': add.some((one) => one !== 'NET_BIND_SERVICE'),
      'mounts /proc its own way': own.procMount !== undefined && own.procMount !== 'Default',
      'takes a port of the machine': ports.some(({ hostPort = 0 }) => hostPort !== 0),
    }),
  ];
}

const told = (name: string, said: Readonly<Record<string, boolean>>): string[] =>
  Object.entries(said).flatMap(([words, isSo]) => (isSo ? [`${name} ${words}`] : []));
