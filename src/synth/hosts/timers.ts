import { DAY, SECOND } from '#kernel';
import type { ResolvedJob } from '#model';
import type { Database } from '../databases/database.ts';
import { rollingOf } from '../databases/database.ts';
import { nextPartitions } from '../databases/partitions-postgres.ts';
import { pgBackRestCommand } from '../databases/pgbackrest.ts';
import type { SynthFile } from '../file.ts';
import { type Source, sourceOfPart } from '../source.ts';
import { cannotSay } from '../target.ts';
import { type Hosts, renewedOf } from './room.ts';
import { CONFINED, type Entry, timed, unitFile } from './systemd.ts';
import { runs, sized } from './units.ts';

/** A job: by the clock where the plan says when, else for somebody to start. */
export function jobUnits(hosts: Hosts, job: ResolvedJob): readonly SynthFile[] {
  const source = sourceOfPart(job);
  const entries: readonly Entry[] = [
    ...runs(hosts, job),
    ...(job.timeout === undefined
      ? []
      : [
          [
            'TimeoutStartSec',
            `${Math.ceil(job.timeout / SECOND)}s`,
            { path: `${source.path}.timeout`, at: job.at },
          ] as const,
        ]),
    ...sized(job),
    ...CONFINED,
  ];
  const about = `${hosts.name}: ${job.name}`;
  if (!job.schedule)
    return [
      unitFile(`systemd/${job.name}.service`, source, [
        ['Unit', [['Description', about]]],
        ['Service', [['Type', 'oneshot'], ...entries]],
      ]),
    ];
  const when = { every: job.schedule, source: { path: `${source.path}.schedule`, at: job.at } };
  return timed({ name: job.name, about, source }, when, entries);
}

/** Copies, rehearsals and the next partitions of a database that these machines run. */
export function databaseTimers(hosts: Hosts, database: Database): readonly SynthFile[] {
  return database.part.kind === 'postgres'
    ? postgresTimers(hosts, database)
    : mysqlTimers(hosts, database);
}

interface Task {
  readonly what: string;
  readonly about: string;
  readonly field: string;
  readonly every: NonNullable<ResolvedJob['schedule']> | undefined;
  readonly service: readonly Entry[];
}

const task = (
  what: string,
  about: string,
  field: string,
  every: Task['every'],
  service: readonly Entry[],
): Task => ({ what, about, field, every, service });

function tasks(hosts: Hosts, database: Database, all: readonly Task[]): readonly SynthFile[] {
  const { part, field } = database;
  return all.flatMap(({ what, about, field: path, every, service }) =>
    every === undefined
      ? []
      : timed(
          {
            name: `${hosts.name}-${part.name}-${what}`,
            about: `${hosts.name}: ${about} of ${part.name}`,
            source: field(path),
          },
          { every, source: field(path) },
          service,
        ),
  );
}

/** What looks after a database is its account, and writes nothing of the system's. */
const KEPT_APART: readonly Entry[] = [
  ['User', 'postgres'],
  ['NoNewPrivileges', 'yes'],
  ['PrivateTmp', 'yes'],
  ['ProtectHome', 'yes'],
  ['ProtectSystem', 'full'],
];

function postgresTimers(hosts: Hosts, database: Database): readonly SynthFile[] {
  const { part } = database;
  const { backup } = part;
  const stanza = `/usr/bin/${pgBackRestCommand(part.name)}`;
  const as = KEPT_APART;
  const scratch = `${hosts.name}-${part.name}-rehearsal`;
  const copies = (type: string): readonly Entry[] => [
    ...as,
    ['ExecStart', `${stanza} --type=${type} --repo=1 backup`],
    ...(backup?.copyTo === undefined
      ? []
      : [['ExecStart', `${stanza} --type=${type} --repo=2 backup`] as const]),
  ];
  return tasks(hosts, database, [
    task('full', 'a complete copy', 'backup.full', backup?.full, copies('full')),
    task(
      'incremental',
      'a copy of what changed',
      'backup.incremental',
      backup?.incremental,
      copies('incr'),
    ),
    task('rehearsal', 'a restore into an empty folder', 'backup.rehearse', backup?.rehearse, [
      ...as,
      ['StateDirectory', scratch],
      ['ExecStart', `${stanza} --repo=1 --pg1-path=/var/lib/${scratch} --delta restore`],
      ['ExecStopPost', `/usr/bin/find /var/lib/${scratch} -mindepth 1 -delete`],
    ]),
    task(
      'partitions',
      'the next partitions',
      'partitions',
      rollingOf(database) && { everyMs: DAY, at: '00:10' },
      [...as, ['ExecStart', `/usr/bin/psql -X -d ${part.name} -c "${nextPartitions(database)}"`]],
    ),
  ]);
}

/** mariadb-backup copies while rows are written; the log of changes bridges the time between. */
function mysqlTimers(hosts: Hosts, database: Database): readonly SynthFile[] {
  const { part, context, field } = database;
  const { backup } = part;
  if (!backup?.full) return [];
  if (backup.incremental)
    cannotSay(context, 'hosts', field('backup.incremental'), {
      en: `mariadb-backup of ${part.name} is written for complete copies: changes between them are in the server's log`,
      ko: `${part.name} 백업은 mariadb-backup 전체 백업만 적었다. 그 사이 변경은 서버 로그에 있다`,
    });
  const folder = `/var/backups/${part.name}`;
  const days = Math.max(1, Math.ceil((backup.keep ?? 7 * DAY) / DAY));
  const target = `${folder}/$$(date +%%Y%%m%%d%%H%%M)`;
  return tasks(hosts, database, [
    {
      what: 'full',
      about: 'a complete copy',
      field: 'backup.full',
      every: backup.full,
      service: [
        ['UMask', '0077'],
        [
          'ExecStart',
          `/bin/sh -c "exec /usr/bin/mariadb-backup --backup --target-dir=${target}"`,
          field('backup.full'),
        ],
        [
          'ExecStartPost',
          `/usr/bin/find ${folder} -mindepth 1 -maxdepth 1 -type d -mtime +${days} -exec rm -r {} +`,
          field('backup.keep'),
        ],
      ],
    },
  ]);
}

/** Certificates look twice a day whether it is time, as their issuer asks. */
export function certificateUnits(hosts: Hosts): readonly SynthFile[] {
  const [first] = renewedOf(hosts);
  if (!first) return [];
  const source: Source = { path: `${first.source.path}.tls`, at: first.source.at };
  const hook = `/usr/local/lib/${hosts.name}/certificate-hook`;
  const get = renewedOf(hosts).map(({ gateway, source: at }): Entry => {
    const names = (gateway.hosts ?? []).map((name) => `-d ${name}`).join(' ');
    const words = '/usr/bin/certbot certonly --webroot -w /var/www/acme --keep-until-expiring';
    const rest = '--non-interactive --agree-tos --register-unsafely-without-email';
    return [
      'ExecStart',
      `${words} ${rest} --cert-name ${gateway.name} ${names} --deploy-hook ${hook}`,
      at,
    ];
  });
  return timed(
    { name: `${hosts.name}-certificates`, about: `${hosts.name}: certificates`, source },
    { every: { everyMs: DAY / 2 }, source },
    get,
  );
}
