import { planHomeOf, RAISED_ON_SERVER as RAISED } from '#model';
import type { SynthFile } from '../file.ts';
import { cannotSay } from '../target.ts';
import type { Hosts } from './room.ts';
import { CONFINED, unitFile } from './systemd.ts';

/** The same system by the local engine, in place of the plan's own units: one of the two, never both. */
export function engineUnit(hosts: Hosts): readonly SynthFile[] {
  const { source, context } = hosts;
  const { environments, environment } = context.plan;
  const hasLocal = environments.includes(RAISED);
  cannotSay(
    context,
    'hosts',
    source,
    hasLocal
      ? {
          en: `hanok up raises local environments: hanok.service raises ${RAISED}, with its changes, in place of ${environment.name}`,
          ko: `hanok up은 로컬 환경만 세운다. hanok.service는 ${environment.name} 대신 ${RAISED} 환경을 그 변경과 함께 세운다`,
        }
      : {
          en: `hanok up raises local environments, and the plan has none named ${RAISED}: there is no hanok.service`,
          ko: `hanok up은 로컬 환경만 세우는데 계획에 ${RAISED} 환경이 없어 hanok.service는 쓰지 않는다`,
        },
  );
  return hasLocal ? [unitOf(hosts)] : [];
}

const unitOf = ({ name, source }: Hosts): SynthFile =>
  unitFile('systemd/hanok.service', source, [
    [
      'Unit',
      [
        ['Description', `${name}: raised by hanok up in place of ${name}.target`],
        ['Conflicts', `${name}.target`],
        ['After', 'network-online.target'],
        ['Wants', 'network-online.target'],
      ],
    ],
    [
      'Service',
      [
        // What it starts outlives the command: the supervisor, the gateway, the services.
        ['Type', 'oneshot'],
        ['RemainAfterExit', 'yes'],
        ['User', name],
        ['WorkingDirectory', planHomeOf(name)],
        ['ExecStart', `/usr/local/bin/hanok up --env ${RAISED}`],
        ['ExecReload', `/usr/local/bin/hanok up --env ${RAISED}`],
        ['ExecStop', `/usr/local/bin/hanok down --env ${RAISED}`],
        ['TimeoutStartSec', '15min'],
        ['TimeoutStopSec', '5min'],
        ['ReadWritePaths', planHomeOf(name)],
        // It starts databases, which ask the kernel for more than a program of the plan does.
        ...CONFINED.filter(([key]) => key !== 'SystemCallFilter' && key !== 'PrivateDevices'),
      ],
    ],
    ['Install', [['WantedBy', 'multi-user.target']]],
  ]);
