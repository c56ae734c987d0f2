import { type ResolvedGateway, type ResolvedService, settleDrain } from '#model';
import { sayer, type TreeMap } from '../source.ts';
import { objectOf } from './object.ts';
import { seconds } from './quantity.ts';
import { type KubeSite, sourceOf } from './site.ts';

const GROUP = 'gateway.k8s.aws';
const API = `${GROUP}/v1`;

/** Where the load balancer of a gateway stands: left alone, the controller makes a private one. */
export const balancerOf = (site: KubeSite, gateway: ResolvedGateway): readonly TreeMap[] =>
  site.placement.engine === 'eks'
    ? [
        objectOf(
          site,
          sourceOf(gateway),
          { apiVersion: API, kind: 'LoadBalancerConfiguration', name: gateway.name },
          { spec: { scheme: 'internet-facing' } },
        ),
      ]
    : [];

export const balancerRefOf = (site: KubeSite, { name }: ResolvedGateway): TreeMap | undefined =>
  site.placement.engine === 'eks'
    ? { parametersRef: { group: GROUP, kind: 'LoadBalancerConfiguration', name } }
    : undefined;

/**
 * How Amazon's load balancer reaches a service: its pods, not ports of machines, asked at the path
 * that the plan says, and left in peace for as long as they drain.
 */
export function amazonPoliciesOf(site: KubeSite, service: ResolvedService): readonly TreeMap[] {
  const isBehind = site.placement.engine === 'eks' && site.gatewaysOf(service.name).length > 0;
  if (!isBehind) return [];
  const { name } = service;
  const say = sayer(service);
  const { ready, live } = service.health ?? {};
  const path = ready ?? live;
  const drain = say('stop.drain', String(seconds(settleDrain(service))));
  return [
    objectOf(
      site,
      sourceOf(service),
      { apiVersion: API, kind: 'TargetGroupConfiguration', name },
      {
        spec: {
          targetReference: { name },
          defaultConfiguration: {
            targetType: 'ip',
            healthCheckConfig: path && {
              healthCheckPath: say(ready === undefined ? 'health.live' : 'health.ready', path),
              healthCheckProtocol: 'HTTP',
            },
            targetGroupAttributes: [{ key: 'deregistration_delay.timeout_seconds', value: drain }],
          },
        },
      },
    ),
  ];
}
