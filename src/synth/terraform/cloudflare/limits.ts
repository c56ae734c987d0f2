import type { ResolvedGateway, ResolvedRoute } from '#model';
import type { TreeMap } from '../../source.ts';
import { plain } from '../names.ts';
import { say } from '../site.ts';
import { covering } from './expression.ts';
import type { Front } from './front.ts';

/** The windows that Cloudflare counts in, in seconds. */
const LONGEST = 3_600;
const PERIODS = [10, 60, 120, 300, 600, LONGEST];

/** Limits of the routes behind it, counted by address before they reach a site. */
export function limitsOf(front: Front): readonly TreeMap[] {
  const limited = front.gateways.flatMap((gateway) =>
    gateway.routes
      .filter(({ limit }) => limit !== undefined)
      .toSorted((a, b) => (a.path < b.path ? -1 : 1))
      .map((route) => [gateway, route] as const),
  );
  const rules = limited.flatMap(([gateway, route]) => ruleOf(front, gateway, route));
  if (rules.length > 0)
    front.cannotSay(front.source('origins'), {
      en: `Cloudflare counts the requests of an address in each of its data centres apart: the gateway behind ${front.cdn.name} counts them together`,
      ko: `Cloudflare는 한 주소의 요청을 데이터센터마다 따로 센다. 합쳐 세는 일은 ${front.cdn.name} CDN 뒤의 게이트웨이가 한다`,
    });
  return rules;
}

function ruleOf(front: Front, gateway: ResolvedGateway, route: ResolvedRoute): readonly TreeMap[] {
  const { rate, per } = route.limit ?? {};
  if (rate === undefined) return [];
  if (per !== 'address' && per !== 'client') {
    sayUncounted(front, gateway, route);
    return [];
  }
  const said = say({ name: `${gateway.name}.routes[${route.path}]`, at: route.at });
  const seconds = rate.windowMs / 1_000;
  const period = PERIODS.find((one) => one >= seconds) ?? LONGEST;
  if (seconds > LONGEST) sayShortened(front, gateway, route);
  return [
    {
      action: 'block',
      description: plain(`${gateway.name} ${route.path}, for each address`),
      enabled: true,
      expression: said('limit', alone(gateway, route)),
      ratelimit: {
        characteristics: ['cf.colo.id', 'ip.src'],
        period,
        requests_per_period: said('limit.rate', Math.ceil((rate.count * period) / seconds)),
        mitigation_timeout: period,
      },
    },
  ];
}

/** What a route takes, without what a longer path takes from it. */
function alone({ routes }: ResolvedGateway, route: ResolvedRoute): string {
  const longer = routes
    .filter(({ path }) => path !== route.path && path.startsWith(route.path))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return [covering(route), ...longer.map((one) => `not ${covering(one)}`)].join(' and ');
}

const sayShortened = (front: Front, { name }: ResolvedGateway, { path, at }: ResolvedRoute) =>
  front.cannotSay(
    { path: `parts.${name}.routes[${path}].limit`, at },
    {
      en: `Cloudflare counts for an hour at most: the limit of ${path} is divided by hours there`,
      ko: `Cloudflare는 한 시간까지만 센다. ${path} 경로의 한도를 시간으로 나누어 적용한다`,
    },
  );

const sayUncounted = (
  front: Front,
  { name }: ResolvedGateway,
  { path, at, limit }: ResolvedRoute,
) =>
  front.cannotSay(
    { path: `parts.${name}.routes[${path}].limit`, at },
    {
      en: `Cloudflare counts by address, and not per ${limit?.per ?? 'route'}: the limit of ${path} is the gateway's alone`,
      ko: `Cloudflare는 주소로 세며 ${limit?.per ?? '경로'} 단위로 세지 않는다. ${path} 경로의 한도는 게이트웨이만 지킨다`,
    },
  );
