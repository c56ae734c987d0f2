import type { ResolvedGateway } from '#model';
import { from, type Source } from '../../source.ts';
import { idOf, plain } from '../names.ts';
import { say } from '../site.ts';
import { ref } from '../terraform.ts';
import { type Front, type Ground, speaksTls } from './front.ts';

/** A pool of origins: one gateway on one site. */
export interface Pool extends Ground {
  /** What refers to it. */
  readonly id: string;
}

/** A pool for each site of a gateway, watched where health decides; in the environment's order. */
export function poolsOf(front: Front, gateway: ResolvedGateway): readonly Pool[] {
  const grounds = front.groundsOf(gateway);
  const monitor = grounds.length > 1 ? monitorOf(front, gateway) : undefined;
  return grounds.map((ground) => {
    const source = groundSource(front, ground);
    const pool = front.write.resource(
      'edge',
      'cloudflare_load_balancer_pool',
      idOf(gateway.name, ground.name),
      [
        source,
        {
          account_id: front.account,
          name: front.called(64, gateway.name, ground.name),
          description: plain(`${gateway.name} of ${front.plan.name} on ${ground.name}`),
          enabled: true,
          minimum_origins: 1,
          monitor,
          origins: [
            from(source, {
              name: ground.name,
              address: addressOf(front, gateway, ground),
              enabled: true,
              weight: 1,
            }),
          ],
        },
      ],
    );
    return { ...ground, id: ref(pool, 'id') };
  });
}

export const groundSource = ({ plan }: Front, { placement, isStandby }: Ground): Source => ({
  path: `environments.${plan.environment.name}.${isStandby ? 'standby' : 'on'}`,
  at: placement.at ?? plan.environment.at,
});

/** Where a gateway answers on a site: its balancer has a name or an address once it is there. */
export const addressOf = (front: Front, gateway: ResolvedGateway, ground: Ground): string =>
  front.write.variable(
    idOf(gateway.name, ground.name, 'address'),
    {
      type: 'string',
      about: plain(
        `The host name or address of the balancer before ${gateway.name} on ${ground.name}.`,
      ),
    },
    groundSource(front, ground),
  );

/** What asks whether a site is well; nothing where somebody moves the traffic by hand. */
function monitorOf(front: Front, gateway: ResolvedGateway): string | undefined {
  const { steer } = front.plan.environment;
  const byHealth = steer?.failover ?? (front.cdn.failover ? 'health' : undefined);
  if (byHealth !== 'health') {
    sayUnwatched(front, gateway, byHealth);
    return undefined;
  }
  const host = front.hosts.find((one) => front.gatewayOf(one) === gateway);
  const { healthPath } = steer ?? {};
  const monitor = front.write.resource(
    'edge',
    'cloudflare_load_balancer_monitor',
    idOf(gateway.name),
    [
      steer ? front.environmentSource('steer') : front.source('failover'),
      {
        account_id: front.account,
        description: plain(`Whether ${gateway.name} of ${front.plan.name} is well`),
        type: speaksTls(gateway) ? 'https' : 'http',
        method: 'GET',
        path:
          healthPath === undefined
            ? pathOf(front, gateway)
            : front.saidOf(front.plan.environment.at, 'steer.healthPath', healthPath),
        expected_codes: '2xx',
        follow_redirects: false,
        allow_insecure: false,
        header: host && { Host: [plain(host)] },
      },
    ],
  );
  return ref(monitor, 'id');
}

/** Where a service behind it says that it is ready. */
function pathOf(front: Front, gateway: ResolvedGateway) {
  const route = [...gateway.routes].sort((a, b) => (a.path < b.path ? -1 : 1))[0];
  const service = route && front.context.view.part(route.to);
  const ready = service?.kind === 'service' ? service.health?.ready : undefined;
  if (service && ready !== undefined) return say(service)('health.ready', ready);
  front.isMissing(
    front.environmentSource('steer'),
    {
      en: `no path says whether ${gateway.name} is well: Cloudflare asks for '/'`,
      ko: `${gateway.name} 게이트웨이의 상태를 알려 줄 경로가 없어 Cloudflare는 '/'를 묻는다`,
    },
    {
      en: "Say `steer: { healthPath: '/health' }`.",
      ko: "`steer: { healthPath: '/health' }`를 적는다.",
    },
  );
  return '/';
}

const sayUnwatched = (front: Front, gateway: ResolvedGateway, said: string | undefined): void =>
  front.isMissing(
    front.environmentSource('steer.failover'),
    {
      en: `nothing asks whether ${gateway.name} is well on a site${said ? ', as the plan says' : ''}: who loses one disables its pool by hand`,
      ko: `${said ? '계획이 말하는 대로 ' : ''}사이트에서 ${gateway.name} 게이트웨이의 상태를 묻지 않는다. 사이트를 잃으면 사람이 그 풀을 끈다`,
    },
    { en: "Say `steer: { failover: 'health' }`.", ko: "`steer: { failover: 'health' }`를 적는다." },
  );
