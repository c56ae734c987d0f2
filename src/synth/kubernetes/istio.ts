import { type ResolvedGateway, type ResolvedRoute, type ResolvedService, settlePort } from '#model';
import { from, sayer, type TreeMap } from '../source.ts';
import { allowsSome } from './gateway.ts';
import { objectOf } from './object.ts';
import { duration } from './quantity.ts';
import {
  byLongestPath,
  hasTls,
  routesHere,
  sayCertificate,
  sayUnsaid,
  sourceOfRoute,
} from './routes.ts';
import { type KubeSite, sourceOf } from './site.ts';

const API = 'networking.istio.io/v1';

/**
 * How calls to a service are made: encrypted by the mesh, past instances that fail, and along a route
 * that both the gateways and calls from inside follow. A delivery sets the weights in that route,
 * which is named after the service.
 */
export function meshRoutesOf(site: KubeSite, service: ResolvedService): readonly TreeMap[] {
  const { name } = service;
  const isRouted = site.gatewaysOf(name).length > 0;
  const isCalled = site.callersOf(name).length > 0;
  const http = [{ route: [{ destination: destinationOf(service), weight: 100 }] }];
  const source = sourceOf(service);
  const words = { apiVersion: API, kind: 'VirtualService' };
  if (!isRouted && !isCalled) return [];
  return [
    destinationRuleOf(site, service),
    objectOf(
      site,
      source,
      { ...words, name },
      { spec: isRouted ? { http } : { hosts: [name], http } },
    ),
    ...(isRouted && isCalled
      ? [
          objectOf(
            site,
            source,
            { ...words, name: `${name}.inside`, of: name },
            { spec: { hosts: [name], http: [{ delegate: { name, namespace: site.namespace } }] } },
          ),
        ]
      : []),
  ];
}

const destinationOf = (service: ResolvedService): TreeMap => ({
  host: service.name,
  port: { number: sayer(service)('port', settlePort(service)) },
});

/** How many failures in a row put an instance aside, where no gateway says it. */
const EJECT_AFTER = 5;

function destinationRuleOf(site: KubeSite, service: ResolvedService): TreeMap {
  const said = site.gateways.find(
    ({ name, ejectAfter }) =>
      ejectAfter !== undefined && site.gatewaysOf(service.name).includes(name),
  );
  return objectOf(
    site,
    sourceOf(service),
    { apiVersion: API, kind: 'DestinationRule', name: service.name },
    {
      spec: {
        host: service.name,
        trafficPolicy: {
          tls: { mode: 'ISTIO_MUTUAL' },
          outlierDetection: {
            consecutive5xxErrors: said
              ? sayer(said)('ejectAfter', said.ejectAfter ?? EJECT_AFTER)
              : EJECT_AFTER,
            interval: '10s',
            baseEjectionTime: '30s',
            // Somebody must be left to answer, however ill all of them look.
            maxEjectionPercent: 50,
          },
        },
      },
    },
  );
}

interface Rooted {
  readonly hosts: readonly string[];
  readonly routes: readonly ResolvedRoute[];
}

/**
 * The paths of a gateway in one object for each set of hosts: between two objects for one host Istio
 * promises no order, and the longest path must come first.
 */
export function rootRoutesOf(site: KubeSite, gateway: ResolvedGateway): readonly TreeMap[] {
  return rootsOf(site, gateway).map(({ hosts, routes }, index) => {
    const say = sayer(gateway);
    return objectOf(
      site,
      sourceOf(gateway),
      {
        apiVersion: API,
        kind: 'VirtualService',
        // With a dot, which no name of a plan has.
        name: `${gateway.name}.routes${index === 0 ? '' : `-${index + 1}`}`,
        of: gateway.name,
      },
      {
        spec: {
          hosts: hosts.length > 0 ? hosts.map((host) => say('hosts', host)) : ['*'],
          gateways: [gateway.name],
          http: byLongestPath(routes).map((route) => ruleOf(site, gateway, route)),
        },
      },
    );
  });
}

/** Every host with the routes that hold for it, hosts with the same routes together. */
function rootsOf(site: KubeSite, gateway: ResolvedGateway): readonly Rooted[] {
  const routes = routesHere(site, gateway);
  const hosts = [...new Set(routes.flatMap((route) => route.hosts ?? gateway.hosts ?? []))].sort();
  if (hosts.length === 0) return routes.length > 0 ? [{ hosts: [], routes }] : [];
  const bySet = new Map<string, { hosts: string[]; routes: readonly ResolvedRoute[] }>();
  for (const host of hosts) {
    const own = routes.filter((route) => (route.hosts ?? gateway.hosts ?? []).includes(host));
    const key = own.map(({ path, to }) => `${path} ${to}`).join('\n');
    const known = bySet.get(key);
    if (known) known.hosts.push(host);
    else bySet.set(key, { hosts: [host], routes: own });
  }
  return [...bySet.values()];
}

/** A prefix with a slash at its end says where a step ends; one without would match `/apifoo` too. */
function ruleOf(site: KubeSite, { name }: ResolvedGateway, route: ResolvedRoute): TreeMap {
  const { path, to, timeout, answers } = route;
  const bare = path.replace(/\/$/, '');
  const match =
    bare === ''
      ? [{ uri: { prefix: '/' } }]
      : [{ uri: { exact: bare } }, { uri: { prefix: `${bare}/` } }];
  return from(sourceOfRoute(name, route), {
    match,
    timeout: timeout === undefined || answers === 'stream' ? undefined : duration(timeout),
    delegate: { name: to, namespace: site.namespace },
  });
}

export function sayWhatIstioCannot(site: KubeSite, gateway: ResolvedGateway): void {
  if (hasTls(gateway)) sayCertificate(site, gateway);
  const { firewall, compresses, keepAlive, serves } = gateway;
  sayUnsaid(site, sourceOf(gateway), 'Istio', {
    firewall,
    compresses,
    keepAlive,
    serves,
    onlyFrom: gateway.onlyFrom === 'cdn' ? 'cdn' : undefined,
  });
  for (const route of gateway.routes) {
    const { limit, maxBody, cached } = route;
    sayUnsaid(site, sourceOfRoute(gateway.name, route), 'Istio', {
      limit,
      maxBody,
      cached,
      allows: allowsSome(route) ? route.allows : undefined,
    });
  }
}
