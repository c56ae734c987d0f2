import { type ResolvedService, settleDrain, settlePort } from '#model';
import { from, type Said, sayer, type TreeMap } from '../source.ts';
import { armorNameOf } from '../terraform/google/armor-name.ts';
import { objectOf } from './object.ts';
import { seconds } from './quantity.ts';
import { type KubeSite, sourceOf } from './site.ts';

const API = 'networking.gke.io/v1';

/**
 * What Google's load balancer asks a service, and how long it waits for it. It does not read the
 * probes of a pod: a service that has no page at '/' would never get a request.
 */
export function googlePoliciesOf(site: KubeSite, service: ResolvedService): readonly TreeMap[] {
  const isBehind = site.placement.engine === 'gke' && site.gatewaysOf(service.name).length > 0;
  if (!isBehind) return [];
  const { name } = service;
  const source = sourceOf(service);
  const targetRef = { group: '', kind: 'Service', name };
  const words = { apiVersion: API, name };
  return [
    objectOf(
      site,
      source,
      { ...words, kind: 'HealthCheckPolicy' },
      { spec: { default: checkOf(service), targetRef } },
    ),
    objectOf(
      site,
      source,
      { ...words, kind: 'GCPBackendPolicy' },
      { spec: { default: backendOf(site, service), targetRef } },
    ),
  ];
}

function checkOf(service: ResolvedService): TreeMap {
  const { ready, live } = service.health ?? {};
  const port = sayer(service)('port', settlePort(service));
  const path = ready ?? live;
  return {
    checkIntervalSec: 5,
    timeoutSec: 5,
    config:
      path === undefined
        ? { type: 'TCP', tcpHealthCheck: { port, portSpecification: 'USE_FIXED_PORT' } }
        : {
            type: 'HTTP',
            httpHealthCheck: {
              port,
              portSpecification: 'USE_FIXED_PORT',
              requestPath: sayer(service)(
                ready === undefined ? 'health.live' : 'health.ready',
                path,
              ),
            },
          },
  };
}

/** The most patient route decides; 30 seconds count where none says any. */
function backendOf(site: KubeSite, service: ResolvedService): TreeMap {
  const routes = site.context.view.routesTo(service.name);
  const [longest] = routes
    .filter(({ route }) => route.timeout !== undefined)
    .sort((a, b) => (b.route.timeout ?? 0) - (a.route.timeout ?? 0));
  const draining = sayer(service)('stop.drain', seconds(settleDrain(service)));
  const rest = {
    securityPolicy: armorOf(site, service),
    connectionDraining: { drainingTimeoutSec: draining },
  };
  if (!longest) return rest;
  const source = {
    path: `parts.${longest.gateway}.routes[${longest.route.path}].timeout`,
    at: longest.route.at,
  };
  return { ...from(source, { timeoutSec: seconds(longest.route.timeout ?? 0) }), ...rest };
}

/** The firewall of the first gateway by name that has one: a Service takes no second. */
function armorOf(site: KubeSite, { name }: ResolvedService): Said | undefined {
  const guarded = site.gateways
    .filter(({ firewall }) => firewall === true)
    .find((gateway) => site.gatewaysOf(name).includes(gateway.name));
  return guarded && sayer(guarded)('firewall', armorNameOf(site.plan, site.name, guarded.name));
}
