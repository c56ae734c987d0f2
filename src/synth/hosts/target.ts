import { withParticle } from '#kernel';
import type { SynthFile } from '../file.ts';
import { isApart } from '../network.ts';
import { sourceOfPart } from '../source.ts';
import { cannotSay, type EnvironmentTarget } from '../target.ts';
import { cacheFiles } from './caches.ts';
import { cloudInit } from './cloud-init.ts';
import { engineUnit } from './engine.ts';
import { firewall } from './firewall.ts';
import { install } from './install.ts';
import { type Hosts, hostsOf, renewedOf } from './room.ts';
import { certificateHook, launcher } from './scripts.ts';
import { makeSecrets } from './secrets.ts';
import { systemFiles } from './system.ts';
import { unitFile } from './systemd.ts';
import { certificateUnits, databaseTimers, jobUnits } from './timers.ts';
import { serviceUnits } from './units.ts';

/** The plan's servers without Hanok: units, timers, firewall, and what a new machine is told first. */
export const hosts: EnvironmentTarget = {
  name: 'hosts',
  scope: 'environment',
  about: {
    en: 'servers: cloud-init, systemd units and timers, firewall, Redis',
    ko: '서버의 cloud-init, systemd 유닛과 타이머, 방화벽, Redis',
  },
  appliesTo: ({ environment }) => environment.on.engine === 'server',
  render(context) {
    const room = hostsOf(context);
    reportGaps(room);
    const timed = [
      ...room.jobs.flatMap((job) => jobUnits(room, job)),
      ...room.databases.flatMap((database) => databaseTimers(room, database)),
      ...certificateUnits(room),
    ];
    const timers = timed.flatMap(({ path }) => /([^/]+\.timer)$/.exec(path)?.[1] ?? []);
    return [
      ...room.services.flatMap((service) => serviceUnits(room, service)),
      ...timed,
      wholeUnit(room),
      ...engineUnit(room),
      ...room.caches.flatMap((cache) => cacheFiles(room, cache)),
      ...systemFiles(room),
      cloudInit(room),
      firewall(room),
      launcher(room),
      makeSecrets(room),
      ...certificateHook(room),
      install(room, timers.toSorted()),
    ];
  },
};

/** Everything at once. */
function wholeUnit({ name, source, services }: Hosts): SynthFile {
  const wanted = services.map((service) => `${name}-${service.name}.target`).join(' ');
  return unitFile(`systemd/${name}.target`, source, [
    [
      'Unit',
      [
        ['Description', `${name}: everything it runs`],
        ['Wants', wanted],
        ['After', wanted],
      ],
    ],
    ['Install', [['WantedBy', 'multi-user.target']]],
  ]);
}

function reportGaps(room: Hosts): void {
  const { context, services, edges } = room;
  for (const service of services)
    if (isApart(service))
      cannotSay(
        context,
        'hosts',
        { path: `parts.${service.name}.managed`, at: service.at },
        {
          en: `each replica of ${service.name} is a machine of its own: these files are laid on every one, and it starts what it is for`,
          ko: `${service.name} 복제본은 저마다 기계 하나다. 파일은 모든 기계에 두고 맡은 것만 시작한다`,
        },
        {
          en: `Call install.sh ${service.name} there.`,
          ko: `그 기계에서는 install.sh ${withParticle(service.name, '으로/로')} 부른다.`,
        },
      );
  const renewed = new Set(renewedOf(room));
  for (const edge of edges) {
    const { gateway, role } = edge;
    if (role !== 'edge' || !gateway.tls || renewed.has(edge)) continue;
    cannotSay(
      context,
      'hosts',
      { ...sourceOfPart(gateway), path: `parts.${gateway.name}.tls` },
      {
        en: `the certificate of ${gateway.name} is not renewed by these files: it has to be laid into /etc/nginx/tls`,
        ko: `${gateway.name} 인증서는 이 파일들로 갱신되지 않는다. /etc/nginx/tls에 직접 둔다`,
      },
    );
  }
}
