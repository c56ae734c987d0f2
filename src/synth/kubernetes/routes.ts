import { withParticle } from '#kernel';
import type { ResolvedGateway, ResolvedRoute } from '#model';
import type { Source } from '../source.ts';
import { certificateOf } from './names.ts';
import { type KubeSite, sourceOf } from './site.ts';

/** Routes that one object can hold: to one service, for the same hosts, the longest path first. */
export interface RouteGroup {
  readonly service: string;
  readonly hosts: readonly string[];
  readonly routes: readonly ResolvedRoute[];
}

export const hostsOf = (gateway: ResolvedGateway): readonly string[] =>
  [...new Set(gateway.hosts ?? [])].sort();

export const hasTls = ({ tls, ports = [] }: ResolvedGateway): boolean =>
  tls !== undefined || ports.includes(443);

/** Whether plain HTTP is listened to, be it only to send people on. */
export const hasPlain = (gateway: ResolvedGateway): boolean =>
  !hasTls(gateway) ||
  gateway.redirectsToHttps === true ||
  (gateway.ports ?? []).some((port) => port !== 443);

export const sourceOfRoute = (gateway: string, { path, at }: ResolvedRoute): Source => ({
  path: `parts.${gateway}.routes[${path}]`,
  at,
});

export const byLongestPath = (routes: readonly ResolvedRoute[]): readonly ResolvedRoute[] =>
  [...routes].sort((a, b) => b.path.length - a.path.length || (a.path < b.path ? -1 : 1));

/** Routes to what stands here, and a word for those to what does not. */
export function routesHere(site: KubeSite, gateway: ResolvedGateway): readonly ResolvedRoute[] {
  for (const route of gateway.routes)
    if (!site.has(route.to))
      site.cannotSay(
        sourceOfRoute(gateway.name, route),
        {
          en: `${route.path} leads to ${route.to}, which does not stand on ${site.name}: the route is left out there`,
          ko: `${route.path} 경로가 향하는 ${route.to} 서비스가 ${site.name} 사이트에 없어 그곳에서는 뺐다`,
        },
        { en: `Place ${route.to} there too.`, ko: `${route.to} 서비스를 그곳에도 둔다.` },
      );
  return byLongestPath(gateway.routes.filter(({ to }) => site.has(to)));
}

/** By service, and by hosts where its routes differ in them. */
export function groupsOf(site: KubeSite, gateway: ResolvedGateway): readonly RouteGroup[] {
  const groups = new Map<
    string,
    { service: string; hosts: readonly string[]; routes: ResolvedRoute[] }
  >();
  for (const route of routesHere(site, gateway)) {
    const hosts = [...new Set(route.hosts ?? gateway.hosts ?? [])].sort();
    const key = `${route.to} ${hosts.join(' ')}`;
    const known = groups.get(key);
    if (known) known.routes.push(route);
    else groups.set(key, { service: route.to, hosts, routes: [route] });
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

/** What is said of a gateway or a route that the format has no field for. */
export function sayUnsaid(
  site: KubeSite,
  source: Source,
  format: string,
  said: Readonly<Record<string, unknown>>,
): void {
  const fields = Object.keys(said).filter((key) => said[key] !== undefined && said[key] !== false);
  if (fields.length === 0) return;
  const list = fields
    .sort()
    .map((one) => `\`${one}\``)
    .join(', ');
  site.cannotSay(
    source,
    {
      en: `${format} has no words for ${list}`,
      ko: `${format}에는 ${list} 내용을 적을 자리가 없다`,
    },
    {
      en: "Let what stands before or behind it see to it, or patch the controller's own objects in.",
      ko: '앞뒤에 선 것에 맡기거나, 컨트롤러 고유의 객체를 패치로 넣는다.',
    },
  );
}

/** Certificates come from outside: no plan holds a key. */
export function sayCertificate(site: KubeSite, gateway: ResolvedGateway): void {
  const secret = certificateOf(gateway.name);
  const { issuer } = gateway.tls ?? {};
  const from = issuer === undefined ? '' : ` (${issuer})`;
  site.isMissing(
    { ...sourceOf(gateway), path: `parts.${gateway.name}.tls` },
    {
      en: `the certificate${from} of ${gateway.name} is awaited in the Secret ${secret} of ${site.namespace}`,
      ko: `${gateway.name} 인증서${withParticle(from, '은/는')} ${site.namespace} 네임스페이스의 ${secret} Secret에서 찾는다`,
    },
    {
      en: 'Let cert-manager or whoever issues it write tls.crt and tls.key there.',
      ko: 'cert-manager나 발급하는 쪽이 tls.crt와 tls.key를 그곳에 쓰게 한다.',
    },
  );
}
