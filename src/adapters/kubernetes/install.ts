import { SECOND } from '#kernel';
import type { KubeClient } from './client.ts';
import type { Hands } from './hands.ts';
import { follow, instancesBefore } from './in-force.ts';
import { HTTP_ROUTE, VIRTUAL_SERVICE } from './kinds.ts';
import { printNotes, readNotes } from './notes.ts';
import { NAME_LABEL } from './objects.ts';
import { scale, untilReady } from './release.ts';
import { backendOf } from './set-weight.ts';
import type { Backend } from './traffic.ts';

export interface FirstRelease {
  readonly service: string;
  readonly release: string;
  readonly replicas: number;
}

export interface RouteWords {
  /** The gateways the service is reached through. */
  readonly parentRefs: readonly object[];
  readonly hostnames?: readonly string[];
  /** Paths that begin with one of these; all of them when nothing is said. */
  readonly paths?: readonly string[];
}

/**
 * Whom the hosts and the gateways of a route belong to. Not the manager of the weights: what that one
 * leaves out of an apply is taken away.
 */
const INSTALLER = 'hanok-install';

type InstallTools = Pick<Hands, 'client' | 'podOf' | 'clock' | 'withinMs' | 'rule'> &
  Partial<Pick<Hands, 'settleMs'>>;

/**
 * Stands the first release of a service up and resolves when it is ready and in force. A release
 * that is in force already is left to rollouts: asked again it changes nothing.
 */
export async function install(
  { service, release, replicas }: FirstRelease,
  makeRule: (backends: readonly Backend[]) => Promise<void>,
  { settleMs = 5 * SECOND, ...tools }: InstallTools,
): Promise<void> {
  const hands = { ...tools, settleMs };
  const { rule } = hands;
  const standing = await rule.read(service);
  const { stable } = readNotes(standing?.metadata.annotations);
  if (stable === release) await follow(service, release, hands);
  if (stable !== undefined) return;
  // What stood before may have grown: its traffic needs as many.
  const wanted = Math.max(replicas, await instancesBefore(service, hands));
  await scale(service, release, wanted, hands);
  await untilReady(service, release, wanted, hands);
  const backends = [backendOf(service, release, 100, hands.podOf)];
  // One that stands already belongs to whoever wrote it: its hosts and its gateways are left alone.
  if (!standing) await makeRule(backends);
  const state = await rule.read(service);
  if (!state) return;
  await rule.write(service, state, { backends, notes: printNotes({ stable: release, steps: [] }) });
  await rule.followed(service);
  await follow(service, release, hands);
}

/** The route of a service, to its first release. */
export const makeRoute =
  (client: KubeClient, service: string, { parentRefs, hostnames, paths }: RouteWords) =>
  async (backends: readonly Backend[]): Promise<void> => {
    const matches = paths?.map((value) => ({ path: { type: 'PathPrefix', value } }));
    await client.apply(
      HTTP_ROUTE,
      {
        metadata: { name: service, labels: { [NAME_LABEL]: service } },
        spec: {
          parentRefs,
          ...(hostnames && { hostnames }),
          rules: [{ ...(matches && { matches }), backendRefs: backends }],
        },
      },
      INSTALLER,
    );
  };

export interface VirtualServiceWords {
  readonly hosts: readonly string[];
  /** The gateways it is reached through; the mesh alone when absent. */
  readonly gateways?: readonly string[];
  readonly paths?: readonly string[];
}

/** The VirtualService of a service, to its first release: Istio takes none without a route. */
export const makeVirtualService =
  (client: KubeClient, service: string, { hosts, gateways, paths }: VirtualServiceWords) =>
  async (backends: readonly Backend[]): Promise<void> => {
    const match = paths?.map((prefix) => ({ uri: { prefix } }));
    const route = backends.map(({ name, port, weight }) => ({
      destination: { host: name, port: { number: port } },
      weight,
    }));
    await client.apply(
      VIRTUAL_SERVICE,
      {
        metadata: { name: service, labels: { [NAME_LABEL]: service } },
        spec: { hosts, ...(gateways && { gateways }), http: [{ ...(match && { match }), route }] },
      },
      INSTALLER,
    );
  };
