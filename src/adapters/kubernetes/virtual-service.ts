import { type Clock, SECOND } from '#kernel';
import type { KubeClient } from './client.ts';
import { type KubeObject, VIRTUAL_SERVICE } from './kinds.ts';
import {
  isOverride,
  leadsTo,
  OVERRIDE_HEADER,
  type RuleChange,
  type TrafficRule,
  weightsIn,
} from './traffic.ts';

interface HttpRule {
  readonly name?: string;
  readonly delegate?: object;
  readonly match?: readonly { readonly headers?: object }[];
  readonly route?: readonly {
    readonly destination: { readonly host: string; readonly port?: { readonly number: number } };
    readonly weight?: number;
  }[];
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
  async write(service, { metadata, spec }, change) {
    const { name, resourceVersion } = metadata;
    const version = resourceVersion === undefined ? {} : { resourceVersion };
    await client.apply(VIRTUAL_SERVICE, {
      metadata: { name, ...version, annotations: change.notes },
      spec: { http: rulesOf(service, spec as Spec, change) },
    });
  },
  weights: (service, { spec }) =>
    weightsIn(
      service,
      ((spec as Spec).http ?? []).map(({ route = [] }) =>
        route.map(({ destination, weight }) => ({
          name: shortName(destination.host),
          ...(weight !== undefined && { weight }),
        })),
      ),
    ),
  followed: () => clock.sleep(settleMs),
});

function rulesOf(
  service: string,
  { http = [{}] }: Spec,
  { backends, override }: RuleChange,
): HttpRule[] {
  const names = ({ route = [] }: HttpRule) =>
    route.map(({ destination }) => shortName(destination.host));
  const leadsHere = (rule: HttpRule) =>
    (names(rule).length === 0 && !rule.delegate) ||
    names(rule).some((name) => leadsTo(service, name));
  const route = backends.map(({ name, port, weight }) => ({
    destination: { host: name, port: { number: port } },
    weight,
  }));
  return http
    .filter((rule) => !names(rule).some((name) => isOverride(service, name)))
    .flatMap((rule) => {
      if (!leadsHere(rule)) return [rule];
      const led = { ...rule, route };
      return override ? [overriding(rule, override), led] : [led];
    });
}

/** The same rule for requests with the header; of Istio's rules the first that matches wins. */
function overriding(
  { name: _, match = [{}], ...rule }: HttpRule,
  { name, port }: NonNullable<RuleChange['override']>,
): HttpRule {
  const header = { [OVERRIDE_HEADER.name]: { exact: OVERRIDE_HEADER.value } };
  return {
    ...rule,
    match: match.map((one) => ({ ...one, headers: { ...one.headers, ...header } })),
    route: [{ destination: { host: name, port: { number: port } } }],
  };
}

/** `shop-1234abcd.shop.svc.cluster.local` is `shop-1234abcd`. */
const shortName = (host: string): string => host.split('.')[0] ?? '';
