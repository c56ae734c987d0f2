import { MINUTE, SECOND, withParticle } from '#kernel';
import { cannotSay, type SynthContext } from '../target.ts';
import type { Edge, EdgeRoute } from './edge.ts';

/** What a proxy of this kind cannot do for the plan, whichever it is. */
export interface Ability {
  readonly target: string;
  /** Windows a rate can be counted over, in milliseconds. */
  readonly windows: readonly [least: number, most: number];
  readonly servesFiles: boolean;
  /** Requests a minute below which it counts nothing; it can count the slowest rate without it. */
  readonly leastPerMinute?: number;
}

/** Says of every gateway what the plan asks for and the proxy has no words for. */
export function reportGaps(context: SynthContext, edge: Edge, ability: Ability): void {
  const { target } = ability;
  const { gateway, source, routes } = edge;
  if (gateway.onlyFrom === 'cdn')
    cannotSay(context, target, source, {
      en: `${gateway.name} admits the CDN alone; its address ranges are not in the plan, so the network's rules have to say it`,
      ko: `${gateway.name}에는 CDN만 들어올 수 있어야 하는데 CDN 주소 대역이 계획에 없다. 네트워크 규칙으로 막아야 한다`,
    });
  if (gateway.firewall === true)
    cannotSay(context, target, source, {
      en: `${target} looks at no request body: the web application firewall of ${gateway.name} has to stand before it`,
      ko: `${target}에는 요청 내용을 살피는 기능이 없다. ${gateway.name}의 웹 방화벽은 그 앞에 따로 둔다`,
    });
  if (gateway.serves !== undefined && !ability.servesFiles)
    cannotSay(context, target, source, {
      en: `${target} serves no files: ${gateway.serves} needs another server`,
      ko: `${withParticle(target, '은/는')} 파일을 내주지 못한다. ${gateway.serves}에는 다른 서버가 필요하다`,
    });
  if (gateway.tokens !== undefined)
    cannotSay(context, target, source, {
      en: `${target} is written without the check of tokens: the services behind ${gateway.name} have to verify them`,
      ko: `${target} 설정에는 토큰 검증이 들어가지 않는다. ${gateway.name} 뒤의 서비스가 직접 검증해야 한다`,
    });
  for (const route of routes) reportRoute(context, route, ability, gateway.hosts ?? []);
  const written = new Set(routes.map(({ route }) => route));
  for (const route of gateway.routes)
    if (!written.has(route)) reportLeftOut(context, source, route, target);
}

/** Two routes of one path differ in their hosts, which these proxies are not told. */
const reportLeftOut = (
  context: SynthContext,
  source: Edge['source'],
  { path, to, at }: EdgeRoute['route'],
  target: string,
): void =>
  cannotSay(
    context,
    target,
    { path: `${source.path}.routes[${path}]`, at },
    {
      en: `${target} has one answer for a path: ${path} leads to another service already, and never to ${to}`,
      ko: `${target} 설정에서는 경로 하나가 한 곳으로만 이어진다. ${path} 경로는 이미 다른 서비스로 이어져 ${to} 서비스에는 닿지 않는다`,
    },
    { en: 'Give each host a gateway of its own.', ko: '호스트마다 게이트웨이를 따로 둔다.' },
  );

/** Gateways of one machine on one port: a proxy that is told no hosts hands a connection to either. */
export function reportShared(context: SynthContext, edges: readonly Edge[], target: string): void {
  const first = new Map<number, Edge>();
  for (const edge of edges) {
    const port = edge.secure ? edge.securePort : edge.plainPort;
    const other = first.get(port);
    if (!other) first.set(port, edge);
    else
      cannotSay(context, target, edge.source, {
        en: `${edge.gateway.name} listens on port ${port} as ${other.gateway.name} does: ${target} hands a connection to either of them`,
        ko: `${withParticle(edge.gateway.name, '은/는')} ${other.gateway.name} 게이트웨이와 같은 ${port} 포트에서 받는다. ${withParticle(target, '은/는')} 연결을 둘 중 아무 데나 넘긴다`,
      });
  }
}

function reportRoute(
  context: SynthContext,
  { route, source }: EdgeRoute,
  ability: Ability,
  all: readonly string[],
): void {
  const { target } = ability;
  const { allows = [], hosts, path } = route;
  if (hosts && !(all.length > 0 && all.every((host) => hosts.includes(host))))
    cannotSay(context, target, source, {
      en: `${target} tells routes apart by path alone: ${path} is answered on every host, and not on ${hosts.join(', ')} alone`,
      ko: `${target} 설정은 경로만으로 나눈다. ${hosts.join(', ')} 호스트에서만 받아야 할 ${path} 경로를 모든 호스트에서 받는다`,
    });
  reportLimit(context, { route, source }, ability);
  const place = allows.find((one) => one === 'vpn' || one === 'region');
  if (place)
    cannotSay(context, target, source, {
      en: `${path} allows a ${place} alone; its address ranges are not in the plan`,
      ko: `${path}에는 ${place === 'vpn' ? 'VPN' : '정해진 지역'}에서만 들어올 수 있는데 주소 대역이 계획에 없다`,
    });
}

function reportLimit(
  context: SynthContext,
  { route: { limit, path }, source }: Pick<EdgeRoute, 'route' | 'source'>,
  { target, windows: [least, most], leastPerMinute = 0 }: Ability,
): void {
  if (!limit) return;
  const { count, windowMs } = limit.rate;
  const seconds = windowMs / SECOND;
  if ((count * MINUTE) / windowMs < leastPerMinute)
    cannotSay(context, target, source, {
      en: `${target} counts ${leastPerMinute} request a minute at least, and ${path} allows fewer: ${count} in ${seconds} s`,
      ko: `${withParticle(target, '은/는')} 1분에 ${leastPerMinute}개보다 느린 비율을 셀 수 없다. ${path} 한도는 그보다 적다: ${seconds}초에 ${count}개`,
    });
  else if (windowMs < least || windowMs > most)
    cannotSay(context, target, source, {
      en: `${target} cannot count ${count} requests of ${path} over ${seconds} s; the same rate over its own window is written instead`,
      ko: `${withParticle(target, '은/는')} ${path} 요청 ${count}개를 ${seconds}초에 걸쳐 셀 수 없다. 같은 비율을 셀 수 있는 기간으로 바꿔 적었다`,
    });
  if (limit.per === 'client')
    cannotSay(context, target, source, {
      en: `${target} knows no clients apart from their addresses: ${path} is limited by address`,
      ko: `${withParticle(target, '은/는')} 클라이언트를 주소로만 구별한다. ${path} 한도는 주소마다 센다`,
    });
}
