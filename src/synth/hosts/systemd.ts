import { DAY, HOUR, MINUTE, SECOND } from '#kernel';
import type { ResolvedJob } from '#model';
import type { SynthFile } from '../file.ts';
import { Lines } from '../print/text.ts';
import type { Source } from '../source.ts';

type Schedule = NonNullable<ResolvedJob['schedule']>;

/** One entry of a unit; with a source where it is not the part's as a whole. */
export type Entry = readonly [key: string, value: string | number, source?: Source];
export type Section = readonly [name: string, entries: readonly (Entry | undefined)[]];

/** A unit file: sections of entries, in the order given. */
export function unitFile(path: string, source: Source, sections: readonly Section[]): SynthFile {
  const text = new Lines();
  text.from(source, () => {
    for (const [index, section] of sections.entries()) {
      if (index > 0) text.line();
      writeSection(text, section);
    }
  });
  return { path, source, body: { kind: 'text', comment: ['#'], lines: text.lines } };
}

function writeSection(text: Lines, [name, entries]: Section): void {
  text.line(`[${name}]`);
  for (const entry of entries) if (entry) text.line(`${entry[0]}=${entry[1]}`, entry[2]);
}

/** One word of a command line or of Environment=, as systemd splits and expands it. */
export const word = (value: string): string => {
  const plain = value.replaceAll('%', '%%');
  return /^[\w@%+=:,./-]+$/.test(plain)
    ? plain
    : `"${plain.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
};
/** A word of a command: there a dollar would name a variable. */
export const commandWord = (value: string): string => word(value).replaceAll('$', '$$$$');

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** When a timer goes off: by the calendar where it has words for it, else so long after the last time. */
export function timerEntries(schedule: Schedule, source: Source): readonly Entry[] {
  const calendar = calendarOf(schedule);
  return calendar === undefined
    ? [
        ['OnBootSec', '15min', source],
        ['OnUnitActiveSec', `${Math.round(schedule.everyMs / SECOND)}s`, source],
      ]
    : [
        ['OnCalendar', calendar, source],
        ['Persistent', 'yes'],
      ];
}

/** undefined for distances that the calendar does not know, such as 30 days. */
function calendarOf({ everyMs, at = '00:00', day, zone }: Schedule): string | undefined {
  const where = ` ${zone ?? 'UTC'}`;
  if (everyMs === DAY) return `*-*-* ${at}:00${where}`;
  if (everyMs === 7 * DAY) {
    const found = DAYS.find((one) => day?.toLowerCase().startsWith(one.toLowerCase()));
    return `${found ?? 'Sun'} *-*-* ${at}:00${where}`;
  }
  if (everyMs % HOUR === 0 && 24 % (everyMs / HOUR) === 0)
    return `*-*-* 00/${everyMs / HOUR}:00:00${where}`;
  if (everyMs % MINUTE === 0 && 60 % (everyMs / MINUTE) === 0)
    return `*-*-* *:00/${everyMs / MINUTE}:00${where}`;
  return undefined;
}

/** A service that ends by itself, and the timer that starts it. */
export function timed(
  { name, about, source }: { name: string; about: string; source: Source },
  schedule: { readonly every: Schedule; readonly source: Source },
  service: readonly (Entry | undefined)[],
): readonly SynthFile[] {
  return [
    unitFile(`systemd/${name}.service`, source, [
      ['Unit', [['Description', about]]],
      ['Service', [['Type', 'oneshot'], ...service]],
    ]),
    unitFile(`systemd/${name}.timer`, schedule.source, [
      ['Unit', [['Description', `${about}, by the clock`]]],
      ['Timer', [...timerEntries(schedule.every, schedule.source), ['AccuracySec', '1min']]],
      ['Install', [['WantedBy', 'timers.target']]],
    ]),
  ];
}

/** What a program of the plan is not given: rights, other people's files, the kernel's doors. */
export const CONFINED: readonly Entry[] = [
  ['NoNewPrivileges', 'yes'],
  ['CapabilityBoundingSet', ''],
  ['ProtectSystem', 'strict'],
  ['ProtectHome', 'yes'],
  ['PrivateTmp', 'yes'],
  ['PrivateDevices', 'yes'],
  ['ProtectKernelTunables', 'yes'],
  ['ProtectKernelModules', 'yes'],
  ['ProtectKernelLogs', 'yes'],
  ['ProtectControlGroups', 'yes'],
  ['ProtectClock', 'yes'],
  ['ProtectHostname', 'yes'],
  ['ProtectProc', 'invisible'],
  ['RestrictAddressFamilies', 'AF_UNIX AF_INET AF_INET6'],
  ['RestrictNamespaces', 'yes'],
  ['RestrictRealtime', 'yes'],
  ['RestrictSUIDSGID', 'yes'],
  ['LockPersonality', 'yes'],
  ['SystemCallArchitectures', 'native'],
  ['SystemCallFilter', '@system-service'],
  ['UMask', '0077'],
];
