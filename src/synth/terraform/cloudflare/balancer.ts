import type { ResolvedGateway } from '#model';
import { from, type Said, type TreeMap } from '../../source.ts';
import { idOf, plain } from '../names.ts';
import { sourceOf } from '../site.ts';
import type { Front } from './front.ts';
import { addressOf, groundSource, type Pool, poolsOf } from './pools.ts';
import { bucketRecord, writeRecord } from './records.ts';

/** Every host of a CDN: a balancer where several sites answer it, a record where one does. */
export function writeBalancers(front: Front): void {
  const pools = new Map<string, readonly Pool[]>();
  if (front.hosts.length === 0) sayHostless(front);
  for (const [index, host] of front.hosts.entries()) {
    const gateway = front.gatewayOf(host);
    if (gateway === undefined) {
      bucketRecord(front, index, host);
      continue;
    }
    const [only, another] = front.groundsOf(gateway);
    if (only === undefined) {
      sayNowhere(front, gateway);
    } else if (another === undefined) {
      const address = addressOf(front, gateway, only);
      writeRecord(front, index, [host, address]);
    } else {
      const known = pools.get(gateway.name) ?? poolsOf(front, gateway);
      pools.set(gateway.name, known);
      writeBalancer(front, [index, host], known);
    }
  }
}

function writeBalancer(
  front: Front,
  [index, host]: readonly [number, string],
  pools: readonly Pool[],
): void {
  const { steer } = front.plan.environment;
  const named = pools.find(({ placement }) => placement.site?.name === steer?.default);
  const first = named ?? pools[0];
  if (steer?.default !== undefined && named === undefined)
    sayNoPool(front, 'steer.default', ['the default', '기본'], steer.default);
  const order = [...pools].sort((a, b) => Number(b === first) - Number(a === first));
  front.write.resource(
    'edge',
    'cloudflare_load_balancer',
    idOf(front.cdn.name, 'host', String(index)),
    [
      front.source(`hosts[${index}]`),
      {
        zone_id: front.zone,
        name: front.said(`hosts[${index}]`, host),
        description: plain(
          `${front.cdn.name} of ${front.plan.name}, ${front.plan.environment.name}`,
        ),
        enabled: true,
        proxied: true,
        default_pools: order.map(({ id }) => id),
        // The last that may answer, whether it is well or not.
        fallback_pool: (order.find(({ isStandby }) => isStandby) ?? first)?.id,
        ...steeringOf(front, order),
      },
    ],
  );
}

/** Countries decide where the plan says them, then weights, then the order of the sites. */
function steeringOf(front: Front, pools: readonly Pool[]): TreeMap {
  const { steer } = front.plan.environment;
  const weights = weightsOf(front, pools);
  if (steer?.geo && steer.geo.length > 0) {
    if (weights.length > 0) sayUnweighed(front);
    return {
      steering_policy: front.saidOf(front.plan.environment.at, 'steer.geo', 'geo'),
      country_pools: countriesOf(front, pools),
    };
  }
  if (weights.length === 0) return { steering_policy: 'off' };
  return {
    steering_policy: 'random',
    random_steering: {
      // A pool with no weight of its own gets nothing: the standby site waits.
      default_weight: 0,
      pool_weights: Object.fromEntries(weights),
    },
  };
}

/** Shares of the whole, as Cloudflare counts them: from 0 to 1, in hundredths. */
const weightsOf = (
  front: Front,
  pools: readonly Pool[],
): readonly (readonly [id: string, weight: Said])[] =>
  pools.flatMap(({ id, placement: { weight, at } }) =>
    weight === undefined
      ? []
      : [[id, front.saidOf(at, 'on.weight', Math.round(weight) / 100)] as const],
  );

/** For each country the site that answers it first, and the others when it is lost. */
function countriesOf(front: Front, pools: readonly Pool[]): TreeMap {
  const { geo = [], failover } = front.plan.environment.steer ?? {};
  const stays = failover === 'manual';
  return from(
    front.environmentSource('steer.geo'),
    Object.fromEntries(
      geo
        .toSorted((a, b) => (a.country < b.country ? -1 : 1))
        .flatMap(({ country, to }) => {
          const own = pools.filter(({ placement }) => placement.site?.name === to);
          if (own.length === 0) sayNoPool(front, 'steer.geo', [country, country], to);
          const others = stays ? [] : pools.filter((pool) => !own.includes(pool));
          return own.length === 0
            ? []
            : [[country, [...own, ...others].map(({ id }) => id)] as const];
        }),
    ),
  );
}

const sayUnweighed = (front: Front): void =>
  front.cannotSay(
    front.environmentSource('on.weight'),
    {
      en: 'Cloudflare looks at countries or at weights, not at both: the weights divide nothing, and whoever is from another country goes to the first site',
      ko: 'Cloudflare는 나라와 가중치를 함께 보지 않는다. 가중치는 아무것도 나누지 않고, 다른 나라에서 온 사람은 첫 사이트로 간다',
    },
    { en: 'Say `steer.geo` or weights.', ko: '`steer.geo`와 가중치 가운데 하나만 적는다.' },
  );

const sayNoPool = (
  front: Front,
  field: string,
  [who, whoInKorean]: readonly [string, string],
  to: string,
): void =>
  front.cannotSay(front.environmentSource(field), {
    en: `${who} is to be answered by ${to}, where no gateway of ${front.cdn.name} stands: the first site answers instead`,
    ko: `${whoInKorean} 요청에 답할 ${to} 사이트에 ${front.cdn.name} CDN의 게이트웨이가 없다. 첫 사이트가 대신 답한다`,
  });

const sayHostless = (front: Front): void =>
  front.isMissing(
    sourceOf(front.cdn),
    {
      en: `${front.cdn.name} names no host: nothing leads to it`,
      ko: `${front.cdn.name} CDN에 호스트가 없어 아무것도 그리로 이어지지 않는다`,
    },
    { en: "Say `hosts: ['example.com']`.", ko: "`hosts: ['example.com']`을 적는다." },
  );

const sayNowhere = (front: Front, gateway: ResolvedGateway): void =>
  front.isMissing(
    groundSource(front, { name: '', placement: front.plan.environment.on, isStandby: false }),
    {
      en: `${gateway.name} stands on no site of the environment: ${front.cdn.name} has nowhere to lead`,
      ko: `${gateway.name} 게이트웨이가 이 환경의 어느 사이트에도 없어 ${front.cdn.name} CDN이 보낼 곳이 없다`,
    },
  );
