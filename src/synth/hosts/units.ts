import { SECOND } from '#kernel';
import { type ResolvedService, settleDrain, settleStart } from '#model';
import { recipeOf } from '../docker/recipe.ts';
import { unitsOf } from '../edge/ports.ts';
import type { SynthFile } from '../file.ts';
import { isApart } from '../network.ts';
import { type Source, sourceOfPart } from '../source.ts';
import { isMissing } from '../target.ts';
import { type Hosts, launcherOf, portsOf, type Running, releaseOf } from './room.ts';
import { CONFINED, commandWord, type Entry, unitFile } from './systemd.ts';
import { variablesOf } from './variables.ts';

/** A service: a unit that is started once for every port, and a target that wants them all. */
export function serviceUnits(hosts: Hosts, service: ResolvedService): readonly SynthFile[] {
  const { name } = service;
  const source = sourceOfPart(service);
  const field = (path: string): Source => ({ path: `${source.path}.${path}`, at: service.at });
  const wanted = unitsOf(name, portsOf(hosts, service));
  return [
    unitFile(`systemd/${name}@.service`, source, [
      ['Unit', unitOf(hosts, service)],
      ['Service', serviceOf(hosts, service, field)],
    ]),
    unitFile(`systemd/${hosts.name}-${name}.target`, source, [
      [
        'Unit',
        [
          ['Description', `${hosts.name}: every instance of ${name}`],
          ['Wants', wanted.join(' '), field('replicas')],
          ['PartOf', `${hosts.name}.target`],
        ],
      ],
      ['Install', [['WantedBy', `${hosts.name}.target`]]],
    ]),
  ];
}

function unitOf(hosts: Hosts, service: ResolvedService): readonly Entry[] {
  const stores = hosts.context.view
    .linksTo(service, 'postgres', 'mysql', 'redis')
    .flatMap(({ to }) => unitOfStore(hosts, to.name))
    .sort();
  const before = ['network-online.target', ...new Set(stores)].join(' ');
  return [
    ['Description', `${hosts.name}: ${service.name} on port %i`],
    ['After', before],
    ['Wants', before],
    ['PartOf', `${hosts.name}-${service.name}.target`],
    // What falls over ten times in five minutes is looked at by a person.
    ['StartLimitIntervalSec', '5min'],
    ['StartLimitBurst', 10],
  ];
}

type Field = (path: string) => Source;
const serviceOf = (hosts: Hosts, service: ResolvedService, field: Field): readonly Entry[] => [
  ['Type', 'exec'],
  ...runs(hosts, service),
  ['Environment', 'PORT=%i', field('port')],
  ['Environment', `HOST=${listensOn(hosts, service)}`],
  ...looksReady(service, field),
  ['Restart', 'always'],
  ['RestartSec', '1s'],
  ['TimeoutStartSec', `${seconds(settleStart(service))}s`, field('health.within')],
  ['TimeoutStopSec', `${seconds(settleDrain(service))}s`, field('stop.drain')],
  ...sized(service),
  ...CONFINED,
];

const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / SECOND));

/** What a program is started with, as whom, and what it is told. Services and jobs alike. */
export function runs(hosts: Hosts, part: Running): readonly Entry[] {
  const source = sourceOfPart(part);
  const command = part.run?.command ?? recipeOf(part)?.command;
  const folder = releaseOf(hosts, part.name);
  if (!command) sayNoCommand(hosts, part, folder);
  const words = command ?? [`${folder}/start`];
  const { entries, needsAddresses } = variablesOf(hosts, part);
  return [
    ['DynamicUser', 'yes'],
    // Programs that a release brings come before the machine's.
    ['Environment', `PATH=${folder}/bin:/usr/local/bin:/usr/bin:/bin`],
    ['WorkingDirectory', folder, { path: `${source.path}.run.folder`, at: part.at }],
    [
      'ExecStart',
      [launcherOf(hosts), ...words.map(commandWord)].join(' '),
      { path: `${source.path}.run.command`, at: part.at },
    ],
    ...(needsAddresses ? [['EnvironmentFile', `-/etc/${hosts.name}/addresses`] as const] : []),
    ...entries,
  ];
}

/** Memory and processor of one instance. */
export function sized({ name, at, size }: Running): readonly Entry[] {
  if (!size) return [];
  return [
    ['MemoryMax', size.memory, { path: `parts.${name}.size.memory`, at }],
    ['CPUQuota', `${Math.round(size.cpu * 100)}%`, { path: `parts.${name}.size.cpu`, at }],
  ];
}

/** A proxy on the same machine needs loopback alone; callers on other machines need its address. */
const listensOn = ({ context }: Hosts, service: ResolvedService): string =>
  isApart(service) && context.view.callersOf(service.name).some(({ by }) => by === 'link')
    ? '0.0.0.0'
    : '127.0.0.1';

/** Started is what says it is ready, so that one instance after another can be restarted. */
function looksReady(
  { health, run }: ResolvedService,
  field: (path: string) => Source,
): readonly Entry[] {
  const path = health?.ready ?? health?.live;
  // What stands behind another protocol (PHP-FPM) is not asked over HTTP.
  if (path === undefined || run === undefined) return [];
  const ask = '/usr/bin/curl -fsS -o /dev/null --retry 600 --retry-delay 1 --retry-all-errors';
  return [
    [
      'ExecStartPost',
      `${ask} http://127.0.0.1:%i${path.replaceAll('%', '%%')}`,
      field('health.ready'),
    ],
  ];
}

function unitOfStore({ databases, caches }: Hosts, name: string): readonly string[] {
  const database = databases.find(({ part }) => part.name === name);
  if (database?.part.kind === 'postgres') return [`postgresql.service`];
  if (database) return ['mariadb.service'];
  return caches.some((cache) => cache.name === name) ? [`redis-server@${name}.service`] : [];
}

const sayNoCommand = ({ context }: Hosts, { name, at }: Running, folder: string): void =>
  isMissing(
    context,
    'hosts',
    { path: `parts.${name}.run`, at },
    {
      en: `the plan does not say what starts ${name}: its release has to bring ${folder}/start`,
      ko: `${name} 서비스의 시작 명령이 계획에 없다. 릴리스에 ${folder}/start 파일이 있어야 한다`,
    },
    { en: 'Write `run.command`.', ko: '`run.command`를 적는다.' },
  );
