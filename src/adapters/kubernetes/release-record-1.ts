import type { PodWords } from './objects.ts';

/** What the first version of a record says of a pod; nobody writes it any more. */
export interface FirstWords {
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, { readonly name: string; readonly key: string }>>;
  readonly port: number;
  readonly ready: string;
  readonly alive?: string;
  readonly resources?: object;
  readonly drainSeconds: number;
  readonly readyWithinSeconds?: number;
}

const LEAVE_SECONDS = 5;

/** The pod that such a release runs, to the letter: what stands must not be changed by being read. */
export function podOfFirst(service: string, pod: FirstWords): PodWords {
  const { image, command, args, port, ready, alive, resources, readyWithinSeconds } = pod;
  const container = {
    name: service,
    image,
    ...(command && { command }),
    ...(args && { args }),
    ports: [{ name: 'http', containerPort: port, protocol: 'TCP' }],
    env: variablesOf(pod),
    ...(resources && { resources }),
    readinessProbe: { httpGet: { path: ready, port }, periodSeconds: 2 },
    ...(alive !== undefined && {
      livenessProbe: { httpGet: { path: alive, port }, periodSeconds: 10, failureThreshold: 3 },
    }),
    lifecycle: { preStop: { sleep: { seconds: LEAVE_SECONDS } } },
  };
  const terminationGracePeriodSeconds = LEAVE_SECONDS + pod.drainSeconds;
  return {
    template: { spec: { terminationGracePeriodSeconds, containers: [container] } },
    port,
    ...(readyWithinSeconds !== undefined && { readyWithinSeconds }),
  };
}

const variablesOf = ({ env = {}, secrets = {} }: FirstWords): readonly object[] =>
  [
    ...Object.entries(env).map(([name, value]) => ({ name, value })),
    ...Object.entries(secrets).map(([name, secretKeyRef]) => ({
      name,
      valueFrom: { secretKeyRef },
    })),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
