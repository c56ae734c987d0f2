import { type Clock, SECOND } from '#kernel';
import type { KubeClient } from './client.ts';
import { type KubeObject, VIRTUAL_SERVICE } from './kinds.ts';
import { type Backend, isOurs, type TrafficRule } from './traffic.ts';

interface HttpRule {
  readonly route?: readonly { readonly destination: { readonly host: string } }[];
}

interface Spec {
  readonly http?: readonly HttpRule[];
}

/**
 * The weights of an Istio VirtualService, in every rule that leads to the service. Istio does not
 * say when its proxies follow (its status is off by default), so they are given some time.
 */
export const virtualService = (
  client: KubeClient,
  clock: Clock,
  settleMs: number = 5 * SECOND,
): TrafficRule => ({
  read: (service) => client.get<KubeObject & { spec: unknown }>(VIRTUAL_SERVICE, service),
  async write(service, { metadata, spec }, { backends, notes }) {
    const { name, resourceVersion } = metadata;
    const version = resourceVersion === undefined ? {} : { resourceVersion };
    await client.apply(VIRTUAL_SERVICE, {
      metadata: { name, ...version, annotations: notes },
      spec: { http: rulesOf(service, spec as Spec, backends) },
    });
  },
  followed: () => clock.sleep(settleMs),
});

function rulesOf(service: string, { http = [{}] }: Spec, backends: readonly Backend[]): HttpRule[] {
  const route = backends.map(({ name, port, weight }) => ({
    destination: { host: name, port: { number: port } },
    weight,
  }));
  const leadsHere = ({ route: to = [] }: HttpRule) =>
    to.length === 0 || to.some(({ destination }) => isOurs(service, shortName(destination.host)));
  return http.map((rule) => (leadsHere(rule) ? { ...rule, route } : rule));
}

/** `shop-1234abcd.shop.svc.cluster.local` is `shop-1234abcd`. */
const shortName = (host: string): string => host.split('.')[0] ?? '';
