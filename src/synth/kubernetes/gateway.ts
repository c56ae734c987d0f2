import { type ResolvedGateway, type ResolvedRoute, type ResolvedService, settlePort } from '#model';
import type { SynthFile } from '../file.ts';
import { from, sayer, type Tree, type TreeMap } from '../source.ts';
import { balancerOf, balancerRefOf } from './amazon.ts';
import { certificateOf, fileNameOf } from './names.ts';
import { fileOf, objectOf } from './object.ts';
import { duration } from './quantity.ts';
import {
  groupsOf,
  hasPlain,
  hasTls,
  hostsOf,
  type RouteGroup,
  sayCertificate,
  sayUnsaid,
  sourceOfRoute,
} from './routes.ts';
import { type KubeSite, sourceOf } from './site.ts';

const API = 'gateway.networking.k8s.io/v1';

/** A gateway by the Gateway API: what it listens to, and a route for every service behind it. */
export function gatewayFileOf(site: KubeSite, gateway: ResolvedGateway): SynthFile {
  sayWhatIsUnsaid(site, gateway);
  return fileOf(site, fileNameOf(gateway.name), sourceOf(gateway), [
    ...classOf(site, gateway),
    ...balancerOf(site, gateway),
    objectOf(
      site,
      sourceOf(gateway),
      { apiVersion: API, kind: 'Gateway', name: gateway.name },
      {
        spec: {
          gatewayClassName: classNameOf(site),
          infrastructure: balancerRefOf(site, gateway),
          listeners: listenersOf(gateway),
        },
      },
    ),
    ...(redirects(gateway) ? [redirectOf(site, gateway)] : []),
    ...routesOf(site, gateway),
  ]);
}

const redirects = (gateway: ResolvedGateway): boolean =>
  hasTls(gateway) && gateway.redirectsToHttps === true;

const classNameOf = (site: KubeSite): string =>
  site.placement.engine === 'gke' ? 'gke-l7-global-external-managed' : `${site.namespace}-alb`;

/** GKE brings its classes along; the one of the AWS Load Balancer Controller has to be named. */
function classOf(site: KubeSite, gateway: ResolvedGateway): readonly TreeMap[] {
  if (site.placement.engine !== 'eks') return [];
  site.isMissing(
    sourceOf(gateway),
    {
      en: `the AWS Load Balancer Controller must run on ${site.name}; it takes the certificate of ${gateway.name} from ACM by host name`,
      ko: `${site.name} 사이트에 AWS Load Balancer Controller가 있어야 한다. ${gateway.name} 인증서는 ACM에서 호스트 이름으로 찾는다`,
    },
    { en: 'Issue it in ACM for these hosts.', ko: 'ACM에서 이 호스트로 발급한다.' },
  );
  return [
    objectOf(
      site,
      sourceOf(gateway),
      {
        apiVersion: API,
        kind: 'GatewayClass',
        name: classNameOf(site),
        of: gateway.name,
        isGlobal: true,
      },
      { spec: { controllerName: 'gateway.k8s.aws/alb' } },
    ),
  ];
}

/** The name of a host's listener: at most 63 letters, as section names are. */
const listenerOf = (host: string): string =>
  `https-${host.replace('*', 'any').replaceAll('.', '-')}`.slice(0, 63);

function listenersOf(gateway: ResolvedGateway): readonly TreeMap[] {
  const say = sayer(gateway);
  const hosts = hostsOf(gateway);
  const tls = {
    mode: 'Terminate',
    certificateRefs: [{ kind: 'Secret', name: certificateOf(gateway.name) }],
  };
  const secure = (hosts.length > 0 ? hosts : [undefined]).map((host) => ({
    name: host === undefined ? 'https' : listenerOf(host),
    hostname: host === undefined ? undefined : say('hosts', host),
    port: 443,
    protocol: 'HTTPS',
    tls,
  }));
  return [
    ...(hasPlain(gateway) ? [{ name: 'http', port: 80, protocol: 'HTTP' }] : []),
    ...(hasTls(gateway) ? secure : []),
  ];
}

/** Plain HTTP is answered with the way to HTTPS, and with nothing else. */
const redirectOf = (site: KubeSite, gateway: ResolvedGateway): TreeMap =>
  objectOf(
    site,
    { ...sourceOf(gateway), path: `parts.${gateway.name}.redirectsToHttps` },
    { apiVersion: API, kind: 'HTTPRoute', name: `${gateway.name}.to-https`, of: gateway.name },
    {
      spec: {
        parentRefs: [{ name: gateway.name, sectionName: 'http' }],
        rules: [
          {
            filters: [
              {
                type: 'RequestRedirect',
                requestRedirect: { scheme: 'https', statusCode: 301 },
              },
            ],
          },
        ],
      },
    },
  );

/** The first is named after its service: that is where a delivery looks for its weights. */
function routesOf(site: KubeSite, gateway: ResolvedGateway): readonly TreeMap[] {
  const taken = new Set<string>();
  return groupsOf(site, gateway).map((group) => {
    const isFirst = site.gatewaysOf(group.service)[0] === gateway.name;
    let name = isFirst ? group.service : `${group.service}.${gateway.name}`;
    for (let next = 2; taken.has(name); next += 1)
      name = `${group.service}.${gateway.name}-${next}`;
    taken.add(name);
    return routeOf(site, gateway, group, name);
  });
}

function routeOf(
  site: KubeSite,
  gateway: ResolvedGateway,
  { service, hosts, routes }: RouteGroup,
  name: string,
): TreeMap {
  const to = site.context.view.part(service);
  const say = sayer(gateway);
  return objectOf(
    site,
    sourceOfRoute(gateway.name, routes[0] as ResolvedRoute),
    { apiVersion: API, kind: 'HTTPRoute', name, of: service },
    {
      spec: {
        parentRefs: parentsOf(gateway, hosts),
        hostnames: hosts.length > 0 ? hosts.map((host) => say('hosts', host)) : undefined,
        rules: to?.kind === 'service' ? routes.map((route) => ruleOf(gateway, route, to)) : [],
      },
    },
  );
}

function parentsOf({ name, ...gateway }: ResolvedGateway, hosts: readonly string[]): Tree {
  const whole = { name, ...gateway } as ResolvedGateway;
  const known = hostsOf(whole);
  const secure = hasTls(whole)
    ? hosts.length > 0 && hosts.every((host) => known.includes(host))
      ? hosts.map(listenerOf)
      : known.length > 0
        ? known.map(listenerOf)
        : ['https']
    : [];
  const plain = hasPlain(whole) && !redirects(whole) ? ['http'] : [];
  return [...plain, ...secure].map((sectionName) => ({ name, sectionName }));
}

function ruleOf({ name }: ResolvedGateway, route: ResolvedRoute, to: ResolvedService): TreeMap {
  const source = sourceOfRoute(name, route);
  return from(source, {
    matches: [{ path: { type: 'PathPrefix', value: prefixOf(route.path) } }],
    timeouts: timeoutOf(route),
    backendRefs: [{ name: route.to, port: settlePort(to), weight: 100 }],
  });
}

/** The API matches whole steps of a path, with or without a slash at the end. */
const prefixOf = (path: string): string => (path === '/' ? path : path.replace(/\/$/, ''));

/** A stream ends when its ends do. */
const timeoutOf = ({ timeout, answers }: ResolvedRoute): TreeMap | undefined => {
  if (answers === 'stream') return { request: '0s' };
  return timeout === undefined ? undefined : { request: duration(timeout) };
};

function sayWhatIsUnsaid(site: KubeSite, gateway: ResolvedGateway): void {
  if (hasTls(gateway)) sayCertificate(site, gateway);
  const { firewall, compresses, keepAlive, ejectAfter, serves, tls } = gateway;
  sayUnsaid(site, sourceOf(gateway), 'Gateway API', {
    firewall,
    compresses,
    keepAlive,
    ejectAfter,
    serves,
    'tls.minimum': tls?.minimum,
    'tls.inside': tls?.inside,
    onlyFrom: gateway.onlyFrom === 'cdn' ? 'cdn' : undefined,
  });
  for (const route of gateway.routes) {
    const { limit, maxBody, cached } = route;
    sayUnsaid(site, sourceOfRoute(gateway.name, route), 'Gateway API', {
      limit,
      maxBody,
      cached,
      allows: allowsSome(route) ? route.allows : undefined,
    });
  }
}

/** A gateway lets everybody ask; a service that knows tokens can tell who may. */
export const allowsSome = ({ allows = [] }: ResolvedRoute): boolean =>
  allows.some((one) => one === 'vpn' || one === 'region');
